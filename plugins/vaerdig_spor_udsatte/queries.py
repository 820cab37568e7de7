"""The counts made of agreements."""

from __future__ import annotations

from sqlalchemy import select

from værdig.api import HalfYear, db_session

from .models import Samarbejdsaftale


def places(half_year: str) -> list[tuple[str, int]]:
    """Return how many places agreements in force on the last day of each half-year give, from the first agreement on."""
    agreements = list(db_session.scalars(select(Samarbejdsaftale)))
    if not agreements:
        return []
    half = HalfYear.of(min(row.indgaaet for row in agreements))
    counts = []
    while half.code <= half_year:
        in_force = [r for r in agreements if r.indgaaet <= half.end and (r.udloeb is None or r.udloeb >= half.end)]
        counts.append((half.code, sum(row.pladser for row in in_force)))
        half = half.following()
    return counts
