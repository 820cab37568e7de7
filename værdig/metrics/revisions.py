"""Which figures have changed since they were first computed, told from one computation to the next; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from værdig.periods import Period


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A figure that has changed: what it was, what it became, and when."""

    period: str
    before: Decimal | None
    after: Decimal | None
    at: datetime


@dataclass(frozen=True)
class Snapshot:
    """One computation: the last day it looks at, when it was made, and its figures by period (None is unknown)."""

    last_day: date
    at: datetime
    figures: Mapping[str, Decimal | None]


Line = list[tuple[Decimal | None, datetime]]
"""What one period's figure was, and from when on."""


def changes(snapshots: Iterable[Snapshot], undone: Sequence[datetime]) -> list[Revision]:
    """Return every change of a figure from snapshot to snapshot (oldest first), newest first.

    `undone` are the moments at which an import was undone: a figure that then is again what it was, or is gone, was a mistake
    of ours and never a figure of the source's, so neither change is told.
    """
    told: dict[str, Line] = {}
    for snapshot in snapshots:
        for period, value in snapshot.figures.items():
            _add(told.setdefault(period, []), value, snapshot.at, undone)
        for period in _gone(told, snapshot):
            if _any_between(undone, told[period][0][1], snapshot.at):
                del told[period]
    found = [
        Revision(period=period, before=before, after=after, at=at)
        for period, line in told.items()
        for (before, _at), (after, at) in pairwise(line)
    ]
    return sorted(found, key=lambda revision: revision.at, reverse=True)


def _add(line: Line, value: Decimal | None, at: datetime, undone: Sequence[datetime]) -> None:
    """Add a figure to its period's line, or forget what came since it last was the same, where that was undone."""
    for number, (earlier, _since) in enumerate(line[:-1]):
        if earlier == value and _any_between(undone, line[number + 1][1], at):
            del line[number + 1 :]
            return
    if not line or line[-1][0] != value:
        line.append((value, at))


def _gone(told: Mapping[str, Line], snapshot: Snapshot) -> list[str]:
    """Return the periods that a snapshot looks at and no longer has."""
    return [period for period in set(told) - set(snapshot.figures) if Period.parse(period).end <= snapshot.last_day]


def _any_between(moments: Sequence[datetime], first: datetime, last: datetime) -> bool:
    return any(first <= moment <= last for moment in moments)
