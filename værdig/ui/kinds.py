"""Which kind of control a field is shown as: one word per macro in `templates/ui/fields.html`; nothing is drawn here."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import wtforms
from wtforms import widgets

_BY_CLASS: tuple[tuple[type, str], ...] = (
    (wtforms.RadioField, "radios"),
    (wtforms.SelectMultipleField, "checkboxes"),
)
_BY_WIDGET: tuple[tuple[type, str], ...] = (
    (widgets.HiddenInput, "hidden"),
    (widgets.Select, "select"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.FileInput, "file"),
    (widgets.TextArea, "textarea"),
)

GROUPS = frozenset({"radios", "checkboxes"})
"""Kinds with several controls under one legend; the first control's id is `<field id>-0`."""


def kind(field: Any) -> str:
    """Return how a bound field is shown: hidden, radios, checkboxes, select, checkbox, file, textarea or text."""
    return _kind(type(field), type(field.widget))  # type: ignore[arg-type]  # to mypy not every class is hashable


@lru_cache(maxsize=256)
def _kind(field: type, widget: type) -> str:
    """Return the same by the two classes that decide it; a page asks for each of its fields several times."""
    by_class = (name for cls, name in _BY_CLASS if issubclass(field, cls))
    by_widget = (name for cls, name in _BY_WIDGET if issubclass(widget, cls))
    return next(by_class, None) or next(by_widget, "text")


def first_control(field: Any) -> str:
    """Return the id of the control that an error message about the field points to."""
    return f"{field.id}-0" if kind(field) in GROUPS else str(field.id)
