"""Writes of the track's registrations and the counts made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from værdig.api import Period, _, db_session, transaction

from .models import Uddannelsesplan


def register(data: Mapping[str, Any]) -> str:
    """Store one quarter's count; an earlier one is kept as history."""
    with transaction():
        same = Uddannelsesplan.periode == data["periode"]
        earlier = db_session.scalar(select(func.max(Uddannelsesplan.number)).where(same)) or 0
        db_session.add(Uddannelsesplan(**data, number=earlier + 1))
    return _("Tallene er registreret. De erstatter kvartalet fra før.") if earlier else _("Tallene er registreret.")


def _holding() -> list[Uddannelsesplan]:
    """Return the latest row of each quarter, oldest quarter first."""
    rows = db_session.scalars(select(Uddannelsesplan).order_by(Uddannelsesplan.periode, Uddannelsesplan.number))
    return list({row.periode: row for row in rows}.values())


def recent() -> list[dict[str, str]]:
    """Return the newest quarters as they are shown under the form."""
    return [
        {
            _("Kvartal"): Period.parse(row.periode).label,
            _("Unge i alt"): str(row.unge_i_alt),
            _("Med plan"): str(row.med_plan),
        }
        for row in reversed(_holding()[-12:])
    ]


def uden_plan(half_year: str) -> list[tuple[str, int]]:
    """Return vulnerable young people without a plan per quarter up to and with `half_year`."""
    rows = [row for row in _holding() if row.periode <= _last(half_year)]
    return [(row.periode, row.unge_i_alt - row.med_plan) for row in rows]


def med_plan(half_year: str) -> list[tuple[str, int]]:
    """Return those with a plan."""
    return [(row.periode, row.med_plan) for row in _holding() if row.periode <= _last(half_year)]


def _last(half_year: str) -> str:
    return f"{half_year[:4]}Q{2 * int(half_year[-1])}"
