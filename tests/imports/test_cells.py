"""Cells to figures: Danish numbers, thousands by meaning, and unknown that never becomes zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from værdig.imports.readers import cells, units

WHOLE = "personer"
numbers = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=2)


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("25,1", "pct.", "25.1"),
        ("25,1 %", "pct.", "25.1"),
        ("25,10", "pct.", "25.10"),
        ("4", "pct.", "4"),
        ("1.139", WHOLE, "1139"),
        ("1.139", "pct.", "1.139"),
        ("1.097.272", WHOLE, "1097272"),
        ("1 139", WHOLE, "1139"),
        ("1\u00a0139,5", "fuldtidspersoner", "1139.5"),
        ("139.5", "fuldtidspersoner", "139.5"),
        ("-121", "helårspersoner", "-121"),
        ("\u2212121", "helårspersoner", "-121"),
        ("+40", WHOLE, "40"),
        ("007", WHOLE, "7"),
        ("-0", WHOLE, "0"),
        ("0", WHOLE, "0"),
        (139, WHOLE, "139"),
        (139.0, WHOLE, "139"),
        (0.1, "pct.", "0.1"),
        (Decimal("4.20"), "pct.", "4.20"),
    ],
)
def test_a_cell_is_read_as_its_column_means_it(cell: object, unit: str, value: str) -> None:
    assert cells.parse(cell, unit) == cells.Figure(value)


@pytest.mark.parametrize("cell", ["", "-", ".", "..", "–", None, "  ", "\u00a0"])
def test_missing_is_missing_with_a_reason_and_never_zero(cell: object) -> None:
    assert cells.is_missing(cell)
    assert cells.parse(cell, WHOLE) == cells.Figure(None, "ikke oplyst")


@pytest.mark.parametrize(
    "cell",
    [
        "abc",
        "1,2,3",
        "12,3x",
        "=1+1",
        "#N/A",
        "1.13",
        "1e5",
        "...",
        "25 %",
        True,
        date(2021, 1, 1),
        float("nan"),
        float("inf"),
        "٣",
    ],
)
def test_everything_else_is_refused_in_words(cell: object) -> None:
    with pytest.raises(cells.NotAFigure, match="er ikke et tal"):
        cells.parse(cell, WHOLE)


@pytest.mark.parametrize(("cell", "unit"), [("1.139", ""), ("1,139", WHOLE)])
def test_what_can_be_read_in_two_ways_is_refused(cell: str, unit: str) -> None:
    with pytest.raises(cells.NotAFigure, match="to måder"):
        cells.parse(cell, unit)


@pytest.mark.parametrize("cell", [1e300, Decimal("1e999999"), Decimal("1e-999999"), "9" * 40])
def test_numbers_without_end_are_refused(cell: object) -> None:
    with pytest.raises(cells.NotAFigure, match="for mange cifre"):
        cells.parse(cell, "pct.")


@given(numbers)
def test_a_number_written_the_danish_way_comes_back(number: Decimal) -> None:
    grouped = format_decimal(number, format="#,##0.##", locale="da")
    plain = format_decimal(number, format="0.##", locale="da")
    for text in (grouped, plain):
        found = cells.parse(text, "fuldtidspersoner").value
        assert found is not None
        assert Decimal(found) == number


@given(st.integers(-(10**9), 10**9))
def test_counts_come_back_with_and_without_thousands(number: int) -> None:
    assert cells.parse(format_decimal(number, locale="da"), WHOLE).value == str(number)
    assert cells.parse(str(number), WHOLE).value == str(number)


@given(st.text(max_size=15), st.sampled_from(["", WHOLE, "pct.", "fuldtidspersoner"]))
def test_any_text_is_a_figure_missing_or_refused(text: str, unit: str) -> None:
    try:
        figure = cells.parse(text, unit)
    except cells.NotAFigure:
        assert not cells.is_missing(text)
    else:
        assert (figure.value is None) == bool(figure.missing)
        assert figure.value is None or Decimal(figure.value).is_finite()


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Antal personer", "personer"),
        ("Antal fuldtidspersoner", "fuldtidspersoner"),
        ("Fuldtidspersoner i pct. af arbejdsstyrken 16-66 år", "pct."),
        ("Andel langtidsforsørgede", "pct."),
        ("Samarbejdsgrad i alt", "pct."),
        ("Antal virksomheder", "virksomheder"),
        ("Antal personer med ordinære timer", "personer"),
        ("Placering på benchmarkranglisten", "plads"),
        ("Helårspersoner", "helårspersoner"),
        ("Visitationskategori", ""),
    ],
)
def test_a_measures_label_tells_its_unit(label: str, unit: str) -> None:
    assert units.unit_of(label) == unit
