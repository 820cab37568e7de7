"""What a half-year says of each promise: three ways to have no figure, each in words of its own."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from værdig.hooks.contracts import Table
from værdig.hooks.sections import ClearedTable, ComplaintFigures, MetricPoint, MetricResult, SurveyFigures

MODULE = "vaerdig_maal_sagsbehandling"
THREE = ("Tilfreds", "Hverken eller", "Utilfreds")


@pytest.fixture
def promises(context: Flask) -> Any:
    """The plug-in's module, which the host has put in reach."""
    return import_module(f"{MODULE}.promises")


def asked(*cells: int | None, people: int | None) -> ClearedTable:
    return ClearedTable(
        id="moedet", caption="Mødet", measure="percent", rows=["Alle svar"], columns=THREE, cells=[cells], people=people
    )


def context_with(**given: Any) -> Any:
    empty = {"survey": None, "complaints": None, "half_year": "2021H1", "half_year_label": "1. halvår 2021"}
    return SimpleNamespace(**{**empty, **given})


def survey(table: ClearedTable) -> SurveyFigures:
    return SurveyFigures(round_title="Runden", questions={"moedet": table})


@pytest.fixture
def answer(promises: Any) -> Callable[..., Any]:
    """`answer(kind, ref, **context)` is what the half-year says of a promise measured that way."""

    def said(kind: str, ref: str = "", **given: Any) -> Any:
        promise = promises.Promise(
            id="p", promise="P.", locator="L", quote="", measure="Klager om respekt", kind=kind, ref=ref, why="Derfor."
        )
        return promises.answer(promise, context_with(**given))

    return said


def test_a_shown_answer_has_all_three_shares(answer: Any) -> None:
    said = answer("survey", "moedet", survey=survey(asked(70, 20, 10, people=120)))
    assert said.text == "70 % tilfreds, 20 % hverken eller, 10 % utilfreds (120 svar)"
    assert said.why_missing == ""


def test_too_few_not_measured_and_no_figure_are_three_words(answer: Any) -> None:
    few = answer("survey", "moedet", survey=survey(asked(None, None, None, people=None)))
    none = answer("survey", "moedet")
    never = answer("none")
    assert [few.text, none.text, never.text] == ["for få svar til at vise", "ingen tal", "måles ikke"]
    assert none.why_missing == "Der er ikke lukket en undersøgelse i halvåret."
    assert never.why_missing == "Derfor."
    assert few.why_missing


def test_a_question_nobody_was_asked_is_no_figure(answer: Any) -> None:
    said = answer("survey", "samtalen", survey=survey(asked(70, 20, 10, people=120)))
    assert (said.text, said.why_missing) == ("ingen tal", "Spørgsmålet er ikke stillet i halvåret.")


def test_nearly_all_alike_is_not_called_too_few(answer: Any) -> None:
    said = answer("survey", "moedet", survey=survey(asked(None, None, None, people=120)))
    assert said.text == "vises ikke: næsten alle svarede det samme"


def test_few_complaints_and_none_counted_differ(answer: Any) -> None:
    few = ClearedTable(
        id="principle", caption="P", measure="count", rows=["Alle sager"], columns=["Antal"], cells=[(None,)], people=None,
        hidden_text="for få sager til at vise",
    )  # fmt: skip
    assert (
        answer("complaints", complaints=ComplaintFigures(tables={"principle": few})).text == "for få sager til at vise"
    )
    assert answer("complaints").text == "ingen tal"


def test_a_metric_without_a_figure_tells_why(answer: Any) -> None:
    point = MetricPoint(period="2021H1", label="1. halvår 2021", value=None, why_missing="Ikke hentet.")
    result = MetricResult(id="m", code="", title="M", unit="pct.", direction="up", definition="D.", points=[point])
    said = answer("metric", "m", metric=lambda _id: result)
    assert (said.text, said.why_missing) == ("ingen tal", "Ikke hentet.")


@pytest.mark.parametrize("plan_id", ["albertslund_2020_2022", "albertslund_politik_2023_2026"])
def test_both_plans_promises_are_told_and_none_is_a_dash(promises: Any, plan_id: str) -> None:
    section = import_module(f"{MODULE}.section")
    no_figures = MetricResult(id="m", code="", title="M", unit="pct.", direction="up", definition="D.")
    content = section.build(context_with(plan_id=plan_id, metric=lambda _id: no_figures))
    table = next(one for one in content.blocks if isinstance(one, Table))
    assert len(table.rows) == len(promises.promises(plan_id)) >= 5
    assert {str(row[2]) for row in table.rows} == {"Ingen tal", "Måles ikke"}
    assert all(one.value is None and one.why_missing for one in content.figures)


def test_one_time_is_told_in_the_singular(answer: Any) -> None:
    def counted(ref: str, value: float) -> str:
        point = MetricPoint(period="2021H1", label="1. halvår 2021", value=value)
        result = MetricResult(id=ref, code="", title="M", unit="gange", direction="up", definition="D.", points=[point])
        return str(answer("metric", ref, metric=lambda _id: result).text)

    assert counted(f"{MODULE}.lederopfoelgninger", 1.0) == "1 opfølgning"
    assert counted(f"{MODULE}.lederopfoelgninger", 2.0) == "2 opfølgninger"
    assert counted(f"{MODULE}.orienteringer", 1.0) == "1 orientering"
    assert counted("x.andet", 3.5) == "3,5 gange"
