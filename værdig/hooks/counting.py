"""What nearly every plug-in does with its rows: counts by period for `OwnInput`, and the example's rows added once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from sqlalchemy import select

from værdig.clock import HalfYear
from værdig.db import db, transaction
from værdig.periods import Period


def counts_per(kind: Literal["Q", "H"], until: str, rows: Iterable[tuple[date, int]]) -> list[tuple[str, int]]:
    """Return the sums of `(day, count)` by quarter or half-year, oldest first, up to the end of the half-year `until`.

    A period without rows is left out: nothing registered is not the same as none.
    """
    last, sums = HalfYear.parse(until).end, dict[str, int]()
    for day, count in rows:
        if day <= last:
            code = period_of(kind, day)
            sums[code] = sums.get(code, 0) + count
    return sorted(sums.items())


def period_of(kind: Literal["Q", "H"], day: date) -> str:
    """Return the code of the quarter (`2021Q1`) or half-year (`2021H1`) that a day falls in."""
    return Period(kind, day.year, (day.month - 1) // (3 if kind == "Q" else 6) + 1).code


def add_once(model: type[Any], rows: Iterable[Mapping[str, Any]]) -> None:
    """Add an example's rows, each a mapping of column to value, to a table that has none, not even deleted ones."""
    with transaction():
        if db.session.scalar(select(model).limit(1).execution_options(withdrawn=True)) is None:
            db.session.add_all(model(**row) for row in rows)
