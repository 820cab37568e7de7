"""The form for a quarter's count of education plans, and what its list shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from værdig.api import (
    IntegerField,
    NotMoreThan,
    NumberRange,
    Period,
    Required,
    SelectField,
    VaerdigForm,
    _,
    _l,
    period_of,
    today,
)

COUNT = NumberRange(min=0, max=100_000)
QUARTERS_BACK = 24


def quarters() -> list[tuple[str, str]]:
    """Return the quarters up to the running one, newest first, as code and words."""
    newest = Period.parse(period_of("Q", today()))
    count = newest.year * 4 + newest.number - 1
    back = [Period("Q", number // 4, number % 4 + 1) for number in range(count, count - QUARTERS_BACK, -1)]
    return [(period.code, period.label) for period in back]


class UddannelsesplanForm(VaerdigForm):
    """A quarter's count."""

    periode = SelectField(_l("Kvartal"), [Required()], choices=[])
    unge_i_alt = IntegerField(_l("Udsatte unge i alt"), [Required(), COUNT])
    med_plan = IntegerField(
        _l("Heraf med uddannelses- eller handleplan"),
        [
            Required(),
            COUNT,
            NotMoreThan("unge_i_alt", _l("Der kan ikke være flere med plan, end der er unge i alt.")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = dict(quarters())
        registered = getattr(kwargs.get("obj"), "periode", "")  # may be older than what is offered
        older = [(registered, Period.parse(registered).label)] if registered and registered not in offered else []
        self.periode.choices = [("", _l("Vælg et kvartal")), *offered.items(), *older]


def shown(row: Any) -> Mapping[str, Any]:
    """Return what the list tells of a quarter."""
    return {
        _("Kvartal"): Period.parse(row.periode).label,
        _("Unge i alt"): row.unge_i_alt,
        _("Med plan"): row.med_plan,
    }
