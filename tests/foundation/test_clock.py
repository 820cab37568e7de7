"""Half-years and Danish working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.clock import HalfYear, add_working_days, is_working_day, working_days_between
from værdig.errors import UserError

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@given(days)
def test_every_day_is_in_its_half_year_and_no_other(day: date) -> None:
    half = HalfYear.of(day)
    assert day in half
    assert day not in half.previous()
    assert half.previous().following() == half
    assert half.previous().end + timedelta(days=1) == half.start
    assert HalfYear.parse(half.code) == half


def test_a_half_year_is_read_as_people_say_it() -> None:
    assert HalfYear.parse("2021h1").label == "1. halvår 2021"


@pytest.mark.parametrize("text", ["", "2021", "2021H3", "H1", "20211H1", "1789H1", "2021-06", "2021H1; DROP"])
def test_a_half_year_that_does_not_exist_is_told_in_danish(text: str) -> None:
    with pytest.raises(UserError, match="ikke et halvår"):
        HalfYear.parse(text)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2023, 5, 5), False),  # Store bededag, for the last time
        (date(2024, 4, 26), True),
        (date(2025, 6, 5), False),  # grundlovsdag
        (date(2025, 12, 24), False),
        (date(2025, 12, 31), False),
        (date(2025, 5, 1), True),
        (date(2025, 4, 17), False),  # skærtorsdag
        (date(2026, 11, 21), False),  # a Saturday
    ],
)
def test_danish_working_days(day: date, working: bool) -> None:
    assert is_working_day(day) is working


@given(days, st.integers(0, 60))
def test_counting_forth_and_back_agree(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert is_working_day(end)
    if count:
        assert working_days_between(start, end) == count
        assert end > start


@given(days, st.integers(1, 30), st.sets(days, max_size=20))
def test_a_local_closing_day_never_makes_a_date_earlier(start: date, count: int, closed: set[date]) -> None:
    assert add_working_days(start, count, closed) >= add_working_days(start, count)
    assert add_working_days(start, count, closed) not in closed
