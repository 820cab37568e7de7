"""Which half-years a report can be built about: those with a closed round, or a report already."""

from __future__ import annotations

from værdig.clock import HalfYear
from værdig.reports import queries
from værdig.surveys import queries as surveys


def half_years() -> list[HalfYear]:
    """Return the half-years that can be built, newest first."""
    reported = {row.half_year for row in queries.all_reports()}
    closed = {row.half_year for row in surveys.rounds() if row.closed_on is not None}
    return sorted(reported | closed, reverse=True)
