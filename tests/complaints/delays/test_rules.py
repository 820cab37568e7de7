"""Putting dates off: which new dates will do, and what a letter in time and one too late do; pure rules, tried by property."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.clock import is_working_day, working_days_between
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.delays import rules

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
SPANS = st.integers(0, 60).map(timedelta)
CLOSED = st.sets(DAYS, max_size=5)


@settings(deadline=None)
@given(DAYS, SPANS, SPANS, CLOSED)
def test_the_date_a_draft_proposes_will_always_do(
    due: date, before: timedelta, after: timedelta, closed: set[date]
) -> None:
    for day in (due - before, due + after):
        until = rules.suggested(due, day, closed)
        assert rules.objection(due, until, day, closed) is None
        assert working_days_between(max(due, day), until, closed) == rules.SUGGESTED


@settings(deadline=None)
@given(DAYS, DAYS, DAYS, CLOSED)
def test_a_date_that_will_do_is_later_than_both_and_a_working_day(
    due: date, until: date, day: date, closed: set[date]
) -> None:
    will_do = rules.objection(due, until, day, closed) is None
    assert will_do == (until > due and until > day and until - day <= rules.LONGEST and is_working_day(until, closed))


@settings(deadline=None)
@given(DAYS, DAYS)
def test_only_a_letter_in_time_about_a_date_of_our_own_moves_it(due: date, day: date) -> None:
    assert rules.moves_clock(due, day, statutory=False) == (day <= due)
    assert not rules.moves_clock(due, day, statutory=True)


@pytest.mark.parametrize("clock", sorted(rules.CAN_BE_PUT_OFF))
def test_what_can_be_put_off_is_a_promise_that_the_citizen_has_been_given(clock: Clock) -> None:
    assert str(RULES[clock].citizen), "a letter says what had been promised"
    assert not RULES[clock].citizens, "her own dates are not ours to put off"


def test_a_letter_is_offered_from_three_working_days_before() -> None:
    friday = date(2026, 11, 20)
    assert not rules.is_soon(friday, date(2026, 11, 16))
    assert rules.is_soon(friday, date(2026, 11, 17))
    assert rules.is_soon(friday, date(2026, 12, 1)), "one that has passed needs a letter most"
