"""How templates are read: every one with the same names beside its own; what those names are is said by who gives them."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from flask.templating import Environment


class SharedNames(Environment):
    """Flask's environment, but a template without names of its own looks straight into the environment's.

    Jinja lays a chain of dictionaries over them for each template and walks it, name by name, at each import of each page.
    """

    def make_globals(self, d: Mapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names of a template: the environment's own dictionary where there are no more than those."""
        return super().make_globals(dict(d)) if d else self.globals
