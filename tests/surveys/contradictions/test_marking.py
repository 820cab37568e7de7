"""Closing marks languages that look read backwards: once, also when it is cut short, and with nothing beside the mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import HOME
from flask import Flask
from sqlalchemy import select
from surveys.rounds import codes_for, open_round

from værdig.db import db, tenant
from værdig.surveys import answering, closing, queries, service
from værdig.surveys.contradictions import marking
from værdig.surveys.contradictions.models import ReversedLanguage
from værdig.surveys.core_questionnaire import CORE_2

RATED = [question.id for question in CORE_2.questions if question.kind == "rated"]


@pytest.fixture
def bound(engine_app: Flask) -> Iterator[Flask]:
    """The application on either engine, with the municipality bound."""
    with engine_app.app_context(), tenant(HOME):
        yield engine_app


def answer_in(monkeypatch: pytest.MonkeyPatch, codes: list[str], language: str, *, turned: bool) -> None:
    """Answer with each code: satisfied, and more so with some questions than with others."""
    monkeypatch.setattr(answering, "language", lambda: language)
    for person, code in enumerate(codes):
        points = {question: 3 + (place + person) % 2 + place % 2 for place, question in enumerate(RATED)}
        answers = {question: 6 - min(point, 5) if turned else min(point, 5) for question, point in points.items()}
        answering.deliver(code, {"ny_sagsbehandler": "ja", **answers})


def open_with_answers(monkeypatch: pytest.MonkeyPatch, languages: dict[str, tuple[int, bool]]) -> str:
    round_id = open_round()
    for language, (number, turned) in languages.items():
        answer_in(monkeypatch, codes_for(round_id, "dagpenge", number), language, turned=turned)
    return round_id


def test_a_turned_language_is_marked_and_others_are_not(bound: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    languages = {"da": (40, False), "tr": (30, True), "ar": (30, False), "so": (29, True)}
    round_id = open_with_answers(monkeypatch, languages)
    service.close_round(round_id)
    assert list(marking.marked(round_id)) == ["tr"], "29 are too few to say anything of"
    assert queries.reversed_languages(queries.question_results(round_id)) == (["Tyrkisk"], False)


def test_the_mark_is_made_once_however_often_closing_is_taken_up(bound: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    round_id = open_with_answers(monkeypatch, {"da": (30, False), "tr": (30, True)})
    for step in closing.STEP_NAMES:

        def crash(done: str, at: str = step) -> None:
            if done == at:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            closing.run(round_id, after_step=crash)
        db.session.rollback()
    closing.run(round_id)
    assert list(marking.marked(round_id)) == ["tr"]


def test_the_mark_holds_nothing_of_any_answer(bound: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    round_id = open_with_answers(monkeypatch, {"da": (30, False), "tr": (30, True)})
    service.close_round(round_id)
    (mark,) = db.session.scalars(select(ReversedLanguage))
    stored: dict[str, Any] = {column.key: getattr(mark, column.key) for column in ReversedLanguage.__table__.columns}
    assert stored == {"round_id": round_id, "language": "tr", "municipality_id": HOME}
