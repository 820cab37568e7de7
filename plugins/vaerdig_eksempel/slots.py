"""What the plug-in adds to pages of the core: one line on each of the places in `Slot`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template

from værdig.api import Slot


def render(slot: Slot, context: Mapping[str, Any]) -> Any:
    """Return the line for a slot; `render_template` gives finished markup, so it is marked as such."""
    from markupsafe import Markup

    page = render_template("vaerdig_eksempel/slot.html", slot=slot, municipality=context.get("municipality", ""))
    return Markup(page)  # noqa: S704 - a template has escaped what is not ours
