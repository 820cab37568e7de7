"""What a field may object to, beyond WTForms' own validators: empty, too long, not a date in range."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from wtforms import validators
from wtforms.validators import StopValidation, ValidationError

from værdig.clock import today
from værdig.i18n import _, format_number
from værdig.ui import messages
from værdig.ui.text import length

_CPR_LIKE = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")


class Required:
    """The field must be answered. Unlike WTForms' DataRequired it takes the number 0 for an answer."""

    field_flags = {"mandatory": True}  # noqa: RUF012 - WTForms reads it from the class

    def __init__(self, message: Any = None) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop at an empty field; one that could not be read has been objected to already."""
        if field.errors:
            raise StopValidation()
        if _empty(field.data):
            raise StopValidation(str(self.message) if self.message else messages.missing(field))


class RequiredWith:
    """The field must be answered when another field of the form has a certain value; it is not said to be optional."""

    field_flags = {"conditional": True}  # noqa: RUF012 - WTForms reads it from the class

    def __init__(self, other: str, value: str, message: Any) -> None:
        self.other, self.value, self.required = other, value, Required(message)

    def __call__(self, form: Any, field: Any) -> None:
        """Stop at an empty field where the other has the value."""
        if form[self.other].data == self.value:
            self.required(form, field)


class JudgedTogether:
    """The field may be left empty, or not, by what the others say: it is not said to be optional, and the form's owner judges it."""

    field_flags = {"conditional": True}  # noqa: RUF012 - WTForms reads it from the class

    def __call__(self, _form: Any, _field: Any) -> None:
        """Object to nothing: nobody knows from the field alone."""


def _empty(data: Any) -> bool:
    if isinstance(data, str):
        return not data.strip()
    return data is None or data is False or (isinstance(data, list) and not any(data))


class MaxText:
    """At most `room` characters, counted as `text.length` counts: a line break is one, whatever the browser sends."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.field_flags = {"room": room}

    def __call__(self, _form: Any, field: Any) -> None:
        """Object to a longer text, saying by how much; the text stays in the field."""
        written = length(field.data or "")
        if written > self.room:
            raise ValidationError(messages.too_long(written, self.room))


class Cvr:
    """A Danish CVR number: eight digits whose check digit fits; spaces do not matter."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Object to a number that no company can have."""
        from stdnum.dk import cvr

        if field.data and not cvr.is_valid(field.data):
            raise ValidationError(str(messages.NOT_A_CVR))
        if field.data:
            field.data = cvr.compact(field.data)


class NoCpr:
    """No CPR number: what is written here is shown to many and cannot be taken back."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Object to ten digits that can be a CPR number; the text stays in the field."""
        from stdnum.dk import cpr

        if any(cpr.is_valid(found) for found in _CPR_LIKE.findall(field.data or "")):
            raise ValidationError(str(messages.A_CPR))


class NumberRange(validators.NumberRange):  # type: ignore[misc]
    """WTForms' own, which tells its limits as people write numbers: `1.000.000`."""

    def __call__(self, form: Any, field: Any) -> None:
        """Object to a number outside the limits, both of which are allowed."""
        try:
            super().__call__(form, field)
        except ValidationError as error:
            if self.message is not None:
                raise
            raise ValidationError(self._limits()) from error

    def _limits(self) -> str:
        low, high = (None if limit is None else format_number(limit) for limit in (self.min, self.max))
        if high is None:
            return _("Tallet skal være mindst %(min)s.", min=low)
        if low is None:
            return _("Tallet må højst være %(max)s.", max=high)
        return _("Tallet skal være mellem %(min)s og %(max)s.", min=low, max=high)


class NotMoreThan:
    """A part that cannot be larger than its whole, which another field holds; a field without a number is left to its own checks."""

    def __init__(self, whole: str, message: Any) -> None:
        self.whole = whole
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Object in the words given when this number is larger than the other field's."""
        whole = form[self.whole].data
        if whole is not None and field.data is not None and field.data > whole:
            raise ValidationError(str(self.message))


FIRST_DAY = date(2000, 1, 1)
"""An earlier day must be a slip."""


def not_long_ago(_form: Any, field: Any) -> None:
    """Object to a day before `FIRST_DAY`, which must be a slip."""
    if field.data and field.data < FIRST_DAY:
        raise ValidationError(str(messages.NOT_HAPPENED))


class Happened:
    """A day that has been: not after today, and not so long ago that it must be a slip."""

    def __init__(self, earliest: date = FIRST_DAY) -> None:
        self.earliest = earliest

    def __call__(self, _form: Any, field: Any) -> None:
        """Object to a day in the future or before `earliest`."""
        if field.data and not self.earliest <= field.data <= today():
            raise ValidationError(str(messages.NOT_HAPPENED))
