"""The counts made of education plans."""

from __future__ import annotations

from sqlalchemy import select

from værdig.api import HalfYear, db_session, period_of

from .models import Uddannelsesplan


def uden_plan(half_year: str) -> list[tuple[str, int]]:
    """Return vulnerable young people without a plan per quarter up to and with `half_year`."""
    return [(row.periode, row.unge_i_alt - row.med_plan) for row in _up_to(half_year)]


def med_plan(half_year: str) -> list[tuple[str, int]]:
    """Return those with a plan."""
    return [(row.periode, row.med_plan) for row in _up_to(half_year)]


def _up_to(half_year: str) -> list[Uddannelsesplan]:
    last = period_of("Q", HalfYear.parse(half_year).end)
    query = select(Uddannelsesplan).where(Uddannelsesplan.periode <= last).order_by(Uddannelsesplan.periode)
    return list(db_session.scalars(query))
