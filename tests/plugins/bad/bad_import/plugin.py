"""Imports a module that is not there."""

import a_module_nobody_has  # noqa: F401
