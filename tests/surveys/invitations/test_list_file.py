"""Reading a list: encodings and workbooks, columns that name people refused by name, rows with errors, ten thousand rows."""

from __future__ import annotations

import pytest
from surveys.invitations.lists import csv_of, people, xlsx_of

from værdig.errors import UserError
from værdig.surveys.invitations.list_file import Asked, Person, ReadList, read

ASKED = Asked(
    groups={"dagpenge": "dagpenge", "øvrige borgere": "oevrige"},
    municipality={"albertslund", "albertslund kommune"},
    languages={"dansk": "da", "da": "da", "arabisk": "ar", "ar": "ar"},
    invited={"L9"},
)
LINE = ["L1", "Øvrige borgere", "Under 3 måneder", "arabisk", "Albertslund", "ø@eksempel.dk"]
HEADING = ["Løbenr.", "Målgruppe", "Forløbets længde", "Sprog", "Kommune", "E-mail"]
FOUND = Person("L1", "oevrige", "under_3_maaneder", "ar", "ø@eksempel.dk")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_list_in_any_encoding(encoding: str) -> None:
    assert read(csv_of([HEADING, LINE], encoding), ASKED).people == [FOUND]


def test_a_workbook_with_numbers_as_references() -> None:
    found = read(xlsx_of([["Reference", "Gruppe"], [1001, "dagpenge"], [1002.0, ""]]), ASKED)
    assert found.people == [Person("1001", "dagpenge", None, "da", ""), Person("1002", None, None, "da", "")]


@pytest.mark.parametrize(
    ("heading", "cells", "named"),
    [
        ("CPR-nr.", ["", ""], "CPR-nr"),
        ("Nøgle", ["1", "070761-4285"], "Nøgle"),
        ("Nøgle", ["0707614285", "1"], "Nøgle"),
        ("Erstatning", ["670761-4285", "1"], "Erstatning"),
        ("Fornavn", ["x1", "x2"], "Fornavn"),
        ("Adresse", ["1", "2"], "Adresse"),
        ("Telefon", ["1", "2"], "Telefon"),
        ("Kolonne", ["Anne Marie Østergård", "Bo Sørensen"], "Kolonne"),
        ("", ["Anne Jensen", "Bo Hansen"], "kolonne 2"),
    ],
)
@pytest.mark.parametrize("write", [csv_of, xlsx_of])
def test_a_column_that_names_people_is_refused_by_name(
    heading: str, cells: list[str], named: str, write: object
) -> None:
    rows = [["Reference", heading], ["L1", cells[0]], ["L2", cells[1]]]
    with pytest.raises(UserError) as refused:
        read(write(rows), ASKED)  # type: ignore[operator]
    assert named in str(refused.value)
    assert "Intet fra filen er gemt" in str(refused.value)
    assert not any(cell in str(refused.value) for cell in cells if len(cell) > 2)


@pytest.mark.parametrize("references", [["070761-4285", "L2"], ["Anne Jensen", "Bo Hansen"]])
def test_the_reference_column_may_not_name_people_either(references: list[str]) -> None:
    with pytest.raises(UserError, match="Reference"):
        read(csv_of([["Reference"], *([each] for each in references)]), ASKED)


def test_a_cpr_number_in_a_group_or_an_address_refuses_the_file() -> None:
    for place in (1, 5):
        row = [*LINE]
        row[place] = "070761-4285@eksempel.dk" if place == 5 else "070761-4285"
        with pytest.raises(UserError, match="cpr-numre"):
            read(csv_of([HEADING, row]), ASKED)


@pytest.mark.parametrize(
    ("place", "cell", "column", "said"),
    [
        (0, "", "Løbenr.", "løbenummer"),
        (0, "L 1", "Løbenr.", "løbenummer"),
        (0, "abc", "Løbenr.", "løbenummer"),
        (0, "L" * 20 + "1", "Løbenr.", "løbenummer"),
        (1, "Andre", "Målgruppe", "ikke med i runden"),
        (2, "5 år", "Forløbets længde", "Længden findes ikke"),
        (3, "klingon", "Sprog", "Sproget kendes ikke"),
        (4, "Ishøj", "Kommune", "anden kommune"),
        (5, "ikke en adresse", "E-mail", "ikke en e-mailadresse"),
        (5, "a@b", "E-mail", "ikke en e-mailadresse"),
        (5, "a" * 200 + "@b.dk", "E-mail", "ikke en e-mailadresse"),
    ],
)
def test_a_row_with_an_error_is_left_out_and_named(place: int, cell: str, column: str, said: str) -> None:
    wrong = [*LINE]
    wrong[place] = cell
    found = read(csv_of([HEADING, ["L5", *LINE[1:]], wrong]), ASKED)
    assert [person.reference for person in found.people] == ["L5"]
    (error,) = found.errors
    assert (error.row, error.column) == (3, column)
    assert said in error.text


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    found = read(csv_of([HEADING, ["L 1", "Andre", "5 år", "klingon", "Ishøj", "a@b"]]), ASKED)
    assert [error.column for error in found.errors] == [HEADING[0], HEADING[4], *HEADING[1:4], HEADING[5]]
    assert (found.people, found.wrong_rows) == ([], 1)


def test_those_who_are_invited_already_are_skipped_and_counted_apart() -> None:
    found = read(csv_of([HEADING, LINE, ["L9", *LINE[1:]]]), ASKED)
    assert (found.people, found.errors, found.already) == ([FOUND], [], 1)
    assert ReadList.from_json(found.as_json()) == found


def test_references_that_look_like_cpr_are_to_be_exchanged_and_the_column_kept() -> None:
    with pytest.raises(UserError, match=r"»Reference« ligner cpr-numre\. Referencen skal være noget andet") as refused:
        read(csv_of([["Reference", "Gruppe"], ["L1", "dagpenge"], ["070761-4285", "dagpenge"], ["L2", ""]]), ASKED)
    assert "Slet" not in str(refused.value)
    assert str(refused.value).endswith("Se række 3.")


def test_a_reference_that_stands_twice_is_told_with_its_first_row() -> None:
    found = read(csv_of([["ref"], ["A1"], ["A2"], ["A1"]]), ASKED)
    assert [(error.row, error.text) for error in found.errors] == [(4, "Referencen står også i række 2.")]


def test_other_columns_are_not_read_and_named() -> None:
    found = read(csv_of([["Reference", "Hold"], ["L1", "3"]]), ASKED)
    assert found.unread == ["Hold"]
    assert "Hold" not in str(found.people)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "tom"), (b"\n\n", "tom"), (b"Gruppe\nx", "reference"), (b"Reference;ref\n1;2", "det samme"),
     (b"Reference\n", "ingen rækker"), (b"\x00\x01\x02", "ikke læses"), (b"PK\x03\x04", "regneark"),
     (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"gammel Excel-fil \(\.xls\)"),
     (b"Sag|Gruppe\n1|2", r"»Sag\|Gruppe«.*semikolon, tabulator eller komma")],
)  # fmt: skip
def test_what_is_no_list(data: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(data, ASKED)


def test_ten_thousand_rows_are_read_whole() -> None:
    asked = Asked({"dagpenge": "d", "sygedagpenge": "s"}, set(), ASKED.languages)
    found = read(csv_of(people(10_000, 5_000)), asked)
    assert (len(found.people), found.errors) == (10_000, [])
    assert ReadList.from_json(found.as_json()) == found


def test_a_list_too_long_is_refused() -> None:
    with pytest.raises(UserError, match=r"over 20\.000"):
        read(csv_of([["Reference"], *([f"L{number}"] for number in range(20_001))]), ASKED)
