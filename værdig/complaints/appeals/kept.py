"""What is kept of when a citizen was told of a decision: among her case's sealed particulars, and on its way from page to page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from værdig.clock import today
from værdig.complaints.appeals.arrival import Way
from værdig.complaints.appeals.last_day import LastDay, Notice, last_day
from værdig.complaints.parts import RECKONED

FIELDS = ("way", "dated", "got")
"""The names in an address and in a form's hidden fields: a way and two dates, nothing that leads to anybody."""

OLDEST = timedelta(days=366)
"""How long ago a decision can have come for its last day to be worked out; what is older is a slip, or needs a human."""

_WAY, _DATED, _GOT, _LAST = RECKONED


def is_plausible(day: date) -> bool:
    """Tell whether a decision can have come on a day: not after today, and not over a year ago."""
    return today() - OLDEST <= day <= today()


def carry(notice: Notice) -> dict[str, str]:
    """Return a notice as the values of an address or of hidden fields."""
    dates = {"dated": notice.dated, "got": notice.got}
    return {"way": notice.way.value, **{name: day.isoformat() for name, day in dates.items() if day is not None}}


def carried(values: Mapping[str, str | None]) -> Notice | None:
    """Return the notice that a page has brought along; None where there is none, or none that can be."""
    days = [_day(values.get("dated")), _day(values.get("got"))]
    if not any(days) or any(day is not None and not is_plausible(day) for day in days):
        return None
    return _notice(values.get("way"), *days)


def keep(notice: Notice) -> dict[str, str]:
    """Return what a case keeps of a notice: the way, the dates, and the last day the citizen was told."""
    sent = carry(notice)
    names = {"way": _WAY, "dated": _DATED, "got": _GOT}
    return {names[name]: text for name, text in sent.items()} | {_LAST: last_day(notice).day.isoformat()}


def kept(particulars: Mapping[str, str]) -> Notice | None:
    """Return the notice that a case keeps; None where the citizen has told nothing of it."""
    return _notice(particulars.get(_WAY), _day(particulars.get(_DATED)), _day(particulars.get(_GOT)))


def last_told(particulars: Mapping[str, str]) -> date | None:
    """Return the last day that the citizen was told, whatever the rules say by now."""
    return _day(particulars.get(_LAST))


def reckoning(particulars: Mapping[str, str]) -> LastDay | None:
    """Return the last day of a case as it is reckoned from what the citizen has told."""
    notice = kept(particulars)
    return last_day(notice) if notice else None


def _notice(way: str | None, dated: date | None, got: date | None) -> Notice | None:
    found = next((each for each in Way if each == way), None)
    return Notice(way=found, dated=dated, got=got) if found and (dated or got) else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
