"""The core questionnaire: what it must ask, in which words, and that a published version never changes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from surveys.rounds import open_round

from værdig.db import db, tenant, transaction
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.hooks.contracts import Question, Questionnaire
from værdig.surveys import answering, questionnaires, service
from værdig.surveys.core_questionnaire import CORE_1, CORE_2
from værdig.surveys.models import QuestionnaireVersion
from værdig.surveys.question_types import DONT_KNOW, SCALES, type_of

RATED = {
    "moedet", "samtalen", "maal", "paa_tvaers", "progression", "samlet",
    "svar_til_tiden", "hoert", "forventninger", "skift",
}  # fmt: skip
KL_THEMES = {"moedet", "samtalen", "maal_og_aktiviteter", "paa_tvaers", "progression", "samlet"}
PRINCIPLES = {
    "respekt", "sprog", "rettidighed", "inddragelse", "vejledning", "kontinuitet", "begrundelse", "kvalitet",
}  # fmt: skip
PUBLISHED = {
    1: "3a2e377d9ce9ad85919c2006329e7f8d78a8ca01b7a34f0c1f3b048e573939ba",
    2: "73aaae625ca60a20d02df36ffcc073eefa851273371d196101177763e6ca9b09",
}
"""The SHA-256 of each version, from the day it was published: it may never be another."""


def of_kind(kind: str) -> list[Question]:
    return [question for question in CORE_2.questions if question.kind == kind]


def test_ten_rated_two_factual_and_one_open_question_by_name() -> None:
    assert {question.id for question in of_kind("rated")} == RATED
    assert len(of_kind("rated")) == 10
    assert {question.id for question in of_kind("factual")} == {"ny_sagsbehandler", "kender_borgerraadgiver"}
    assert len(of_kind("open")) == 1
    assert len(CORE_1.questions) == len(CORE_2.questions) == 13


def test_kls_six_themes_are_asked_and_the_overall_one_is_about_dignity() -> None:
    themes = {question.theme for question in of_kind("rated")}
    assert themes >= KL_THEMES
    overall = next(question for question in CORE_2.questions if question.id == "samlet")
    assert "værdigt" in str(overall.wording)


def test_every_question_to_choose_names_its_theme_principle_and_promise() -> None:
    for question in of_kind("rated") + of_kind("factual"):
        assert question.theme, question.id
        assert question.principle in PRINCIPLES, question.id
        assert question.promise.isascii()
        assert question.promise


def test_every_promise_that_is_measured_is_one_of_the_plans() -> None:
    folder = Path(__file__).parents[2] / "plugins" / "vaerdig_maal_sagsbehandling" / "definitions"
    plans = [json.loads(path.read_text(encoding="utf-8"))["promises"] for path in folder.glob("*.json")]
    known = {promise["id"] for promises in plans for promise in promises}
    assert len(known) > 20
    assert {question.promise for question in of_kind("rated") + of_kind("factual")} <= known


def test_all_five_points_have_words_and_dont_know_stands_apart() -> None:
    assert {question.scale for question in of_kind("rated")} <= set(SCALES)
    for question in questionnaires.content_of(CORE_2)["questions"]:
        kind = type_of(question)
        choices = kind.choices(question) if kind else []
        if question["kind"] == "rated":
            assert [choice.value for choice in choices] == ["1", "2", "3", "4", "5", DONT_KNOW]
            assert all(not str(choice.words).isdigit() for choice in choices)
            assert [choice.apart for choice in choices] == [False] * 5 + [True]


def test_every_scale_runs_from_worst_to_best() -> None:
    assert str(SCALES["satisfaction"][0]) == "Meget utilfreds"
    assert str(SCALES["agreement"][-1]) == "Helt enig"


def test_the_questions_are_plain_danish() -> None:
    """LIX (words per sentence plus per cent of words over six letters) over all of the text, and no sentence over 18 words."""
    texts = [str(text) for question in CORE_2.questions for text in (question.wording, question.help) if str(text)]
    sentences = [sentence for text in texts for sentence in re.split(r"[.?!:]+\s*", text) if sentence]
    words = [re.findall(r"\w+", sentence) for sentence in sentences]
    count = sum(map(len, words))
    long = sum(len(word) > 6 for sentence in words for word in sentence)
    assert max(map(len, words)) <= 18
    assert count / len(sentences) + 100 * long / count <= 25


@pytest.mark.parametrize("core", [CORE_1, CORE_2], ids=["1", "2"])
def test_a_version_is_published_and_must_never_change(core: Questionnaire) -> None:
    assert questionnaires.content_hash(questionnaires.content_of(core)) == PUBLISHED[core.version]


def test_opening_stores_the_texts_once_and_later_rounds_share_them(context: Flask) -> None:
    from værdig.clock import HalfYear

    open_round()
    open_round(half_year=HalfYear(2021, 2))
    (stored,) = db.session.scalars(select(QuestionnaireVersion))
    assert stored.content_hash == PUBLISHED[2]
    assert len(questionnaires.questions(stored)) == 13


def test_a_published_version_is_read_once_and_by_its_own_municipality_only(context: Flask) -> None:
    open_round()
    stored = db.session.scalars(select(QuestionnaireVersion)).one()
    assert questionnaires.published(stored.id) == questionnaires.questions(stored)
    assert questionnaires.published(stored.id) is questionnaires.published(stored.id)
    with tenant("vallensbaek"), pytest.raises(NotYours):
        questionnaires.published(stored.id)
    with pytest.raises(RuleBroken):
        questionnaires.published("findes-ikke")


def test_a_published_version_with_another_text_is_refused(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from værdig.clock import HalfYear

    open_round()
    changed = replace(CORE_2, questions=(replace(CORE_2.questions[0], wording="Noget andet?"), *CORE_2.questions[1:]))
    monkeypatch.setattr(questionnaires, "offered", lambda: {CORE_2.id: changed})
    with pytest.raises(RuleBroken):
        open_round(half_year=HalfYear(2021, 2))


def test_a_stored_text_that_was_tampered_with_is_noticed(context: Flask) -> None:
    round_id = open_round()
    from surveys.rounds import codes_for

    (code,) = codes_for(round_id, "dagpenge", 1)
    with transaction():
        row = db.session.scalars(select(QuestionnaireVersion)).one()
        row.content = {**row.content, "title": "Et andet skema"}
    with pytest.raises(RuleBroken):
        answering.enter(code)


@pytest.mark.parametrize(
    "questions",
    [
        [],
        [Question(id="a", kind="rated", wording="A?", scale="satisfaction")] * 2,
        [Question(id=f"q{n}", kind="rated", wording="A?", scale="satisfaction") for n in range(16)],
    ],
    ids=["none", "the same id twice", "too many"],
)
def test_an_impossible_questionnaire_is_refused(questions: list[Question]) -> None:
    with pytest.raises(UserError):
        questionnaires.check(Questionnaire(id="x.y", version=1, title="X", questions=questions))


def test_a_question_whose_type_is_gone_breaks_nothing(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from surveys.rounds import codes_for, send

    strange = replace(CORE_1.questions[0], id="maerkelig", kind="slider")
    monkeypatch.setattr(
        questionnaires,
        "offered",
        lambda: {CORE_1.id: replace(CORE_1, version=3, questions=(*CORE_1.questions, strange))},
    )
    round_id = open_round()
    code, other = codes_for(round_id, "dagpenge", 2)
    answering.answer(code, "maerkelig", "7")
    assert answering.enter(code).answers == {}
    send(other, moedet=5)
    service.close_round(round_id)
