"""The form for a quarter's count of education plans; what is stored of it is in `service`."""

from __future__ import annotations

from typing import Any

from værdig.api import IntegerField, NumberRange, Required, SelectField, VaerdigForm, ValidationError, _l, today

COUNT = NumberRange(min=0, max=100_000)
QUARTERS_BACK = 24


def quarters() -> list[tuple[str, str]]:
    """Return the quarters up to the running one, newest first, as code and words."""
    day = today()
    newest = day.year * 4 + (day.month - 1) // 3
    codes = [divmod(number, 4) for number in range(newest, newest - QUARTERS_BACK, -1)]
    return [(f"{year}Q{quarter + 1}", f"{quarter + 1}. kvartal {year}") for year, quarter in codes]


class UddannelsesplanForm(VaerdigForm):
    """A quarter's count."""

    periode = SelectField(_l("Kvartal"), [Required()], choices=[])
    unge_i_alt = IntegerField(_l("Udsatte unge i alt"), [Required(), COUNT])
    med_plan = IntegerField(_l("Heraf med uddannelses- eller handleplan"), [Required(), COUNT])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periode.choices = [("", _l("Vælg et kvartal")), *quarters()]

    def validate_med_plan(self, field: Any) -> None:
        if self.unge_i_alt.data is not None and field.data is not None and field.data > self.unge_i_alt.data:
            raise ValidationError(_l("Der kan ikke være flere med plan, end der er unge i alt."))
