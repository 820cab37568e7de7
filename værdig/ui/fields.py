"""Form fields that clean what is typed and read it the Danish way; WTForms does the rest, and `templates/ui` draws them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import wtforms
from flask_wtf import file
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation

from værdig.ui.text import normalise, normalise_line


class _CleanText(wtforms.StringField):  # type: ignore[misc]
    """Text without control characters and null bytes; an empty field gives an empty string, never None, once sent."""

    clean = staticmethod(normalise_line)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = self.clean(str(valuelist[0]))


class StringField(_CleanText):
    """One line of text; runs of white space become one space."""


class TextAreaField(_CleanText):
    """Several lines of text; every line break is one line feed. Give it `MaxText(n)` and the room is shown below it."""

    widget = wtforms.widgets.TextArea()
    clean = staticmethod(normalise)


class EmailField(StringField):
    """An e-mail address."""

    widget = wtforms.widgets.EmailInput()


class TelField(StringField):
    """A telephone number as typed."""

    widget = wtforms.widgets.TelInput()


class HiddenField(_CleanText):
    """A value the page carries; it came from the browser, so it is as foreign as any other field."""

    widget = wtforms.widgets.HiddenInput()


class PasswordField(wtforms.PasswordField):  # type: ignore[misc]
    """A pass word, kept exactly as typed and never shown again."""


class BooleanField(wtforms.BooleanField):  # type: ignore[misc]
    """One checkbox with its label beside it; it is always drawn so that ticking it says yes, whatever was sent before."""

    def _value(self) -> str:
        return "y"


FileField = file.FileField
MultipleFileField = file.MultipleFileField

Choices = Iterable[SelectChoice | tuple[Any, Any] | str]


class _Choices:
    """Lets choices be given as plain `(value, label)` pairs, and an unanswered field be told from a wrong answer."""

    def __init__(self, label: Any = None, validators: Any = None, choices: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, choices=_listed(choices), **kwargs)  # type: ignore[call-arg]

    @property
    def choices(self) -> Any:
        """What can be chosen, in WTForms' own form."""
        return self._choices

    @choices.setter
    def choices(self, value: Any) -> None:
        self._choices = _listed(value)

    def pre_validate(self, form: Any) -> None:
        """Refuse a value that is not offered; an empty answer is for `Required` to refuse, or nobody."""
        if self.data not in (None, ""):  # type: ignore[attr-defined]
            super().pre_validate(form)  # type: ignore[misc]


def _listed(choices: Any) -> Any:
    """Return choices in WTForms' own form; callables and None pass through."""
    if choices is None or callable(choices):
        return choices
    return [c if isinstance(c, SelectChoice) else SelectChoice(*_pair(c)) for c in choices]


def _pair(choice: tuple[Any, Any] | str) -> tuple[Any, Any]:
    return (choice, choice) if isinstance(choice, str) else choice


class SelectField(_Choices, wtforms.SelectField):  # type: ignore[misc]
    """A drop-down list. For an empty first line give the choice `("", "Vælg …")`; choosing it is not an answer."""


class RadioField(_Choices, wtforms.RadioField):  # type: ignore[misc]
    """Radio buttons below each other, none chosen beforehand.

    `separate` names values shown apart below the others (*Ved ikke*); `hints` gives a line of help by value.
    """

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        choices: Any = None,
        separate: Sequence[str] = (),
        hints: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, choices=choices, **kwargs)
        self.separate = tuple(separate)
        self.hints = hints or {}


class CheckboxesField(_Choices, wtforms.SelectMultipleField):  # type: ignore[misc]
    """Several checkboxes below each other under one legend; the data is a list of the chosen values."""

    option_widget = wtforms.widgets.CheckboxInput()

    def __init__(self, *args: Any, hints: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


SelectMultipleField = CheckboxesField

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DANISH = re.compile(r"(\d{1,2})[./ -]+(\d{1,2}|[a-zæøå]+)[./ -]+(\d{4})", re.IGNORECASE)


class NoSuchDay(ValueError):
    """Written as a date, but the calendar has no such day."""

    complaint = "No such day."


def parse_date(typed: str) -> date:
    """Return the date a Dane has typed: 24.12.2021, 24/12-2021, 24. december 2021, or 2021-12-24.

    Raises NoSuchDay for a day that the calendar has not, and ValueError for anything else, also for two-digit years, which may mean
    two centuries.
    """
    if found := _ISO.fullmatch(typed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DANISH.fullmatch(typed):
        return _day(int(found[3]), _month(found[2].lower()), int(found[1]))
    raise ValueError(typed)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay from error


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    hits = [number for number, name in enumerate(_MONTHS, 1) if len(written) >= 3 and name.startswith(written)]
    if len(hits) != 1:
        raise ValueError(written)
    return hits[0]


class _Parsed(StringField):
    """Text that stands for something else: what was typed is shown again when it cannot be read; empty is None."""

    complaint = "Invalid input."

    def read(self, typed: str) -> Any:
        """Return what the text stands for; raises ValueError when it stands for nothing."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """Return the value as it is shown in the field."""
        return str(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = normalise_line(str(valuelist[0])) if valuelist else ""
        self.typed = typed
        self.data: Any = None
        if typed:
            try:
                self.data = self.read(typed)
            except (ValueError, InvalidOperation, OverflowError) as error:
                raise ValueError(self.gettext(getattr(error, "complaint", self.complaint))) from error

    def pre_validate(self, form: Any) -> None:
        """Object once: what cannot be read has no value that could also be too large or too small."""
        if self.process_errors:
            raise StopValidation

    def _value(self) -> str:
        if self.raw_data:
            return str(self.typed)
        return "" if self.data is None else self.write(self.data)


class DateField(_Parsed):
    """A date in one text field, written as Danes write dates; the data is a `date`, or None when empty."""

    complaint = "Not a valid date value."

    def read(self, typed: str) -> date:
        return parse_date(typed)

    def write(self, value: date) -> str:
        return f"{value:%d.%m.%Y}"


class IntegerField(_Parsed):
    """A whole number, with or without full stops between thousands; the data is an int, or None when empty: never zero."""

    complaint = "Not a valid integer value."

    def read(self, typed: str) -> int:
        if not re.fullmatch(r"[-+]?(\d{1,3}([. ]\d{3})+|\d+)", typed):
            raise ValueError(typed)
        return int(re.sub(r"[. ]", "", typed))


class DecimalField(_Parsed):
    """A decimal number with a comma; the data is a Decimal, or None when empty: never zero."""

    complaint = "Not a valid decimal value."

    def read(self, typed: str) -> Decimal:
        if not re.fullmatch(r"[-+]?(\d{1,3}([. ]\d{3})+|\d+)(,\d+)?", typed):
            raise ValueError(typed)
        return Decimal(re.sub(r"[. ]", "", typed).replace(",", "."))

    def write(self, value: Decimal) -> str:
        return f"{value:f}".replace(".", ",")
