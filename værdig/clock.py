"""The time, half-years, and Danish working days: the only place that asks what time it is."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from værdig.errors import UserError

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_MOST_SHOWN = 60
"""Characters of a wrong half-year that are shown again: whoever typed a round's id sees the whole of it."""


def now() -> datetime:
    """Return this moment as an aware UTC date-time."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date in Denmark."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """Return an aware moment as Danish wall-clock time."""
    return moment.astimezone(COPENHAGEN)


@dataclass(frozen=True, order=True)
class HalfYear:
    """A half-year: `HalfYear(2021, 1)` is 1 January to 30 June 2021; `code` is `2021H1`."""

    year: int
    half: int

    @classmethod
    def parse(cls, text: str) -> HalfYear:
        """Read `2021H1`; raises UserError with a Danish text for anything else."""
        found = re.fullmatch(r"\s*(\d{4})\s*[Hh]([12])\s*", text)
        if not found or not 1990 <= int(found[1]) <= 2199:
            typed = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
            raise UserError(f"»{typed}« er ikke et halvår. Skriv fx 2021H1 eller 2021H2.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> HalfYear:
        """Return the half-year that `day` falls in."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @property
    def code(self) -> str:
        return f"{self.year}H{self.half}"

    @property
    def label(self) -> str:
        """The half-year as people read it: `1. halvår 2021`."""
        return f"{self.half}. halvår {self.year}"

    @property
    def start(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def end(self) -> date:
        """The last day of the half-year."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    def previous(self) -> HalfYear:
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    def following(self) -> HalfYear:
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.code


_PROPER = frozenset({"Kristi himmelfartsdag"})


@cache
def named_holidays(year: int) -> dict[date, str]:
    """Return Danish public holidays of `year` by day with their names, and the days that law or custom treats as non-working.

    Grundlovsdag, 24 and 31 December count as non-working (lov om almindelig fristberegning follows custom here);
    Store bededag is a holiday up to 2023 (lov nr. 214 af 7.3.2023). 1 May is a working day.
    """
    import holidays

    ours = {
        date(year, 6, 5): "grundlovsdag",
        date(year, 12, 24): "juleaftensdag",
        date(year, 12, 31): "nytårsaftensdag",
    }
    official = holidays.country_holidays("DK", years=year, language="da")
    return ours | {day: name if name in _PROPER else name[:1].lower() + name[1:] for day, name in official.items()}


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Return the days of `named_holidays`."""
    return frozenset(named_holidays(year))


_WEEKEND = {5: "lørdag", 6: "søndag"}


def day_off(day: date) -> str:
    """Return why a day does not count in any deadline, as a Danish word: a holiday's name, or `lørdag`; empty for one that does."""
    return named_holidays(day.year).get(day) or _WEEKEND.get(day.weekday(), "")


def is_working_day(day: date, closed: Collection[date] = ()) -> bool:
    """Tell whether `day` is a Danish working day; `closed` are a municipality's own closing days.

    Statutory clocks pass no `closed` days: a local summer closure does not stop them (FOB 2021-1).
    """
    return day.weekday() < 5 and day not in public_holidays(day.year) and day not in closed


def add_working_days(start: date, days: int, closed: Collection[date] = ()) -> date:
    """Return the `days`-th working day after `start`; day one is the first working day after it.

    With `days` 0 the answer is `start` itself, or the next working day where it is not one.
    """
    day = start
    while days == 0 and not is_working_day(day, closed):
        day += timedelta(days=1)
    left = days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, closed)
    return day


def working_days_between(start: date, end: date, closed: Collection[date] = ()) -> int:
    """Return how many working days lie after `start` up to and including `end`; negative when `end` is before `start`."""
    if end < start:
        return -working_days_between(end, start, closed)
    span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, closed) for day in span)
