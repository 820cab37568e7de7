"""A metric's figures as a series of points, with what each is worth; where they come from is `engine`'s business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from værdig.periods import Period

BETWEEN_SOURCES = "; "


@dataclass(frozen=True, kw_only=True)
class Value:
    """One period's figure: exact, or None with the reason in `missing` (Danish).

    `provenance` is the line shown under it, `kinds` whether that is fetched, copied from a plan or made up (`hentet`,
    `afskrift`, `eksempel`), `provisional` that the source may still change it.
    """

    period: str
    value: Decimal | None
    missing: str = ""
    provenance: str = ""
    kinds: tuple[str, ...] = ()
    provisional: bool = False

    @property
    def sources(self) -> list[str]:
        """The sources that the line of provenance names, each once."""
        return [source for source in dict.fromkeys(self.provenance.split(BETWEEN_SOURCES)) if source]

    @property
    def label(self) -> str:
        """The period as people read it."""
        return Period.parse(self.period).label

    @property
    def is_example(self) -> bool:
        return "eksempel" in self.kinds


def in_order(values: Iterable[Value]) -> list[Value]:
    """Return values in time order, kinds of period apart."""
    return sorted(values, key=lambda value: Period.parse(value.period).order)


def up_to(values: Iterable[Value], last_day: date) -> list[Value]:
    """Return the values of periods that have ended by a day, in time order."""
    return in_order(value for value in values if Period.parse(value.period).end <= last_day)


def after(values: Iterable[Value], day: date) -> list[Value]:
    """Return the values of periods that end after a day, in time order."""
    return in_order(value for value in values if Period.parse(value.period).end > day)


def find(values: Sequence[Value], period: str) -> Value | None:
    """Return the value of a period, or None where there is none."""
    return next((value for value in values if value.period == period), None)
