"""The example: the same answers everywhere, put through the real box, in the ratios of real surveys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from værdig.clock import HalfYear
from værdig.db import db
from værdig.surveys import answering, queries, sample, service
from værdig.surveys.models import Answer, Design, Envelope, OpenAnswer, State


class Told:
    """What the demo gives a sample."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.told: dict[str, Any] = {}

    def tell(self, key: str, value: Any) -> None:
        self.told[key] = value


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shrink the groups, so that the test is quick; the ratios stay."""
    for name in ("BEFORE", "AFTER"):
        sizes = {key: (max(3, n // 4), rate, effect) for key, (n, rate, effect) in getattr(sample, name).items()}
        monkeypatch.setattr(sample, name, sizes)


def test_three_rounds_are_closed_and_one_is_open_with_codes_that_work(context: Flask, small: None) -> None:
    told = Told(date(2026, 11, 21))
    sample.load(told)
    states = {(found.half_year.code, found.design, found.state) for found in queries.rounds()}
    assert states == {
        ("2021H1", Design.CENSUS, State.CLOSED),
        ("2021H2", Design.CENSUS, State.CLOSED),
        ("2026H1", Design.AFTER_CONVERSATION, State.CLOSED),
        ("2026H2", Design.CENSUS, State.OPEN),
    }
    assert answering.enter(told.told["survey_code"]).answers == {}
    assert len(told.told["survey_codes"]) == 20
    before = db.session.scalar(select(func.count()).select_from(Answer))
    sample.load(told)
    assert len(queries.rounds()) == 4
    assert db.session.scalar(select(func.count()).select_from(Answer)) == before
    assert queries.answers_so_far(queries.open_rounds()[0].id) > 0
    assert db.session.scalar(select(func.count()).select_from(Envelope))


def test_texts_to_read_are_those_that_are_not_yet_to_be_deleted(context: Flask, small: None, freeze: Any) -> None:
    freeze("2026-11-21 10:00")
    sample.load(Told(date(2026, 11, 21)))
    assert service.delete_expired() == 2
    kept = {queries.round_by_id(each).half_year.code for each in db.session.scalars(select(OpenAnswer.round_id))}
    assert kept == {"2026H1"}


def test_the_rounds_of_2021_have_thirteen_groups_and_later_ones_five(context: Flask) -> None:
    groups = {plan.half_year: len(plan.sizes) for plan in sample.plans(date(2026, 11, 21))}
    assert groups == {HalfYear(2021, 1): 13, HalfYear(2021, 2): 13, HalfYear(2026, 1): 5, HalfYear(2026, 2): 5}


def test_the_levels_follow_the_published_surveys(context: Flask, small: None) -> None:
    """Being met highest, across departments and progress lowest, about six of ten satisfied, 33 to 39 % answer."""
    sample.load(Told(date(2026, 11, 21)))
    found = queries.closed_round(HalfYear(2021, 1))
    assert found is not None
    result = queries.question_results(found.id)
    satisfied = {
        question.id: question.total.shares["tilfreds"] or 0 for question in result.questions if question.kind == "rated"
    }
    assert max(satisfied, key=lambda question: satisfied[question]) in ("moedet", "samtalen")
    assert min(satisfied, key=lambda question: satisfied[question]) in ("progression", "paa_tvaers", "skift")
    assert 55 <= satisfied["samlet"] <= 75
    assert 30 <= (result.response.total.rate or 0) <= 42
