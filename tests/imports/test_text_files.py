"""CSV files as they are delivered: encodings, separators, long and wide, titles, footnotes and what was not taken."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import pytest

from værdig.errors import UserError
from værdig.files.decode import decode, sniff, split_rows
from værdig.hooks.contracts import ReadFile

Read = Callable[..., ReadFile]
Values = Callable[[ReadFile], dict[tuple[str, str, str], str | None]]

DANISH = "Område;Periode;Antal på førtidspension\nBrøndby;2021M01;12\nHøje-Tåstrup;2021M01;.\n"
BROENDBY = ("Antal på førtidspension", "Brøndby", "2021M01")
TAASTRUP = ("Antal på førtidspension", "Høje-Taastrup", "2021M01")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_danish_letters_are_right_in_every_encoding(read: Read, values: Values, encoding: str) -> None:
    found = read(DANISH, encoding=encoding)
    assert values(found) == {BROENDBY: "12", TAASTRUP: None}
    assert not found.problems
    assert not found.remarks


def test_letters_encoded_twice_are_mended_and_told(read: Read, values: Values) -> None:
    twice = DANISH.encode("utf-8").decode("cp1252").encode("utf-8")
    found = read(twice)
    assert values(found) == {BROENDBY: "12", TAASTRUP: None}
    assert found.remarks == ["Danske bogstaver var kodet to gange i filen. De er rettet."]


def test_a_bom_is_never_part_of_a_heading() -> None:
    for bom, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        assert decode(bom + "Område".encode(encoding)).text == "Område"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_separators_are_seen(read: Read, values: Values, separator: str) -> None:
    assert values(read(DANISH.replace(";", separator))) == {BROENDBY: "12", TAASTRUP: None}


def test_a_comma_separates_only_when_nothing_else_does(read: Read, values: Values) -> None:
    text = 'Område,Periode,Andel i pct.\nBrøndby,2021M01,"25,1"\n'
    assert values(read(text)) == {("Andel i pct.", "Brøndby", "2021M01"): "25.1"}
    assert sniff(["Titel, med komma", "Område;Andel", "Brøndby;25,1"]) == ";"


def test_a_long_file_keeps_numbers_and_gaps_apart(read: Read, values: Values) -> None:
    found = read(
        "Area;Periode;Køn;Antal personer;Fuldtidspersoner i pct. af arbejdsstyrken 16-66 år\n"
        "Brøndby;2021M11;Køn i alt;1.139;3,4\n"
        "Brøndby;2021M12;Køn i alt;-;4\n"
        "Brøndby;2021M12;Kvinder;..;\n"
    )
    share = "Fuldtidspersoner i pct. af arbejdsstyrken 16-66 år"
    assert values(found) == {
        ("Antal personer", "Brøndby", "2021M11"): "1139",
        (share, "Brøndby", "2021M11"): "3.4",
        ("Antal personer", "Brøndby", "2021M12"): None,
        (share, "Brøndby", "2021M12"): "4",
        ("Antal personer Kvinder", "Brøndby", "2021M12"): None,
        (f"{share} Kvinder", "Brøndby", "2021M12"): None,
    }
    assert {observation.missing for observation in found.observations if observation.value is None} == {"ikke oplyst"}
    assert all(not observation.missing for observation in found.observations if observation.value is not None)


def test_totals_are_left_out_of_where_and_groups_are_kept(read: Read) -> None:
    found = read(
        "Area;Periode;Køn;Tilbud;Antal personer\n"
        "Brøndby;2021;Køn i alt;Tilbud i alt;5\n"
        "Brøndby;2021;Kvinder;Ordinær uddannelse i alt;3\n"
    )
    assert [dict(observation.where) for observation in found.observations] == [
        {},
        {"Køn": "Kvinder", "Tilbud": "Ordinær uddannelse i alt"},
    ]


def test_periods_as_columns_become_rows(read: Read, values: Values) -> None:
    found = read("Måling: Antal personer\nOmråde;2021Q01;2021Q02;2021Q03\nBrøndby;1.234;.;3\nIshøj;1;2;3\n")
    assert values(found)[("Antal personer", "Brøndby", "2021Q1")] == "1234"
    assert values(found)[("Antal personer", "Brøndby", "2021Q2")] is None
    assert values(found)[("Antal personer", "Ishøj", "2021Q3")] == "3"
    assert len(found.observations) == 6


def test_places_as_columns_become_rows(read: Read, values: Values) -> None:
    found = read(
        "Måling: Andel, pct.\nPeriode: juli 2017\n\nYdelse;Hele landet;Albertslund\nYdelser i alt;22,8;25,1\nKontanthjælp;56,2;.\n"
    )
    assert values(found) == {
        ("Andel, pct.", "Hele landet", "2017M07"): "22.8",
        ("Andel, pct.", "Albertslund", "2017M07"): "25.1",
        ("Andel, pct. Kontanthjælp", "Hele landet", "2017M07"): "56.2",
        ("Andel, pct. Kontanthjælp", "Albertslund", "2017M07"): None,
    }


TWO_ROWS_ABOVE = (
    ";;Februar 2020;;Juni 2020;\nOmråde;Ydelse;Antal personer;Andel, pct.;Antal personer;Andel, pct.\n"
    "Ishøj;A-dagpenge;318;3,2;415;4,1\n;Kontanthjælp;26;0,3;36;0,4\n"
)
TWO_ROWS_BELOW = (
    "Område;Ydelse;Februar 2020;;Juni 2020;\n;;Antal personer;Andel, pct.;Antal personer;Andel, pct.\n"
    "Ishøj;A-dagpenge;318;3,2;415;4,1\n;Kontanthjælp;26;0,3;36;0,4\n"
)


@pytest.mark.parametrize("text", [TWO_ROWS_ABOVE, TWO_ROWS_BELOW])
def test_a_heading_of_two_rows_is_joined_and_merged_cells_are_filled(read: Read, values: Values, text: str) -> None:
    found = values(read(text))
    assert found[("Antal personer A-dagpenge", "Ishøj", "2020M06")] == "415"
    assert found[("Andel, pct. Kontanthjælp", "Ishøj", "2020M02")] == "0.3"
    assert len(found) == 8


def test_a_group_that_is_neither_period_nor_place_is_part_of_the_measure(read: Read) -> None:
    found = read(
        ";;Efterfølgende beskæftigelse;\nOmråde;Periode;I samme virksomhed;I anden virksomhed\nIshøj;2021;3;4\n"
    )
    assert [observation.measure for observation in found.observations] == [
        "Efterfølgende beskæftigelse: I samme virksomhed",
        "Efterfølgende beskæftigelse: I anden virksomhed",
    ]


def test_repeated_headings_get_a_number(read: Read) -> None:
    found = read("Område;Periode;Antal personer;Antal personer\nIshøj;2021;3;4\n")
    assert [observation.measure for observation in found.observations] == ["Antal personer", "Antal personer (2)"]


def test_each_row_may_name_its_own_measure_and_unit(read: Read) -> None:
    found = read("Område;Periode;Måling;Enhed;Værdi\nIshøj;2021;Ventetid;uger;3,5\nIshøj;2021;Sager;antal;1.200\n")
    assert [(o.measure, o.unit, o.value) for o in found.observations] == [
        ("Ventetid", "uger", "3.5"),
        ("Sager", "antal", "1200"),
    ]


def test_title_facts_and_footnotes_are_kept_and_the_body_ends_there(read: Read) -> None:
    found = read(
        "Jobindsats, udtræk\nTabel: y01a02\nOmråde: Albertslund Kommune\nKilde: www.jobindsats.dk\n\n"
        "Periode;Antal personer\n2021M01;512\n\nAnm.: Nogle tal er opgjort senere.\n* 2021M01 er foreløbig\n",
        "udtræk.csv",
    )
    (only,) = found.observations
    assert (only.table, only.area, only.period, only.value) == ("y01a02", "Albertslund", "2021M01", "512")
    assert found.title == "Jobindsats, udtræk"
    assert found.remarks == ["Kilde: www.jobindsats.dk", "Anm.: Nogle tal er opgjort senere.", "* 2021M01 er foreløbig"]


@pytest.mark.parametrize("end", ["", "Kilde: STAR", "Anm. se side 2", "Note 1: x", "* foreløbig"])
def test_figures_below_the_table_are_told_and_not_taken(read: Read, end: str) -> None:
    found = read(f"Område;Periode;Antal personer\nIshøj;2021M01;3\n{end}\nIshøj;2021M02;4\n\nI alt;7;7\n")
    assert [observation.period for observation in found.observations] == ["2021M01"]
    assert any("efter tabellens slutning" in problem.text for problem in found.problems)


@pytest.mark.parametrize(
    ("text", "name", "table"),
    [
        ("Område;Periode;Antal personer\nIshøj;2021;3\n", "Y01A02_2021.csv", "y01a02"),
        ("Område;Periode;Antal personer\nIshøj;2021;3\n", "udtræk.csv", ""),
        ("Kontanthjælp (y60a02)\nOmråde;Periode;Antal personer\nIshøj;2021;3\n", "udtræk.csv", "y60a02"),
        ("Tabel: ptv_a02\nOmråde;Periode;Antal personer\nIshøj;2021;3\n", "y01a02.csv", "ptv_a02"),
        ("Tabel: Samarbejdsgrad i juli\nOmråde;Periode;Antal personer\nIshøj;2021;3\n", "mm10.csv", "mm10"),
    ],
)
def test_the_tables_id_is_found_where_it_is_said(read: Read, text: str, name: str, table: str) -> None:
    assert [observation.table for observation in read(text, name).observations] == [table]


def test_a_bad_cell_is_refused_by_row_and_column_and_the_rest_is_taken(read: Read, values: Values) -> None:
    found = read("Titel\nOmråde;Periode;Antal personer\nIshøj;2021M01;tolv\nIshøj;2021M02;12\nIshøj;i går;13\n")
    assert values(found) == {("Antal personer", "Ishøj", "2021M02"): "12"}
    assert [(problem.row, problem.column, problem.text) for problem in found.problems] == [
        (3, "Antal personer", "»tolv« er ikke et tal."),
        (5, "Antal personer", "»i går« er ikke en periode."),
    ]


def test_a_file_without_a_period_that_can_be_read_says_so(read: Read) -> None:
    found = read("Område;Periode;Antal personer\nIshøj;2021H3;3\n")
    assert not found.observations
    assert [problem.text for problem in found.problems] == ["Der er ingen periode, der kan læses."]


def test_one_key_with_two_figures_is_not_believed(read: Read, values: Values) -> None:
    found = read("Område;Periode;Antal personer\nIshøj;2021;3\nIshøj;2021;4\nGreve;2021;5\nGreve;2021;5\n")
    assert values(found) == {("Antal personer", "Greve", "2021"): "5"}
    assert [problem.row for problem in found.problems] == [2, 3]
    assert all("flere gange med forskellige tal" in problem.text for problem in found.problems)


def test_a_row_with_more_cells_than_headings_is_told(read: Read) -> None:
    found = read("Område;Periode;Antal personer\nIshøj;2021M01;3\nIshøj;2021M02;4;5;6;7\n")
    assert [(problem.row, problem.text) for problem in found.problems] == [
        (3, "Rækken har flere celler end tabellen har overskrifter.")
    ]


def test_percentages_that_are_shares_of_one_are_remarked_on(read: Read) -> None:
    found = read("Område;Periode;Andel i pct.\nIshøj;2021M01;0,25\nIshøj;2021M02;0,3\n")
    assert found.remarks == ["Alle tal i »Andel i pct.« ligger mellem 0 og 1. Er det andele og ikke procent?"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bare lidt tekst\nuden tabel\n", "ingen tabel"),
        ("Område;Periode\nIshøj;2021\n", "ingen kolonner med tal"),
        ("Område;2021Q1;2021Q2;2021Q3\nIshøj;1;2;3\n", "siger ikke, hvad tallene måler"),
        ('Område;Periode;"Antal\nIshøj;2021;3\n', "anførselstegn"),
    ],
)
def test_a_file_without_meaning_is_refused_with_what_to_do(read: Read, text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(text)


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    assert split_rows("a;b\n\nc;d\n") == [["a", "b"], [], ["c", "d"]]
