"""The rules of a case's end alone: years, the day after which it may go, and that nothing is deleted that should not be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.complaints.retention.rules import (
    LONGEST_YEARS,
    WARNING_DAYS,
    Facts,
    Ground,
    add_years,
    is_near,
    is_over,
    kept_until,
    objection_to_deciding,
    objection_to_deleting,
    objection_to_keeping,
    years_by_type,
)
from værdig.errors import SettingsError
from værdig.municipality.settings import check

days = st.dates(date(2020, 1, 1), date(2060, 12, 31))
facts = st.builds(
    Facts,
    today=days,
    until=st.none() | days,
    untransferred=st.integers(0, 2),
    requests=st.integers(0, 1),
    awaits=st.booleans(),
    decided=st.none() | st.sampled_from(Ground),
    is_written_since=st.booleans(),
)


@settings(deadline=None)
@given(days, st.integers(1, 50), st.none() | days)
def test_a_case_is_never_kept_shorter_than_its_years(closed: date, years: int, put_off: date | None) -> None:
    until = kept_until(closed, years, put_off)
    assert until >= add_years(closed, years) > closed
    assert put_off is None or until >= put_off
    assert not is_over(until, until)
    assert is_over(until, until + timedelta(days=1))
    assert is_near(until, until - timedelta(days=WARNING_DAYS))


def test_a_leap_day_is_not_cut_short() -> None:
    assert add_years(date(2024, 2, 29), 5) == date(2029, 3, 1)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@settings(deadline=None)
@given(facts)
def test_nothing_is_deleted_that_is_open_young_unreviewed_or_not_transferred(given_: Facts) -> None:
    if objection_to_deleting(given_) is not None:
        return
    assert given_.until is not None
    assert given_.today > given_.until
    assert given_.decided is not None
    assert not given_.is_written_since
    assert not given_.requests
    assert not given_.awaits
    assert given_.decided is not Ground.ARKIVERET or given_.untransferred == 0


@settings(deadline=None)
@given(facts, st.sampled_from(Ground), st.sampled_from(["", "Bekendtgørelsen § 4"]), st.sampled_from(["", "Derfor."]))
def test_what_is_decided_can_be_deleted_and_says_why(given_: Facts, ground: Ground, reference: str, words: str) -> None:
    if objection_to_deciding(given_, ground, reference=reference, words=words) is not None:
        return
    now = Facts(today=given_.today, until=given_.until, untransferred=given_.untransferred, decided=ground)
    assert objection_to_deleting(now) is None
    assert ground is Ground.ARKIVERET or (reference and words)


@pytest.mark.parametrize(
    ("until", "words", "field"),
    [
        (None, "Derfor.", "until"),
        (date(2031, 3, 2), "Derfor.", "until"),
        (date(2031, 3, 10), "Derfor.", "until"),
        (add_years(date(2031, 3, 10), LONGEST_YEARS) + timedelta(days=1), "Derfor.", "until"),
        (date(2032, 3, 2), " ", "words"),
    ],
)
def test_a_case_is_put_off_to_a_later_day_with_a_reason(until: date | None, words: str, field: str) -> None:
    given_ = Facts(today=date(2031, 3, 10), until=date(2031, 3, 2))
    wrong = objection_to_keeping(given_, until, words)
    assert wrong is not None
    assert wrong.field == field
    assert objection_to_keeping(given_, date(2032, 3, 2), "Derfor.") is None


def test_nobody_decides_long_before_the_time_or_over_an_open_case() -> None:
    for given_ in (Facts(today=date(2027, 1, 1), until=date(2031, 3, 2)), Facts(today=date(2027, 1, 1), until=None)):
        assert objection_to_keeping(given_, date(2033, 1, 1), "Derfor.") is not None
        assert objection_to_deciding(given_, Ground.FEJL, reference="x", words="x") is not None


def test_years_of_types() -> None:
    assert years_by_type(["klage_over_afgoerelse: 10", " ros:1 ", "noget andet"]) == {
        "klage_over_afgoerelse": 10,
        "ros": 1,
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("case_keep_years", 0),
        ("case_keep_years", 51),
        ("case_keep_years_by_type", ["ros"]),
        ("case_keep_years_by_type", ["ros: 0"]),
        ("case_keep_years_by_type", ["ros: 1", "ros: 2"]),
        ("case_keep_years_by_type", [3]),
    ],
)
def test_settings_that_would_delete_too_soon_are_refused(key: str, value: Any) -> None:
    with pytest.raises(SettingsError):
        check(key, value)
