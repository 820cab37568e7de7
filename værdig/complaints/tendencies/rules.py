"""When klagepunkter are a tendency, and when one that was put aside comes back; pure.

Source: the domain note on complaints, 5.1 (26): three klagepunkter or more with the same unit and theme in 90 days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LEAST = 3
"""Klagepunkter that are a tendency."""

WINDOW = timedelta(days=90)
"""The time in which they have come: today and the 89 days before."""


@dataclass(frozen=True)
class Point:
    """One klagepunkt: where, about what, when the case was received, and which case."""

    unit: str
    theme: str
    day: date
    case_id: str


@dataclass(frozen=True)
class Aside:
    """That a tendency was put aside: on which day, and how many klagepunkter it had then."""

    day: date
    count: int


@dataclass(frozen=True)
class Tendency:
    """Klagepunkter with the same unit and theme; `days` are those on which their cases were received, in order."""

    unit: str
    theme: str
    days: tuple[date, ...]
    cases: int

    @property
    def count(self) -> int:
        """How many klagepunkter there are."""
        return len(self.days)


def tendencies(points: Iterable[Point], day: date) -> list[Tendency]:
    """Return the tendencies on a day, the largest first."""
    found: defaultdict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points:
        if day - WINDOW < point.day <= day:
            found[point.unit, point.theme].append(point)
    grown = [
        Tendency(unit, theme, tuple(sorted(point.day for point in held)), len({point.case_id for point in held}))
        for (unit, theme), held in found.items()
        if len(held) >= LEAST
    ]
    return sorted(grown, key=lambda each: (-each.count, each.unit, each.theme))


def is_raised(found: Tendency, aside: Aside | None, day: date) -> bool:
    """Tell whether a tendency is to be told: it has not been put aside, or it has grown, begun anew, or 90 days have gone since."""
    if aside is None or aside.day <= day - WINDOW:
        return True
    return found.count > aside.count or sum(each > aside.day for each in found.days) >= LEAST
