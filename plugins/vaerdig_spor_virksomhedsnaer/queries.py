"""The counts made of contacts with companies."""

from __future__ import annotations

from sqlalchemy import select

from værdig.api import counts_per, db_session, period_of

from .models import Firmakontakt


def companies(half_year: str) -> list[tuple[str, int]]:
    """Return how many different companies with more than two employees were contacted in each quarter up to `half_year`.

    The plan speaks of companies with more than two employees; one whose size is unknown is not counted.
    """
    rows = db_session.execute(select(Firmakontakt.dato, Firmakontakt.cvr).where(Firmakontakt.ansatte > 2))
    first = {(period_of("Q", day), cvr): day for day, cvr in rows}
    return counts_per("Q", half_year, ((day, 1) for day in first.values()))
