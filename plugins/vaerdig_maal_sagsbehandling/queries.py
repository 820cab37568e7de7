"""The counts made of the goal's registrations; nothing here concerns a person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from værdig.api import HalfYear, counts_per, db_session

from .models import Opfoelgning, Svartid, Undervisning

Counts = Sequence[tuple[str, int]]


def besvaret(half_year: str) -> Counts:
    """Return answered enquiries per half-year up to and with `half_year`."""
    return counts_per("H", half_year, ((row.maaned, row.besvaret) for row in db_session.scalars(select(Svartid))))


def til_tiden(half_year: str) -> Counts:
    """Return enquiries answered in time per half-year."""
    return counts_per("H", half_year, ((row.maaned, row.til_tiden) for row in db_session.scalars(select(Svartid))))


def deltagere(half_year: str) -> Counts:
    """Return participants in courses per half-year."""
    return counts_per("H", half_year, ((row.dato, row.deltagere) for row in db_session.scalars(select(Undervisning))))


def medarbejdere(half_year: str) -> Counts:
    """Return the size of the staff as last stated in each half-year."""
    rows = db_session.scalars(select(Undervisning).order_by(Undervisning.dato))
    last = {HalfYear.of(row.dato).code: row.medarbejdere for row in rows}
    return sorted((period, value) for period, value in last.items() if period <= half_year)


def opfoelgninger(slags: str, half_year: str) -> Counts:
    """Return how many follow-ups (`leder`) or briefings (`udvalg`) there were per half-year; a half-year with none is left out."""
    days = db_session.scalars(select(Opfoelgning.dato).where(Opfoelgning.slags == slags))
    return counts_per("H", half_year, ((day, 1) for day in days))
