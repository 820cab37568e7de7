"""Why a case's dates are what they are: each clock with the days that did not count, its rule and its settings; opens nothing sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from værdig import clock, municipality
from værdig.clock import day_off, working_days_between
from værdig.complaints import deadlines, queries
from værdig.complaints.clocks import Standing, standing
from værdig.complaints.deadlines import RULES, Clock, Rule
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.reckoning.recount import recounted
from værdig.complaints.states import State
from værdig.i18n import _, format_date


@dataclass(frozen=True)
class Uncounted:
    """A day between the beginning and the due date that did not count, and why."""

    day: date
    why: str


@dataclass(frozen=True)
class Used:
    """A setting as it was used: its value, and from when it holds; `since` is None for what was never chosen."""

    key: str
    value: Any
    since: date | None


@dataclass(frozen=True)
class Explained:
    """One clock of a case. `left` are the working days from today, negative when late; None for one that has ended or stands still."""

    row: CaseClock
    rule: Rule
    standing: Standing
    left: int | None
    uncounted: tuple[Uncounted, ...]
    used: tuple[Used, ...]
    by_calendar: date | None
    """What the date would be by the calendar of today, where that is another one: it was counted by an older."""


def explain(case: Case, day: date) -> list[Explained]:
    """Return every clock of a case as it stands on `day`: those that run, then those that have ended."""
    waits = _waits(case)
    rows = [*queries.running_clocks(case), *queries.ended_clocks(case)]
    return [_explained(row, day, waits) for row in rows]


def _explained(row: CaseClock, day: date, waits: Iterable[tuple[date, date]]) -> Explained:
    rule = RULES[Clock(row.kind)]
    closed: frozenset[date] = frozenset() if rule.statutory else deadlines.closing_days()
    by_calendar = None if rule.statutory else recounted(row)
    runs = row.stopped is None and row.paused is None
    waited = _days_of(waits, row) if rule.pausable else frozenset()
    return Explained(
        row, rule, standing(row, day), working_days_between(day, row.due, closed) if runs else None,
        tuple(_uncounted(row, rule, _closed_then(row, closed, by_calendar), waited)), tuple(_used(row, rule)),
        by_calendar if by_calendar != row.due else None,
    )  # fmt: skip


def _closed_then(row: CaseClock, closed: frozenset[date], by_calendar: date | None) -> frozenset[date]:
    """Return the closing days that a date was counted by: today's, or where it fits those no more, the ones its reckoning names."""
    if by_calendar == row.due:
        return closed
    return frozenset(day for day in closed if format_date(day) in row.basis)


def _uncounted(row: CaseClock, rule: Rule, closed: Collection[date], waited: Collection[date]) -> Iterable[Uncounted]:
    """Yield the days that did not count; where a rule counts weeks every day does, and where a day is agreed none is counted."""
    if rule.weeks or rule.agreed:
        return
    first = 0 if not deadlines.length(Clock(row.kind), row.started) else 1
    for day in (row.started + timedelta(days=n) for n in range(first, (row.due - row.started).days + 1)):
        why = day_off(day) or (_("kommunens lukkedag") if day in closed else "")
        if not why and day in waited:
            why = _("sagen ventede på borgeren")
        if why:
            yield Uncounted(day, why)


def _used(row: CaseClock, rule: Rule) -> Iterable[Used]:
    if rule.setting:
        value = municipality.setting(rule.setting, row.started)
        yield Used(rule.setting, value, municipality.setting_since(rule.setting, row.started))
    if not (rule.statutory or rule.agreed):
        value = [day for day in municipality.setting("closing_days") if row.started.isoformat() <= day]
        yield Used("closing_days", value, municipality.setting_since("closing_days"))


def _waits(case: Case) -> list[tuple[date, date]]:
    """Return from when until when the case has waited for its citizen; a wait that still goes on ends today."""
    waits, since = [], None
    for event in case.events:
        day = clock.local(event.at).date()
        if event.to_state == State.AFVENTER_BORGER:
            since = day
        elif since is not None and event.from_state == State.AFVENTER_BORGER:
            waits.append((since, day))
            since = None
    return [*waits, (since, clock.today())] if since else waits


def _days_of(waits: Iterable[tuple[date, date]], row: CaseClock) -> frozenset[date]:
    """Return the days on which a clock stood still: after the one on which the wait began, up to the one on which it ended."""
    spans = [(max(since, row.started), until) for since, until in waits if until > row.started]
    return frozenset(since + timedelta(days=n) for since, until in spans for n in range(1, (until - since).days + 1))
