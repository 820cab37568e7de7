"""Writes of recruitment events and the counts made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from værdig.api import HalfYear, _, db_session, format_date, transaction

from .models import Arrangement


def register(data: Mapping[str, Any]) -> str:
    """Store one event."""
    with transaction():
        db_session.add(Arrangement(**data))
    return _("Arrangementet er registreret.")


def recent() -> list[dict[str, str]]:
    """Return the newest events as they are shown under the form."""
    rows = db_session.scalars(select(Arrangement).order_by(Arrangement.dato.desc()).limit(12))
    return [
        {
            _("Navn"): row.navn,
            _("Dato"): format_date(row.dato),
            _("Virksomheder"): _shown(row.virksomheder),
            _("Ansættelser"): _shown(row.ansaettelser),
        }
        for row in rows
    ]


def _shown(count: int | None) -> str:
    return _("ikke talt") if count is None else str(count)


def events(half_year: str) -> list[tuple[str, int]]:
    """Return events per half-year up to and with `half_year`; a half-year with none registered is left out."""
    return _sums([(row, 1) for row in db_session.scalars(select(Arrangement))], half_year)


def hired(half_year: str) -> list[tuple[str, int]]:
    """Return known hirings per half-year; events where nobody counted are left out, not counted as none."""
    rows = db_session.scalars(select(Arrangement).where(Arrangement.ansaettelser.is_not(None)))
    return _sums([(row, row.ansaettelser or 0) for row in rows], half_year)


def _sums(rows: list[tuple[Arrangement, int]], until: str) -> list[tuple[str, int]]:
    sums: dict[str, int] = {}
    for row, count in rows:
        half = HalfYear.of(row.dato).code
        sums[half] = sums.get(half, 0) + count
    return sorted((half, count) for half, count in sums.items() if half <= until)
