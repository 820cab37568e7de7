"""Columns about persons: dropped before anything is stored, and said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.errors import UserError
from værdig.files import cpr
from værdig.hooks.contracts import ReadFile
from værdig.imports.drafts import to_plain

Read = Callable[..., ReadFile]
NUMBER = "0101901234"
DASHED = "010190-1234"


def everything(read: ReadFile) -> str:
    """Return all that would be kept of a file, as one text."""
    return json.dumps(to_plain(read), ensure_ascii=False)


@pytest.mark.parametrize(
    "heading",
    [
        "CPR",
        "cpr-nr.",
        "Cprnr",
        "CPR-nummer",
        "Personnummer",
        "Borgerens personnummer",
        "Navn",
        "Fødselsdato",
        "Sagsbehandler",
        "Kontaktperson",
    ],
)
def test_a_column_is_dropped_by_its_heading(read: Read, heading: str) -> None:
    found = read(f"Område;Periode;{heading};Antal personer\nIshøj;2021;hvad som helst;3\n")
    assert found.dropped_columns == (heading,)
    assert "hvad som helst" not in everything(found)
    assert [o.value for o in found.observations] == ["3"]


def test_two_persons_rows_are_never_taken_for_one(read: Read) -> None:
    found = read(f"Område;Periode;CPR;Antal personer\nIshøj;2021M01;{NUMBER};1\nIshøj;2021M01;0201901234;1\n")
    assert not found.observations
    assert [problem.row for problem in found.problems] == [2, 3]
    assert found.problems[0].text == (
        "Antal personer, januar 2021 står i 2 rækker, som kun kolonnerne om personer skilte ad. "
        "Læg rækkerne sammen til ét tal i filen."
    )


def test_a_figure_that_is_merely_repeated_counts_once_and_is_told(read: Read) -> None:
    found = read("Område;Periode;Antal personer\nIshøj;2021M01;3\nIshøj;2021M01;3\nIshøj;2021M02;4\n")
    assert [o.value for o in found.observations] == ["3", "4"]
    assert "Ét tal står flere gange i filen. Det er det samme hver gang og tæller én gang." in found.remarks


@pytest.mark.parametrize("cell", [NUMBER, DASHED, "010190 1234", f"Hans, {DASHED}", "610190-1234"])
def test_a_column_is_dropped_by_what_it_holds(read: Read, cell: str) -> None:
    found = read(f"Område;Periode;Sag;Antal personer\nIshøj;2021M01;ingen;3\nIshøj;2021M02;{cell};4\n")
    assert found.dropped_columns == ("Sag",)
    assert "1234" not in everything(found)
    assert len(found.observations) == 2


def test_a_file_whose_only_numbers_look_like_persons_says_which_column_was_left_out(read: Read) -> None:
    with pytest.raises(UserError) as refused:
        read(f"Område;Periode;Antal\nIshøj;2021M01;{NUMBER}\nIshøj;2021M02;0201901234\n")
    assert "ligner CPR-numre" in str(refused.value)
    assert "»Antal«" in str(refused.value)
    assert "1234" not in str(refused.value)
    with pytest.raises(UserError, match="handler om personer: »CPR«"):
        read(f"Område;Periode;CPR\nIshøj;2021M01;{NUMBER}\n")


def test_a_leading_zero_eaten_by_a_spreadsheet_hides_nothing(read: Read) -> None:
    found = read("Område;Periode;Sag;Antal personer\nIshøj;2021M01;101901234;3\nIshøj;2021M02;1505801234;4\n")
    assert found.dropped_columns == ("Sag",)


def test_numbers_as_headings_are_dropped_and_masked(read: Read) -> None:
    found = read(f"Måling: Antal timer\nOmråde;2021Q1;2021Q2;2021Q3;{DASHED}\nIshøj;1;2;3;4\n")
    assert found.dropped_columns == ("[cpr-nummer fjernet]",)
    assert "1234" not in everything(found)


def test_titles_footnotes_and_refused_cells_are_masked(read: Read) -> None:
    found = read(
        f"Udtræk for {DASHED}\nOmråde;Periode;Antal personer\nIshøj;2021M01;3\nIshøj;ved {NUMBER};4\n\nKilde: sag {NUMBER}\n"
    )
    assert "1234" not in everything(found)
    assert found.title == "Udtræk for [cpr-nummer fjernet]"
    assert "[cpr-nummer fjernet]" in found.remarks[0]


def test_ordinary_figures_are_not_taken_for_persons(read: Read) -> None:
    found = read("Område;Periode;Udgifter i kr.\nHele landet;2021M01;1.097.272\nHele landet;2021M02;9999999999\n")
    assert not found.dropped_columns
    assert len(found.observations) == 2


@given(st.dates(date(1937, 1, 1), date(1999, 12, 31)), st.integers(1000, 3999))
def test_every_number_with_a_date_of_birth_is_seen_and_masked(day: date, serial: int) -> None:
    number = f"{day:%d%m%y}-{serial}"
    assert cpr.holds_number(number)
    assert cpr.holds_number(number.replace("-", ""))
    assert number not in cpr.mask(f"sag {number}, brev")


def test_a_file_on_disk_with_a_column_of_persons_leaves_no_trace(read: Read) -> None:
    found = read(f"CPR;Navn;Område;Periode;Antal timer\n{DASHED};Hans Hansen;Ishøj;2021M01;3\n", encoding="cp1252")
    assert found.dropped_columns == ("CPR", "Navn")
    assert "Hans" not in everything(found)
    assert DASHED not in everything(found)
