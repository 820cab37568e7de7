"""Periods in every form that files and people write, and the way back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.imports.readers import periods
from værdig.periods import MONTHS, Period

years = st.integers(periods.FIRST_YEAR, periods.LAST_YEAR)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2021M01", "2021M01"),
        ("2021m1", "2021M01"),
        ("2021Q1", "2021Q1"),
        ("2021Q01", "2021Q1"),
        ("2021QMAT01", "2021QMAT01"),
        ("2021MYTD03", "2021MYTD03"),
        ("2021", "2021"),
        ("år 2021", "2021"),
        (2021, "2021"),
        (2021.0, "2021"),
        ("Jan 2021", "2021M01"),
        ("jan. 2021", "2021M01"),
        ("januar 2021", "2021M01"),
        ("DECEMBER 2020", "2020M12"),
        ("okt-21", "2021M10"),
        ("1. kvt. 2021", "2021Q1"),
        ("3. kvartal 2021", "2021Q3"),
        ("2021 K4", "2021Q4"),
        ("2. halvår 2021", "2021H2"),
        ("2021H1", "2021H1"),
        ("2021-07", "2021M07"),
        ("2021-07-01", "2021M07"),
        (date(2021, 3, 1), "2021M03"),
        (datetime(2021, 3, 31, 12, 0, tzinfo=UTC), "2021M03"),
        ("  januar\u00a02021 ", "2021M01"),
    ],
)
def test_a_period_is_read_in_every_form(written: object, code: str) -> None:
    assert periods.parse(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2021M13",
        "2021Q5",
        "2021H3",
        "2021Q0",
        "1789",
        "maj",
        "kvartal 2021",
        "12345",
        True,
        None,
        20.5,
        "2021M1x",
        "xyz 2021",
    ],
)
def test_what_is_no_period_is_none(written: object) -> None:
    assert periods.parse(written) is None


@given(years, st.integers(1, 12))
def test_every_month_comes_back_from_its_code_and_its_words(year: int, month: int) -> None:
    code = f"{year}M{month:02d}"
    assert periods.parse(code) == code
    assert periods.parse(Period.parse(code).label) == code
    assert periods.parse(f"{MONTHS[month - 1][:3].upper()} {year}") == code
    assert periods.parse(date(year, month, 28)) == code


@given(years, st.integers(1, 4))
def test_every_quarter_comes_back_from_its_code_and_its_words(year: int, quarter: int) -> None:
    code = f"{year}Q{quarter}"
    assert periods.parse(f"{year}Q{quarter:02d}") == code
    assert periods.parse(Period.parse(code).label) == code
    assert periods.parse(f"{quarter}. kvt. {year}") == code


@given(st.text(max_size=20))
def test_whatever_is_read_is_a_canonical_code(text: str) -> None:
    code = periods.parse(text)
    assert code is None or Period.parse(code).code == code


def test_a_date_stands_for_the_period_its_heading_names() -> None:
    assert periods.of_date(date(2021, 8, 1), "Kvartal") == "2021Q3"
    assert periods.of_date(date(2021, 8, 1), "Halvår") == "2021H2"
    assert periods.of_date(date(2021, 8, 1), "År") == "2021"
    assert periods.of_date(date(2021, 8, 1), "Periode") == "2021M08"


def test_periods_are_found_inside_a_sentence() -> None:
    assert periods.find_all("* Foreløbige tal: 2021Q4 og 4. kvartal 2021 samt 2021M12") == ["2021Q4", "2021M12"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("* Foreløbige tal: 2021Q4", "* Foreløbige tal: 4. kvartal 2021"),
        ("Udtræk 2021H1 og 2021M06", "Udtræk 1. halvår 2021 og juni 2021"),
        ("Uændret: 2021Q7, y01a02, 2021", "Uændret: 2021Q7, y01a02, 2021"),
    ],
)
def test_codes_in_a_running_text_are_spelled_out(text: str, said: str) -> None:
    assert periods.spelled_out(text) == said
