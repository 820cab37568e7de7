"""KMD Insight's Custom Data files, written as its published rules say."""

from __future__ import annotations

import pytest

from værdig.errors import UserError
from værdig.imports.readers import jobindsats, kmd_custom_data

FILE = (
    "Metadata;Dato1;CPR;Tekst1;Tekst2;Numerisk1;Numerisk2\r\n"
    "1;Måned;;Område;Målgruppe;Antal borgere;\r\n"
    ";2021-03-01;010190-1234;Albertslund;Unge;12;\r\n"
    ";01-04-2021;;Albertslund;Unge;12,5;\r\n"
    ";2021-05-01;;Albertslund;Unge;;\r\n"
)


def test_dates_texts_and_numbers_become_figures_and_persons_are_dropped() -> None:
    found = kmd_custom_data.read(FILE.encode(), "CD_Unge i nytteindsats.csv")
    assert found.dropped_columns == ("CPR",)
    assert [(o.table, o.measure, o.area, o.period, o.value, dict(o.where)) for o in found.observations] == [
        ("kmd_unge_i_nytteindsats", "Antal borgere", "Albertslund", "2021M03", "12", {"Målgruppe": "Unge"}),
        ("kmd_unge_i_nytteindsats", "Antal borgere", "Albertslund", "2021M04", "12.5", {"Målgruppe": "Unge"}),
        ("kmd_unge_i_nytteindsats", "Antal borgere", "Albertslund", "2021M05", None, {"Målgruppe": "Unge"}),
    ]


@pytest.mark.parametrize(
    ("heading", "period"), [("Kvartal", "2021Q1"), ("År", "2021"), ("Halvår", "2021H1"), ("Dato", "2021M03")]
)
def test_a_date_stands_for_what_its_heading_says(heading: str, period: str) -> None:
    text = FILE.replace("Måned", heading).splitlines()[:3]
    (only,) = kmd_custom_data.read("\n".join(text).encode(), "CD_x.csv").observations
    assert only.period == period


@pytest.mark.parametrize("name", ["CD_Nytteindsats.csv", "cd_Eksempeldata_nytteindsats.csv", "CD_nytteindsats.CSV"])
def test_the_files_name_is_the_tables_id(name: str) -> None:
    assert {o.table for o in kmd_custom_data.read(FILE.encode(), name).observations} == {"kmd_nytteindsats"}


def test_an_unused_column_for_persons_is_not_spoken_of() -> None:
    assert kmd_custom_data.read(FILE.replace("010190-1234", "").encode(), "CD_x.csv").dropped_columns == ()


def test_a_row_of_another_length_and_a_day_that_is_none_are_told() -> None:
    found = kmd_custom_data.read(
        (FILE + ";2021-06-01;;Albertslund\n;2021-13-41;;Albertslund;Unge;3;\n").encode(), "CD_x.csv"
    )
    assert [problem.row for problem in found.problems] == [6, 7]
    assert len(found.observations) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Område;Periode;Antal\nIshøj;2021;3\n", "Custom Data"),
        ("Metadata;Dato1;Numerisk1\n;2021-01-01;3\n", "overskrifter"),
        ("", "tom"),
    ],
)
def test_other_files_are_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        kmd_custom_data.read(text.encode(), "CD_x.csv")


@pytest.mark.parametrize("heading", ["Måned", "Kvartal"])
def test_the_reader_for_jobindsats_knows_such_a_file_and_names_its_source(heading: str) -> None:
    with pytest.raises(UserError, match=r"ser ud som KMD Custom Data\. Vælg den kilde\."):
        jobindsats.read(FILE.replace("Måned", heading).encode(), "CD_Unge.csv")
