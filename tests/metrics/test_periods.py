"""Period codes keep their order, their dates and their names."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.periods import Period, find, label_of, short_of

NUMBERS = {"M": 12, "Q": 4, "H": 2, "QMAT": 12, "MYTD": 12}
periods = st.sampled_from(sorted(NUMBERS)).flatmap(
    lambda kind: st.builds(Period, st.just(kind), st.integers(1990, 2100), st.integers(1, NUMBERS[kind]))
) | st.builds(Period, st.just("Y"), st.integers(1990, 2100))


@settings(deadline=None)
@given(periods)
def test_a_period_and_its_code_are_the_same(period: Period) -> None:
    assert Period.parse(period.code) == period
    assert period.start <= period.end
    assert period.start.year == period.end.year == period.year
    assert (period.end + timedelta(days=1)).day == 1
    assert period.year_before().year == period.year - 1
    assert period.year - 1 <= period.middle <= period.year + 1


@pytest.mark.parametrize(
    ("code", "start", "end", "label", "short"),
    [
        ("2021M02", date(2021, 2, 1), date(2021, 2, 28), "februar 2021", "feb 21"),
        ("2021Q2", date(2021, 4, 1), date(2021, 6, 30), "2. kvartal 2021", "2. kv. 21"),
        ("2021H2", date(2021, 7, 1), date(2021, 12, 31), "2. halvår 2021", "2. hå. 21"),
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "2021", "2021"),
        ("2021MYTD03", date(2021, 1, 1), date(2021, 3, 31), "januar-marts 2021", "mar 21"),
        ("2021QMAT04", date(2021, 10, 1), date(2021, 12, 31), "fire kvartaler, 2021 nr. 4", "2021QMAT04"),
    ],
)
def test_dates_and_names(code: str, start: date, end: date, label: str, short: str) -> None:
    period = Period.parse(code)
    assert (period.start, period.end, period.label, period.short) == (start, end, label, short)


@pytest.mark.parametrize("text", ["2021Q5", "2021M13", "2021M00", "21Q1", "2021q1", "2021-01", "", "2021QMAT1", "0000"])
def test_what_is_no_code_is_no_period(text: str) -> None:
    assert find(text) is None
    assert label_of(text) == short_of(text) == text
    with pytest.raises(ValueError, match="not a period code"):
        Period.parse(text)


@settings(deadline=None)
@given(st.lists(st.builds(Period, st.just("Q"), st.integers(1990, 2100), st.integers(1, 4))))
def test_order_is_time_order(found: list[Period]) -> None:
    ends = [period.end for period in sorted(found, key=lambda period: period.order)]
    assert ends == sorted(ends)
