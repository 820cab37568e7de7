"""Complaints over decisions, the share upheld and complaints per 1,000 citizens in the report: shown where their numbers are, else said why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from reports.cleared import complained

from værdig.clock import HalfYear
from værdig.disclosure import ClearedTable, CountTable, Policy, clear
from værdig.hooks.contracts import Bullets, Paragraph, Table
from værdig.municipality.contact import InContact, in_contact, object_to_lines
from værdig.reports import section_complaints, section_decisions
from værdig.reports.figures import Section
from værdig.reports.material import Complained

DECISION = "klage_over_afgoerelse"
CONTACT = InContact(half_year="2021H1", citizens=4000, source="Kommunens fagsystem", day=date(2021, 8, 10))


def decisions(numbers: dict[str, int], others: int = 30) -> ClearedTable:
    members = {(DECISION, way): number for way, number in numbers.items()} | {("vejledning", "ingen"): others}
    table = CountTable(
        id="complaints.decision", title="Klager over afgørelser", unit="cases", universe="cases:a:2021H1", categories=("sager",),
        breakdown=("type@2021-07-12", "decision@2021-07-12"), rows={member: {"sager": n} for member, n in members.items()},
        labels={DECISION: "Klage over afgørelse", "aendret": "Ændret", "sendt": "Sendt", "venter": "Venter", "andet": "Andet"},
    )  # fmt: skip
    return clear([table], Policy.of("cases", 5)).table("complaints.decision")


def results(upheld: int, refused: int) -> ClearedTable:
    rows = {"medhold": {"sager": upheld}, "ikke_medhold": {"sager": refused}}
    table = CountTable(
        id="complaints.result", title="Sådan er sagerne endt", unit="cases", universe="cases:a:2021H1", categories=("sager",),
        breakdown="result@2021-07-12", rows=rows,
    )  # fmt: skip
    return clear([table], Policy.of("cases", 5)).table("complaints.result")


def with_tables(*tables: ClearedTable) -> Complained:
    base = complained()
    return replace(base, tables={**base.tables, **{table.id: table for table in tables}})


def written(now: Complained) -> Section:
    section = Section(hidden="skjult")
    section_decisions.add_to(section, now)
    return section


def texts(section: Section) -> str:
    return " ".join(str(block.text) for block in section.blocks if isinstance(block, Paragraph))


def test_how_decisions_went_is_told_without_the_other_types(context: Flask) -> None:
    section = written(with_tables(decisions({"aendret": 6, "sendt": 9, "venter": 5, "andet": 5})))
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert [tuple(row) for row in table.rows] == [("Ændret", "6"), ("Sendt", "9"), ("Venter", "5"), ("Andet", "5")]


@pytest.mark.parametrize("numbers", [{"aendret": 0, "sendt": 0}, {"aendret": 2, "sendt": 1}])
def test_too_few_are_not_told_apart_from_none(context: Flask, numbers: dict[str, int]) -> None:
    section = written(with_tables(decisions(numbers)))
    assert "for få klager over afgørelser" in texts(section)
    assert not any(isinstance(block, Table) for block in section.blocks)


@settings(deadline=None, max_examples=30)
@given(st.dictionaries(st.sampled_from(["aendret", "sendt", "venter", "andet"]), st.integers(0, 9), min_size=4))
def test_no_row_is_about_a_handful_or_about_other_types(numbers: dict[str, int]) -> None:
    for row in section_decisions.decisions_alone(decisions(numbers)).rows:
        assert row.n is None or row.n >= 5
        assert row.n is None or row.n == sum(numbers[way] for _type, way in row.members)


def test_the_share_upheld_stands_only_where_both_numbers_do(context: Flask) -> None:
    section = written(with_tables(results(6, 18)))
    assert "25 % af de 24 sager" in texts(section)
    assert [figure.value for figure in section.figures] == ["25 %"]
    assert "medhold" not in texts(written(with_tables(results(3, 18))))


def test_complaints_are_reckoned_per_thousand_with_source_and_date(context: Flask) -> None:
    section = Section(hidden="skjult")
    section_decisions.rate(section, replace(complained(), in_contact=CONTACT), "50", 50)
    assert "12,5 klager pr. 1.000 borgere" in texts(section)
    assert "Kommunens fagsystem" in texts(section)
    assert "10. august 2021" in texts(section)


def test_an_unknown_number_of_citizens_is_not_nought(context: Flask) -> None:
    section = Section(hidden="skjult")
    section_decisions.rate(section, complained(), "50", 50)
    assert "har ikke noteret" in texts(section)
    assert not section.figures


def test_a_hidden_number_of_complaints_gives_no_rate(context: Flask) -> None:
    section = Section(hidden="skjult")
    section_decisions.rate(section, replace(complained(), in_contact=CONTACT), None, None)
    assert not section.blocks
    assert not section.figures


def test_the_whole_section_prints_the_rate_and_its_caveats(context: Flask) -> None:
    content = section_complaints.build(replace(complained(cases=40, guidance=10), in_contact=CONTACT), {}, [])
    said = " ".join(str(block.text) for block in content.blocks if isinstance(block, Paragraph))
    assert "7,5 klager pr. 1.000 borgere" in said
    (caveats,) = (block for block in content.blocks if isinstance(block, Bullets))
    assert any("ikke tør" in str(each) for each in caveats.items)


LINES = ["2021H1; 4.210; Jobindsats, ydelser; 2021-08-10", "2021h2;900;Fagsystem;2022-01-15"]


def test_the_municipality_notes_citizens_by_half_year() -> None:
    found = in_contact(LINES, HalfYear(2021, 2))
    assert found == InContact(half_year="2021H2", citizens=900, source="Fagsystem", day=date(2022, 1, 15))
    assert in_contact(LINES, HalfYear(2020, 1)) is None
    assert object_to_lines(LINES) is None


@pytest.mark.parametrize(
    "wrong",
    [["2021H1; 0; Kilde; 2021-08-10"], ["2021H3; 9; Kilde; 2021-08-10"], ["2021H1; 9; Kilde; 2021-02-30"], ["9"], [7]],
)
def test_what_cannot_be_read_is_named_with_the_shape_it_should_have(wrong: list[str]) -> None:
    assert "Skriv fx" in (object_to_lines(wrong) or "")


def test_a_half_year_is_noted_once() -> None:
    assert "én gang" in (object_to_lines([LINES[0], LINES[0]]) or "")
