"""Statutory clocks know statutory days alone: whatever closing days a municipality has, they end where they would without any."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from complaints.given import received
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from værdig.clock import add_working_days, day_off, is_working_day, named_holidays, public_holidays
from værdig.complaints import deadlines, queries
from værdig.complaints.deadlines import RULES, Clock, count, length
from værdig.complaints.keys import Reader
from værdig.complaints.models import CaseClock
from værdig.complaints.service.moving import postpone
from værdig.municipality import service as municipalities

DAYS = st.dates(date(2015, 1, 1), date(2035, 11, 1))
CLOSED = st.sets(st.integers(0, 60), max_size=25)
QUIET = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def close(start: date, closed: set[int]) -> frozenset[date]:
    """Close the municipality some days after `start`."""
    days = frozenset(start + timedelta(days=n) for n in closed)
    municipalities.put("closing_days", sorted(day.isoformat() for day in days), valid_from=date(2015, 1, 1))
    return days


@pytest.mark.parametrize("kind", [kind for kind, rule in RULES.items() if rule.statutory])
@QUIET
@given(start=DAYS, closed=CLOSED)
def test_no_closing_day_moves_a_statutory_clock(context: Flask, kind: Clock, start: date, closed: set[int]) -> None:
    close(start, set())
    before = count(kind, start)
    close(start, closed)
    assert count(kind, start) == before


@pytest.mark.parametrize("kind", [kind for kind, rule in RULES.items() if rule.statutory])
@QUIET
@given(start=DAYS, closed=CLOSED, rested=st.integers(1, 40))
def test_nor_does_one_while_a_statutory_clock_rests(
    context: Flask, kind: Clock, start: date, closed: set[int], rested: int
) -> None:
    def moved(days: set[int]) -> date:
        close(start, days)
        row = CaseClock(kind=kind, started=start, due=add_working_days(start, 3), basis="Før.")
        postpone(row, start, start + timedelta(days=rested), "Sagen var lukket.")
        return row.due

    assert moved(closed) == moved(set())


@pytest.mark.parametrize("kind", [kind for kind, rule in RULES.items() if not (rule.statutory or rule.agreed)])
@QUIET
@given(start=DAYS, closed=CLOSED)
def test_a_local_clock_counts_every_open_day_and_no_closed_one(
    context: Flask, kind: Clock, start: date, closed: set[int]
) -> None:
    days_off = close(start, closed)
    due = count(kind, start).due
    assert is_working_day(due, days_off)
    day, left = start, length(kind, start)
    while left:
        day += timedelta(days=1)
        left -= not day_off(day) and day not in days_off
    assert due == day


@given(DAYS)
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_judging_again_ends_four_weeks_on_whatever_day_that_is_and_says_the_last_working_day(start: date) -> None:
    counted = count(Clock.GENVURDERING, start)
    assert counted.due == start + timedelta(weeks=4)
    assert ("Den dag er fri" in counted.basis) is (not is_working_day(counted.due))


def test_the_last_working_day_before_a_holiday_is_told() -> None:
    basis = count(Clock.GENVURDERING, date(2026, 3, 9)).basis
    assert "Den dag er fri (anden påskedag), og fristen flytter sig ikke." in basis
    assert "Sidste arbejdsdag er onsdag den 1. april 2026." in basis


def test_every_day_off_has_a_name_and_no_other_day_has() -> None:
    day = date(2015, 1, 1)
    while day.year < 2036:
        assert bool(day_off(day)) is (day.weekday() > 4 or day in public_holidays(day.year)), day
        day += timedelta(days=1)
    assert named_holidays(2023)[date(2023, 5, 5)] == "store bededag"
    assert "store bededag" not in named_holidays(2024).values()
    assert deadlines.weekday_date(date(2024, 4, 26)).startswith("fredag")


def test_what_ends_on_a_day_off_is_on_the_list_on_the_working_day_before(ready: Any, freeze: Any) -> None:
    freeze("2026-03-09 09:00")
    case, _code = received(reader=Reader.MANAGEMENT, type="klage_over_afgoerelse", identity={"name": "Anna"})

    def listed(day: date) -> bool:
        return (case.id, Clock.GENVURDERING) in {
            (row.case_id, row.kind) for row in queries.due_by(Reader.MANAGEMENT, day)
        }

    assert not listed(date(2026, 3, 31))
    assert listed(date(2026, 4, 1)), "Easter Monday the 6th is the last day, and nobody is here before the 7th"
