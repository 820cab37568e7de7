"""The two decorators of the hook system; what is declared with them is in `specs`, who calls it in `host`."""

from __future__ import annotations

import pluggy

PROJECT = "vaerdig"
"""pluggy's project name; ASCII, as every name that leaves Python."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a function in a `plugin.py` as the implementation of the hook with the same name."""
