"""Which kind of control a field is shown as: one word per macro in `templates/ui/fields.html`; nothing is drawn here."""

from __future__ import annotations

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
    by_class = (name for cls, name in _BY_CLASS if isinstance(field, cls))
    by_widget = (name for cls, name in _BY_WIDGET if isinstance(field.widget, cls))
    return next(by_class, None) or next(by_widget, "text")


def first_control(field: Any) -> str:
    """Return the id of the control that an error message about the field points to."""
    return f"{field.id}-0" if kind(field) in GROUPS else str(field.id)
