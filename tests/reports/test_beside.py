"""Change, weighting and who is missing in the report: with what chance can do, of shown figures only, and in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from reports import cleared
from reports.test_sections import PERIOD, table, words
from sqlalchemy import select
from surveys.rounds import codes_for, open_round, send

from værdig.clock import HalfYear
from værdig.db import db
from værdig.disclosure import CountTable, DisclosureRelease, Policy, clear
from værdig.hooks.contracts import Table
from værdig.municipality import service as municipalities
from værdig.reports import gather, section_method, section_survey
from værdig.reports.material import Answered, Asked, Side
from værdig.surveys import service
from værdig.surveys.orders import Group

SPRING, AUTUMN = HalfYear(2021, 1), HalfYear(2021, 2)
QUESTION = "Hvor værdigt behandler vi dig?"
CHANGE = Side(
    caption="Ændring siden sidste runde",
    columns=["Spørgsmål", "Gruppe", "Tilfredse nu", "Tilfredse i 2. halvår 2020", "Forskel", "Ændring"],
    rows=[
        [QUESTION, "Alle", "61 %", "50 %", "+1 til +21", "steget"],
        [QUESTION, "Dagpenge", "61 %", "58 %", "−9 til +15", "uændret"],
        ["Blev du hørt?", "Alle", "", "", "", "ordlyden er ændret: kan ikke sammenlignes"],
        ["Blev du hørt?", "Dagpenge", "40 %", "42 %", "−14 til +10", "uændret"],
    ],
    keys=["samlet", "samlet/Dagpenge", "hoert", "hoert/Dagpenge"],
    note="»Uændret« betyder, at forskellen kan være tilfældig.",
)
WEIGHTED = Side(
    caption="Vægtede tal",
    columns=["Spørgsmål", "Tilfredse, uden vægt", "Tilfredse, vægtet", "Svar", "Svarer til"],
    rows=[[QUESTION, "61 %", "58 %", "112", "80"]],
    keys=["samlet"],
    note="Det koster præcision.",
)


# --- how it is written ---


def test_the_change_of_every_question_is_told_and_of_the_overall_one_by_group() -> None:
    content = section_survey.build(cleared.answered(change=CHANGE, has_earlier=True), PERIOD)
    captions = [str(one.caption) for one in content.blocks if isinstance(one, Table)]
    in_all, groups = table(content, "Ændring siden"), table(content, "Ændring, gruppe for gruppe")
    assert captions.index(str(in_all.caption)) < captions.index(str(groups.caption))
    assert [list(row) for row in in_all.rows] == [
        [QUESTION, "61 %", "50 %", "+1 til +21", "steget"],
        ["Blev du hørt?", "", "", "", "ordlyden er ændret: kan ikke sammenlignes"],
    ]
    assert [list(row) for row in groups.rows] == [["Dagpenge", "61 %", "58 %", "−9 til +15", "uændret"]]
    assert groups.caption == f"»{QUESTION}« Ændring, gruppe for gruppe"
    assert list(groups.numeric) == [1, 2, 3]
    assert "kan være tilfældig" in str(in_all.note)
    kept = {one.id: one.value for one in content.figures if ".change." in one.id}
    assert kept["survey.census.change.samlet.4"] == "+1 til +21"
    assert not [name for name in kept if name.startswith("survey.census.change.hoert")], "an empty cell is no figure"


def test_the_item_says_whether_the_overall_question_has_moved() -> None:
    told = " ".join(section_survey.summary(cleared.answered(change=CHANGE)))
    assert "Andelen af tilfredse siden sidste runde: steget (61 % nu, 50 % før)." in told
    assert "siden sidste runde" not in " ".join(section_survey.summary(cleared.answered()))


@pytest.mark.parametrize(
    ("earlier", "said"),
    [(False, "Der er ingen tidligere runde af samme slags"), (True, "Ingen spørgsmål kan sammenlignes")],
)
def test_where_nothing_can_be_compared_it_says_why(earlier: bool, said: str) -> None:
    assert said in words(section_survey.build(cleared.answered(has_earlier=earlier), PERIOD))


def test_weighted_shares_stand_beside_with_what_they_cost_or_why_there_are_none() -> None:
    content = section_survey.build(cleared.answered(weighted=WEIGHTED, unweighted=["Den anden: kan ikke."]), PERIOD)
    assert table(content, "Vægtede tal").rows == [[QUESTION, "61 %", "58 %", "112", "80"]]
    assert "Det koster præcision." in words(content)
    assert "Den anden: kan ikke." in words(content)
    assert "Vægtede" not in words(section_survey.build(cleared.answered(), PERIOD)), "off unless somebody wants it"


def test_who_did_not_answer_is_told_for_each_group() -> None:
    missing = Side(
        caption="Hvem svarene kommer fra",
        columns=["Gruppe", "Inviteret", "Svar", "Del af de inviterede", "Del af svarene", "Bemærkning"],
        rows=[["Dagpenge", "120", "60", "55 %", "50 %", "mangler i svarene"]],
        keys=["Dagpenge"],
        note="",
    )
    content = section_method.build(cleared.answered(presence=missing), None, PERIOD)
    assert [row[3] for row in table(content, "Inviterede og svar").rows] == ["60", "40", "100"]
    assert table(content, "Hvem svarene").rows[0][5] == "mangler i svarene"
    unknown = section_method.build(cleared.answered(invited={}), None, PERIOD)
    assert {row[3] for row in table(unknown, "Inviterede og svar").rows} == {"ingen tal"}


# --- a plug-in's own questions ---


def own_question(**shares: int) -> Answered:
    asked = Asked(id="tit", wording="Hvor tit kommer du?", kind="x.hvor_tit")
    counted = CountTable(
        id="tit", title=asked.wording, unit="answers", universe="round:r", categories=(*shares, "ubesvaret"),
        rows={"": {**shares, "ubesvaret": 3}}, question="tit", beside=("ubesvaret",),
        labels={"tit": "Tit", "sjaeldent": "Sjældent", "aldrig": "Aldrig"},
    )  # fmt: skip
    found = clear([counted], Policy.of("answers")).tables[0]
    made = cleared.answered()
    return replace(made, questions=[*made.questions, asked], tables={**made.tables, "tit": found})


def test_a_question_of_a_plug_ins_type_has_its_own_choices() -> None:
    content = section_survey.build(own_question(tit=30, sjaeldent=15, aldrig=15), PERIOD)
    own = table(content, "Hvor tit kommer du?")
    assert list(own.columns) == ["Hvem", "Tit", "Sjældent", "Aldrig", "Svar"]
    assert [[*row] for row in own.rows] == [["Alle svar", "50 %", "25 %", "25 %", "60"]]
    assert {one.id: one.value for one in content.figures}["survey.census.tit.sjaeldent"] == "25 %"


def test_a_question_whose_type_is_gone_is_named() -> None:
    told = words(section_survey.build(cleared.answered(cannot_be_shown=["Hvor tit kommer du?"]), PERIOD))
    assert "Hvor tit kommer du?" not in told, "a notice has no caption or cells"
    notices = section_survey.build(cleared.answered(cannot_be_shown=["Hvor tit kommer du?"]), PERIOD).blocks
    assert any("blev lukket: Hvor tit kommer du?" in str(getattr(one, "text", "")) for one in notices)


# --- from the rounds ---


def played(half_year: HalfYear, satisfied: int) -> str:
    """Close a round of 35, 25 and 4 who answered the overall question; so many of each group's first were satisfied."""
    groups = (
        Group("dagpenge", "Dagpenge", 200),
        Group("sygedagpenge", "Sygedagpenge", 40),
        Group("under_18", "Unge", 9),
    )
    round_id = open_round(groups, half_year)
    for group, number in (("dagpenge", 35), ("sygedagpenge", 25), ("under_18", 4)):
        for place, code in enumerate(codes_for(round_id, group, number)):
            send(code, samlet=5 if place < satisfied else 1)
    service.close_round(round_id)
    return round_id


@pytest.fixture
def rounds(context: Flask) -> tuple[str, str]:
    """The ids of two rounds of one design, half a year apart."""
    return played(SPRING, 8), played(AUTUMN, 20)


def test_a_report_brings_change_and_absence_through_the_gate(rounds: tuple[str, str]) -> None:
    found = gather.gather(AUTUMN, "rapport-1", date(2022, 1, 10))
    (answered,) = found.answered
    assert answered.change is not None
    moved = dict(zip(answered.change.keys, answered.change.rows, strict=True))
    assert moved["samlet"][5] == "steget"
    assert answered.presence is not None
    assert "mangler i svarene" in {row[5] for row in answered.presence.rows}
    shown = select(DisclosureRelease.universe).where(DisclosureRelease.reference == "rapport-1")
    assert {f"round:{one}" for one in rounds} <= set(db.session.scalars(shown))


def test_nothing_beside_the_figures_names_a_group_that_is_hidden_in_them(rounds: tuple[str, str]) -> None:
    municipalities.put("survey_weighting", True)
    (answered,) = gather.gather(AUTUMN, "rapport-1", date(2022, 1, 10)).answered
    sides = [side for side in (answered.change, answered.presence, answered.weighted) if side is not None]
    assert sides
    named = {row.label for table in answered.breakdowns for row in table.rows} | {"Alle"}
    assert answered.change is not None
    assert {str(row[1]) for row in answered.change.rows} <= named
    assert "Unge" not in {str(cell) for side in sides for row in side.rows for cell in row}


def test_weighting_is_in_the_report_only_where_the_municipality_wants_it(rounds: tuple[str, str]) -> None:
    (answered,) = gather.gather(AUTUMN, "rapport-1", date(2022, 1, 10)).answered
    assert (answered.weighted, list(answered.unweighted)) == (None, [])
    municipalities.put("survey_weighting", True)
    (answered,) = gather.gather(AUTUMN, "rapport-1", date(2022, 1, 10)).answered
    assert answered.weighted is not None or answered.unweighted
