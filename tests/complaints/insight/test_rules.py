"""Requests for insight: the moves there are, days counted against a calendar counted by hand, and what an answer needs."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.clock import add_working_days, is_working_day, public_holidays
from værdig.complaints.insight import rules
from værdig.complaints.insight.rules import ACCESS, DECIDED, GRANTED, Asked, Duty, Kind, State
from værdig.errors import RuleBroken

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
TEXTS = st.sampled_from(["", "  \n", "Fordi."])
ITEMS = st.lists(st.sampled_from(["a", "b"]), unique=True)
WANTED = {
    (State.MODTAGET, State.SORTERET), (State.SORTERET, State.SORTERET), (State.SORTERET, State.IMOEDEKOMMET),
    (State.SORTERET, State.DELVIST), (State.SORTERET, State.AFSLAAET),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), list(product(State, State)))
def test_the_moves_are_these_and_no_others(old: State, new: State) -> None:
    if (old, new) in WANTED:
        rules.check(old, new)
    else:
        with pytest.raises(RuleBroken):
            rules.check(old, new)


def nth_working_day(start: date, days: int) -> date:
    """Count on the fingers: the calendar's days one by one."""
    day, left = start, days
    while left:
        day += timedelta(days=1)
        if day.weekday() not in (5, 6) and day not in public_holidays(day.year):
            left -= 1
    return day


@given(DAYS, st.sampled_from([(Duty.AKTINDSIGT, 7), (Duty.SEN_AKTINDSIGT, 14)]))
def test_access_is_counted_in_statutory_days(start: date, wanted: tuple[Duty, int]) -> None:
    duty, days = wanted
    assert rules.count(duty, start).due == nth_working_day(start, days)


def month_by_hand(start: date, months: int) -> date:
    year, month = start.year, start.month
    for _month in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = date(year, month, min(start.day, monthrange(year, month)[1]))
    while day.weekday() in (5, 6) or day in public_holidays(day.year):
        day += timedelta(days=1)
    return day


@given(DAYS)
def test_the_gdpr_is_counted_in_a_calendar_month(start: date) -> None:
    assert rules.count(Duty.EN_MAANED, start).due == month_by_hand(start, 1)
    assert rules.latest(Duty.EN_MAANED, start) == month_by_hand(start, 3)


@pytest.mark.parametrize(
    ("duty", "start", "due", "told"),
    [
        (Duty.AKTINDSIGT, date(2026, 11, 2), date(2026, 11, 11), "7 arbejdsdage regnet fra mandag den 2. november 2026"),
        (Duty.AKTINDSIGT, date(2026, 12, 18), date(2027, 1, 4), "24. december"),
        (Duty.SEN_AKTINDSIGT, date(2026, 3, 23), date(2026, 4, 15), "2. april"),
        (Duty.EN_MAANED, date(2026, 1, 31), date(2026, 3, 2), "Den dag er der lukket. Derfor er det mandag den 2. marts"),
        (Duty.EN_MAANED, date(2026, 11, 2), date(2026, 12, 2), "En måned efter mandag den 2. november 2026 er onsdag"),
    ],
)  # fmt: skip
def test_a_date_says_how_it_was_counted(context: object, duty: Duty, start: date, due: date, told: str) -> None:
    counted = rules.count(duty, start)
    assert counted.due == due
    assert told in counted.basis
    assert "Kilde: " in counted.basis or "Kilde:" in counted.basis


@given(st.sampled_from(Asked), st.none() | st.sampled_from(Kind))
def test_a_request_always_has_one_date_to_be_answered_by(asked: Asked, kind: Kind | None) -> None:
    duties = rules.duties(asked, kind)
    assert len([duty for duty in duties if duty is not Duty.SEN_AKTINDSIGT]) == 1
    assert (Duty.SEN_AKTINDSIGT in duties) is (Duty.AKTINDSIGT in duties)
    if kind in (Kind.INDSIGTSRET, Kind.BERIGTIGELSE, Kind.SLETNING):
        assert duties == (Duty.EN_MAANED,)


@given(DAYS, DAYS, DAYS, DAYS)
def test_an_answer_is_put_off_to_a_later_working_day_within_the_law(
    due: date, until: date, last: date, day: date
) -> None:
    found = rules.objection_to_date(due, until, last, day)
    good = until > day and until > due and is_working_day(until) and until <= max(last, add_working_days(day, 1))
    assert (found is None) is good
    assert found is None or found.field == "until"


@given(st.sampled_from(Kind), st.sampled_from(sorted(DECIDED)), TEXTS, TEXTS, ITEMS, ITEMS)
def test_a_refusal_has_reasons_and_nothing_is_left_out_of_a_yes(
    kind: Kind, result: State, reason: str, note: str, released: list[str], left: list[str]
) -> None:
    found = rules.objection_to_answer(kind, result, reason=reason, note=note, released=released, left_out=left)
    if result is not State.IMOEDEKOMMET or kind is Kind.SLETNING:
        assert found is not None or reason.strip()
    if kind in ACCESS and result is State.IMOEDEKOMMET and left:
        assert found is not None
    if result is State.AFSLAAET and released:
        assert found is not None
    if kind is Kind.BERIGTIGELSE and result in GRANTED and not note.strip():
        assert found is not None
    if reason.strip() and note.strip() and not left and not (released and result is State.AFSLAAET):
        assert found is None
