"""The last day for a complaint over a decision: worked dates, and a second reckoning that walks day by day and must agree."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from værdig.clock import is_working_day
from værdig.complaints.appeals.arrival import ARRIVALS, WAYS, Way, rule_of
from værdig.complaints.appeals.last_day import Notice, last_day

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
WAYS_OF = st.sampled_from(Way)
BEDEDAGE = {2015: (5, 1), 2016: (4, 22), 2017: (5, 12), 2018: (4, 27), 2019: (5, 17), 2020: (5, 8), 2021: (4, 30), 2022: (5, 13),
            2023: (5, 5)}  # fmt: skip
"""Store bededag while it was a holiday, from the almanac."""


def easter(year: int) -> date:
    """Return Easter Sunday by Gauss' rule as Butcher wrote it, so that the test does not lean on what it tests."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def is_free(day: date) -> bool:
    """Tell from the almanac alone whether no deadline ends on a day."""
    if day.isoweekday() in (6, 7):
        return True
    if (day.month, day.day) in {(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)}:
        return True
    if BEDEDAGE.get(day.year) == (day.month, day.day):
        return True
    return (day - easter(day.year)).days in {-3, -2, 0, 1, 39, 49, 50}


def walked(way: Way, dated: date) -> date:
    """Reckon the last day one day at a time, by the almanac and the words of the rules."""
    wait = {Way.LETTER: 6 if dated >= date(2018, 6, 26) else 0, Way.QUICK: 2 if dated >= date(2016, 7, 1) else 0}.get(
        way, 0
    )
    day = dated
    while wait:
        day += timedelta(days=1)
        wait -= not is_free(day)
    for _week in range(4):
        day += timedelta(days=7)
    while is_free(day):
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize("way", Way)
def test_a_second_reckoning_agrees_on_every_day_of_twenty_years(way: Way) -> None:
    day = date(2015, 1, 1)
    while day <= date(2035, 12, 31):
        assert last_day(Notice(way=way, dated=day)).day == walked(way, day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("way", "dated", "last"),
    [
        (Way.DIGITAL, date(2026, 11, 2), date(2026, 11, 30)),
        (
            Way.DIGITAL,
            date(2026, 11, 1),
            date(2026, 11, 30),
        ),  # it has come on a Sunday; the Sunday it would end on does not count
        (Way.LETTER, date(2026, 11, 2), date(2026, 12, 8)),  # there on the 10th
        (Way.QUICK, date(2026, 11, 2), date(2026, 12, 2)),
        (Way.HANDED_OVER, date(2026, 11, 2), date(2026, 11, 30)),
        (Way.DIGITAL, date(2026, 11, 26), date(2026, 12, 28)),  # 24, 25 and 26 December, and the weekend
        (Way.DIGITAL, date(2026, 12, 3), date(2027, 1, 4)),  # 31 December, 1 January, and the weekend
        (Way.DIGITAL, date(2023, 4, 7), date(2023, 5, 8)),  # store bededag 5 May 2023 was a holiday
        (Way.DIGITAL, date(2024, 3, 29), date(2024, 4, 26)),  # what would have been store bededag 2024 is not
        (Way.DIGITAL, date(2025, 5, 8), date(2025, 6, 6)),  # grundlovsdag
        (Way.DIGITAL, date(2026, 3, 9), date(2026, 4, 7)),  # Easter Monday
        (Way.LETTER, date(2023, 4, 27), date(2023, 6, 6)),  # on its way over store bededag; grundlovsdag then moves it
        (Way.LETTER, date(2024, 4, 18), date(2024, 5, 24)),  # and over the same Friday as an ordinary day
    ],
)
def test_worked_dates(way: Way, dated: date, last: date) -> None:
    assert last_day(Notice(way=way, dated=dated)).day == last


@given(DAYS, WAYS_OF, st.one_of(st.none(), st.integers(0, 40)))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_last_day_lies_on_a_day_off_or_before_four_weeks_have_gone(dated: date, way: Way, came: int | None) -> None:
    got = None if came is None else dated + timedelta(days=came)
    found = last_day(Notice(way=way, dated=dated, got=got))
    assert is_working_day(found.day)
    assert found.day >= found.notice + timedelta(weeks=4) >= dated + timedelta(weeks=4)
    assert all(is_free(found.notice + timedelta(weeks=4, days=n)) for n in range((found.day - found.notice).days - 28))


@given(DAYS, st.integers(1, 400), WAYS_OF)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_later_letter_never_has_an_earlier_last_day(dated: date, later: int, way: Way) -> None:
    first, second = (last_day(Notice(way=way, dated=day)) for day in (dated, dated + timedelta(days=later)))
    assert first.day <= second.day


@given(DAYS, WAYS_OF, st.integers(0, 40))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_she_remembers_never_puts_the_last_day_later_than_the_rule_does(dated: date, way: Way, came: int) -> None:
    by_rule = last_day(Notice(way=way, dated=dated))
    told = last_day(Notice(way=way, dated=dated, got=dated + timedelta(days=came)))
    assert told.day <= by_rule.day
    assert told.certain is (way is not Way.UNKNOWN and told.notice == dated + timedelta(days=came) and by_rule.certain)


@given(DAYS, DAYS)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_unknown_way_promises_nothing_and_is_never_later_than_a_known_one(dated: date, got: date) -> None:
    unknown = last_day(Notice(way=Way.UNKNOWN, dated=min(dated, got), got=max(dated, got)))
    assert not unknown.certain
    for way in Way:
        assert unknown.day <= last_day(Notice(way=way, dated=min(dated, got))).day


def test_the_day_she_got_it_counts_alone_where_she_knows_no_other() -> None:
    found = last_day(Notice(way=Way.LETTER, got=date(2026, 11, 5)))
    assert (found.notice, found.day, found.certain) == (date(2026, 11, 5), date(2026, 12, 3), True)


def test_a_letter_that_came_late_is_told_and_the_safe_day_shown() -> None:
    found = last_day(Notice(way=Way.LETTER, dated=date(2026, 11, 2), got=date(2026, 11, 20)))
    assert (found.day, found.certain) == (date(2026, 12, 8), False)
    assert "Skriv det i klagen." in found.told[2]


def test_the_reckoning_is_told_with_its_source_and_why_a_day_is_off() -> None:
    told = " ".join(last_day(Notice(way=Way.DIGITAL, dated=date(2026, 3, 9))).told)
    assert "Kilde: Lov om Digital Post § 10." in told
    assert "4 uger efter mandag den 9. marts 2026 er mandag den 6. april 2026, samme ugedag." in told
    assert (
        "Den dag er fri (anden påskedag). Derfor er sidste dag den næste arbejdsdag, tirsdag den 7. april 2026." in told
    )


def test_a_notice_without_any_date_is_none() -> None:
    with pytest.raises(ValueError, match="needs a date"):
        Notice(way=Way.LETTER)


def test_the_rules_of_a_way_never_hold_on_the_same_day_and_every_way_has_words() -> None:
    assert set(WAYS) == set(Way)
    for way in Way:
        mine = sorted((rule for rule in ARRIVALS if rule.way is way), key=lambda rule: rule.valid_from)
        for before, after in pairwise(mine):
            assert before.valid_until is not None
            assert before.valid_until < after.valid_from
    assert rule_of(Way.LETTER, date(2018, 6, 25)) is None
