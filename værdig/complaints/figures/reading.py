"""Reads the cases and enquiries behind a half-year's figures; nothing is counted here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from værdig import clock
from værdig.clock import HalfYear
from værdig.complaints.models import Case, CaseClock, ContactCount
from værdig.complaints.retention import tombstones
from værdig.complaints.units import OWN_UNIT
from værdig.db import current_tenant, db
from værdig.errors import UserError
from værdig.i18n import _


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The cases of one universe and the day they are counted on: what staff can still correct is a breakdown of its own for each."""

    universe: str
    cases: Sequence[Case]
    day: date

    @property
    def stamp(self) -> str:
        """What the day adds to the names of such breakdowns."""
        return f"@{self.day.isoformat()}"


class FiguresGone(UserError):
    """Cases of the half-year have been deleted when their time was over: counted anew, its figures would be too low."""

    def __init__(self, half_year: HalfYear) -> None:
        super().__init__(
            _(
                "Sager fra %(period)s er slettet, fordi deres tid er gået. Derfor kan klagerne ikke tælles igen. "
                "Tallene står i den rapport, der blev lavet dengang.",
                period=half_year.label,
            )
        )


def universe(half_year: HalfYear) -> str:
    """Return the gate's name of the jobcentre's cases of a half-year in the bound municipality."""
    return f"cases:{current_tenant()}:{half_year.code}"


def universe_elsewhere(half_year: HalfYear) -> str:
    """Return the gate's name of the cases about all other parts of the bound municipality: nobody is in both."""
    return f"elsewhere:{current_tenant()}:{half_year.code}"


def cases_about_jobcentre(half_year: HalfYear) -> list[Case]:
    """Return the cases registered in a half-year that are about the jobcentre. Raises FiguresGone."""
    if tombstones.any_counted(half_year):
        raise FiguresGone(half_year)
    return [case for case in _cases(half_year) if case.unit == OWN_UNIT]


def cases_elsewhere(half_year: HalfYear) -> list[Case]:
    """Return the cases registered in a half-year that are about any other part of the municipality. Raises FiguresGone."""
    if tombstones.any_counted(half_year, elsewhere=True):
        raise FiguresGone(half_year)
    return [case for case in _cases(half_year) if case.unit != OWN_UNIT]


def _cases(half_year: HalfYear) -> list[Case]:
    start, end = _moment(half_year.start), _moment(half_year.following().start)
    query = (
        select(Case)
        .where(Case.registered_at >= start, Case.registered_at < end)
        .options(
            selectinload(Case.points),
            selectinload(Case.clocks).selectinload(CaseClock.delays),
            selectinload(Case.events),
        )
    )
    return list(db.session.scalars(query))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), clock.COPENHAGEN)


def contacts(half_year: HalfYear) -> list[ContactCount]:
    """Return the enquiries that were only counted in a half-year."""
    return list(db.session.scalars(select(ContactCount).where(ContactCount.half_year == half_year)))
