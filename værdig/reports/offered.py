"""Which half-years a report can be built about: those with a closed round or a report already."""

from __future__ import annotations

from værdig.clock import HalfYear, today
from værdig.reports import queries
from værdig.surveys import queries as surveys


def half_years() -> list[HalfYear]:
    """Return the half-years that can be built, newest first; none that has not begun."""
    reported = {row.half_year for row in queries.all_reports()}
    closed = {row.half_year for row in surveys.rounds() if row.closed_on is not None}
    now = HalfYear.of(today())
    return sorted((half for half in reported | closed if half <= now), reverse=True)
