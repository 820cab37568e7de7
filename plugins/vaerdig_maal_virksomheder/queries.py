"""The counts made of recruitment events."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from værdig.api import counts_per, db_session

from .models import Arrangement


def events(half_year: str) -> Sequence[tuple[str, int]]:
    """Return events per half-year up to and with `half_year`; a half-year with none registered is left out."""
    return counts_per("H", half_year, ((day, 1) for day in db_session.scalars(select(Arrangement.dato))))


def hired(half_year: str) -> Sequence[tuple[str, int]]:
    """Return known hirings per half-year; events where nobody counted are left out, not counted as none."""
    rows = db_session.execute(select(Arrangement.dato, Arrangement.ansaettelser))
    return counts_per("H", half_year, ((day, count) for day, count in rows if count is not None))
