"""The steps of chasing an answer, and office hours: pure rules, tried by property."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.clock import is_working_day, working_days_between
from værdig.complaints.reminders import steps
from værdig.complaints.reminders.steps import AFTER, Step

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
CLOSED = st.sets(DAYS, max_size=5)


@settings(deadline=None)
@given(DAYS, CLOSED)
def test_every_step_is_taken_on_a_working_day_and_in_order(due: date, closed: set[date]) -> None:
    days = [steps.day_of(step, due, closed) for step in AFTER]
    assert days == sorted(set(days))
    assert all(is_working_day(day, closed) for day in days)


@settings(deadline=None)
@given(DAYS.filter(is_working_day), st.integers(0, 9))
def test_a_step_is_reached_when_so_many_working_days_have_gone(due: date, later: int) -> None:
    day = due + timedelta(days=later)
    gone = working_days_between(due, day)
    assert steps.reached(due, day) == [step for step, after in AFTER.items() if after <= gone]


@settings(deadline=None)
@given(DAYS, DAYS)
def test_what_was_reached_stays_reached(due: date, day: date) -> None:
    assert set(steps.reached(due, day)) <= set(steps.reached(due, day + timedelta(days=1)))


def test_an_answer_due_on_a_wednesday_is_chased_then_and_on_the_next_monday_and_wednesday() -> None:
    wednesday = date(2026, 11, 4)
    assert [steps.day_of(step, wednesday).isoformat() for step in AFTER] == ["2026-11-04", "2026-11-09", "2026-11-11"]
    assert Step.RYKKET not in AFTER, "that one is a person's"


MOMENTS = st.integers(1_550_000_000, 1_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@settings(deadline=None)
@given(MOMENTS, st.integers(0, 24), st.integers(0, 24))
def test_office_hours_are_those_of_the_danish_clock_on_working_days(moment: datetime, opens: int, ends: int) -> None:
    here = moment.astimezone(ZoneInfo("Europe/Copenhagen"))
    at_work = steps.in_office_hours(moment, opens, ends)
    assert at_work == (is_working_day(here.date()) and opens <= here.hour < ends)
