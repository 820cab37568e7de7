"""Writes of the goal's registrations and the counts made of them; nothing here concerns a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from værdig.api import HalfYear, _, db_session, format_date, transaction

from .models import Opfoelgning, Svartid, Undervisning

Counts = Sequence[tuple[str, int]]


def register_svartid(data: Mapping[str, Any]) -> str:
    """Store one month's counts; an earlier registration of the month is kept as history."""
    month = data["maaned"].replace(day=1)
    with transaction():
        earlier = db_session.scalar(select(func.max(Svartid.number)).where(Svartid.maaned == month)) or 0
        row = Svartid(maaned=month, besvaret=data["besvaret"], til_tiden=data["til_tiden"], number=earlier + 1)
        db_session.add(row)
    return _("Svartiden er registreret. Den erstatter måneden fra før.") if earlier else _("Svartiden er registreret.")


def register_undervisning(data: Mapping[str, Any]) -> str:
    """Store one course."""
    with transaction():
        db_session.add(Undervisning(**data))
    return _("Undervisningen er registreret.")


def register_opfoelgning(data: Mapping[str, Any]) -> str:
    """Store one follow-up or briefing."""
    with transaction():
        db_session.add(Opfoelgning(**data))
    return _("Opfølgningen er registreret.")


def recent_svartid() -> list[dict[str, str]]:
    """Return the newest months as they are shown under the form."""
    return [
        {
            _("Måned"): f"{row.maaned:%m.%Y}",
            _("Besvaret"): str(row.besvaret),
            _("Til tiden"): str(row.til_tiden),
        }
        for row in db_session.scalars(_holding().order_by(Svartid.maaned.desc()).limit(12))
    ]


def recent_undervisning() -> list[dict[str, str]]:
    """Return the newest courses."""
    rows = db_session.scalars(select(Undervisning).order_by(Undervisning.dato.desc()).limit(12))
    return [
        {_("Dato"): format_date(row.dato), _("Emne"): row.emne, _("Deltog"): f"{row.deltagere}/{row.medarbejdere}"}
        for row in rows
    ]


def recent_opfoelgning() -> list[dict[str, str]]:
    """Return the newest follow-ups and briefings."""
    words = {"leder": _("Leder"), "udvalg": _("Udvalg")}
    rows = db_session.scalars(select(Opfoelgning).order_by(Opfoelgning.dato.desc()).limit(12))
    return [{_("Dato"): format_date(row.dato), _("Slags"): words[row.slags], _("Emne"): row.emne} for row in rows]


def _holding() -> Any:
    """Return a query of the registrations that hold: the latest of each month."""
    latest = select(Svartid.maaned, func.max(Svartid.number).label("number")).group_by(Svartid.maaned).subquery()
    return select(Svartid).join(latest, (latest.c.maaned == Svartid.maaned) & (latest.c.number == Svartid.number))


def besvaret(half_year: str) -> Counts:
    """Return answered enquiries per half-year up to and with `half_year`."""
    return _per_half_year(half_year, [(row.maaned, row.besvaret) for row in db_session.scalars(_holding())])


def til_tiden(half_year: str) -> Counts:
    """Return enquiries answered in time per half-year."""
    return _per_half_year(half_year, [(row.maaned, row.til_tiden) for row in db_session.scalars(_holding())])


def deltagere(half_year: str) -> Counts:
    """Return participants in courses per half-year."""
    return _per_half_year(half_year, [(row.dato, row.deltagere) for row in db_session.scalars(select(Undervisning))])


def medarbejdere(half_year: str) -> Counts:
    """Return the size of the staff as last stated in each half-year."""
    rows = db_session.scalars(select(Undervisning).order_by(Undervisning.dato))
    last = {HalfYear.of(row.dato).code: row.medarbejdere for row in rows}
    return sorted((period, value) for period, value in last.items() if period <= half_year)


def opfoelgninger(slags: str, half_year: str) -> Counts:
    """Return how many follow-ups (`leder`) or briefings (`udvalg`) there were per half-year; a half-year with none is left out."""
    days = db_session.scalars(select(Opfoelgning.dato).where(Opfoelgning.slags == slags))
    return _per_half_year(half_year, [(day, 1) for day in days])


def _per_half_year(until: str, rows: Sequence[tuple[date, int]]) -> Counts:
    sums: dict[str, int] = {}
    for day, count in rows:
        period = HalfYear.of(day).code
        if period <= until:
            sums[period] = sums.get(period, 0) + count
    return sorted(sums.items())
