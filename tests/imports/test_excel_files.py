"""Excel files written by another library: typed cells, dates, merged cells, several sheets, formulas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from værdig.errors import UserError
from værdig.hooks.contracts import ReadFile

Read = Callable[..., ReadFile]
Values = Callable[[ReadFile], dict[tuple[str, str, str], str | None]]


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return an Excel file with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


ROWS = [
    ["Kontanthjælp, udtræk"],
    ["Tabel: y36a02"],
    [],
    ["Område", "Periode", "Antal personer", "Andel, pct."],
    ["Albertslund", date(2021, 1, 1), 512, 3.4],
    [None, date(2021, 2, 1), 1139, "."],
    [None, "2021M03", "1.139", None],
    [],
    ["Kilde: STAR"],
]


def test_typed_cells_are_taken_as_they_are_and_dates_are_months(read: Read, values: Values) -> None:
    found = read(workbook(("Data", ROWS)), "udtræk.xlsx")
    assert values(found) == {
        ("Antal personer", "Albertslund", "2021M01"): "512",
        ("Andel, pct.", "Albertslund", "2021M01"): "3.4",
        ("Antal personer", "Albertslund", "2021M02"): "1139",
        ("Andel, pct.", "Albertslund", "2021M02"): None,
        ("Antal personer", "Albertslund", "2021M03"): "1139",
        ("Andel, pct.", "Albertslund", "2021M03"): None,
    }
    assert found.title == "Kontanthjælp, udtræk"
    assert found.remarks == ["Kilde: STAR"]
    assert {o.table for o in found.observations} == {"y36a02"}


def test_years_typed_as_numbers_are_periods(read: Read, values: Values) -> None:
    rows = [["Måling: Antal personer"], ["Område", 2019, 2020, 2021], ["Ishøj", 1, 2, 3]]
    assert values(read(workbook(("Data", rows)), "mm10.xlsx"))[("Antal personer", "Ishøj", "2020")] == "2"


def test_a_date_under_the_heading_kvartal_is_a_quarter(read: Read) -> None:
    rows = [["Område", "Kvartal", "Antal personer"], ["Ishøj", date(2021, 10, 1), 3]]
    assert [o.period for o in read(workbook(("Data", rows)), "mm10.xlsx").observations] == ["2021Q4"]


def test_merged_headings_and_cells_are_filled(read: Read, values: Values) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["Område", "Antal personer", None], [None, 2019, 2020], ["Ishøj", 1, 2], ["Greve", 3, 4]):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    file = io.BytesIO()
    book.save(file)
    found = values(read(file.getvalue(), "y01a02.xlsx"))
    assert found[("Antal personer", "Greve", "2020")] == "4"
    assert len(found) == 4


def test_the_first_sheet_with_a_table_is_read_and_the_others_are_named(read: Read) -> None:
    sheets = (("Forside", [["Velkommen"]]), ("Data", ROWS), ("Mere", ROWS))
    found = read(workbook(*sheets), "udtræk.xlsx")
    assert len(found.observations) == 6
    assert found.remarks[0] == "Kun arket »Data« er læst. Andre ark i filen: Forside, Mere."


def test_problems_name_the_row_of_the_sheet(read: Read) -> None:
    rows = [
        [],
        ["Titel"],
        ["Område", "Periode", "Antal personer"],
        ["Ishøj", "2021M01", "tolv"],
        ["Ishøj", "2021M02", 1],
    ]
    (problem,) = read(workbook(("Data", rows)), "y01a02.xlsx").problems
    assert (problem.row, problem.column) == (4, "Antal personer")


def test_formulas_without_a_value_and_errors_are_refused_and_never_taken_for_missing(
    read: Read, values: Values
) -> None:
    rows = [
        ["Område", "Periode", "Antal personer"],
        ["Ishøj", "2021M01", "=1+1"],
        ["Ishøj", "2021M02", 3],
        ["Ishøj", "2021M03", True],
        ["Ishøj", "2021M04", None],
    ]
    found = read(workbook(("Forside", [["=A1+1"]]), ("Data", rows)), "y01a02.xlsx")
    assert values(found) == {("Antal personer", "Ishøj", "2021M02"): "3", ("Antal personer", "Ishøj", "2021M04"): None}
    assert [problem.row for problem in found.problems] == [2, 4]
    assert found.problems[0].text.startswith(
        "Cellen har en formel uden værdi. Åbn filen i Excel, gem den, og prøv igen."
    )


def test_a_column_of_nothing_but_formulas_without_a_value_is_told_cell_by_cell(read: Read) -> None:
    rows = [["Område", "Periode", "Antal"], ["Ishøj", "2021M01", "=1+1"], ["Ishøj", "2021M02", "=C2+1"]]
    found = read(workbook(("Data", rows)), "y01a02.xlsx")
    assert not found.observations
    assert [(problem.row, problem.column) for problem in found.problems] == [(2, "Antal"), (3, "Antal")]


def test_a_row_whose_area_or_group_is_an_unread_formula_is_refused(read: Read) -> None:
    rows = [
        ["Område", "Målgruppe", "Periode", "Antal personer"],
        ["Ishøj", "Unge", "2021M01", 1],
        ["=A2", "Unge", "2021M02", 2],
        ["Ishøj", '="Un"&"ge"', "2021M03", 3],
    ]
    found = read(workbook(("Data", rows)), "y01a02.xlsx")
    assert [o.value for o in found.observations] == ["1"]
    assert [(problem.row, problem.column) for problem in found.problems] == [(3, "Område"), (4, "Målgruppe")]


def test_a_formula_with_a_stored_value_is_read(read: Read, values: Values) -> None:
    rows = [["Område", "Periode", "Antal personer"], ["Ishøj", "2021M01", "=1+1"], ["Ishøj", "2021M02", "=1+2"]]
    stored = rewritten(workbook(("Data", rows)), b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    found = read(rewritten(stored, b"<f>1+2</f><v></v>", b"<f>1+2</f><v/>"), "y01a02.xlsx")
    assert values(found) == {("Antal personer", "Ishøj", "2021M01"): "2"}
    assert [problem.row for problem in found.problems] == [3]


def rewritten(book: bytes, old: bytes, new: bytes) -> bytes:
    """Return a workbook with a piece of its first sheet's XML put otherwise, as another program would have written it."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    parts[sheet] = parts[sheet].replace(old, new)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_column_of_persons_typed_as_numbers_is_dropped(read: Read) -> None:
    rows = [
        ["Område", "Periode", "Sag", "Antal personer"],
        ["Ishøj", "2021M01", 1505801234, 3],
        ["Ishøj", "2021M02", 1505801235, 4],
    ]
    found = read(workbook(("Data", rows)), "y01a02.xlsx")
    assert found.dropped_columns == ("Sag",)
    assert len(found.observations) == 2


def test_a_workbook_without_a_table_is_refused(read: Read) -> None:
    with pytest.raises(UserError, match="ingen tabel"):
        read(workbook(("Forside", [["Velkommen"]])), "udtræk.xlsx")
