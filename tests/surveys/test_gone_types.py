"""A question type whose plug-in is off when the round closes: no answer is lost, none stands in clear that may be words, and staff know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from surveys.rounds import TYPE, codes_for, planned_round, send

from værdig import codes
from værdig.db import db, transaction
from værdig.db.types import canonical
from værdig.surveys import answering, gone_types, queries, questionnaires, service
from værdig.surveys.ballot_box import Ballot
from værdig.surveys.builder import queries as own
from værdig.surveys.builder import service as builder
from værdig.surveys.core_questionnaire import CORE_ID
from værdig.surveys.models import Answer, OpenAnswer, SurveyRound
from værdig.surveys.presenting import shown_results
from værdig.surveys.quotations import queries as quotations

WORDING = "Hvor tit taler du med os?"
CLOSED = date(2021, 5, 1)


def round_with_type() -> tuple[str, str]:
    """Open a round with a question of a plug-in's type; returns its id and the question's."""
    round_id = planned_round()
    item = builder.add(round_id, own.draft(round_id).version, TYPE, WORDING, "")
    service.open_round(round_id)
    return round_id, item


def answered(number: int = 40) -> tuple[str, str]:
    """A round of 40 in which so many have answered the question of a plug-in's type, a fourth of them rarely."""
    round_id, item = round_with_type()
    for place, code in enumerate(codes_for(round_id, "dagpenge", 40)):
        given = {item: "tit" if place % 4 else "sjaeldent"} if place < number else {}
        send(code, moedet=4, **given)
    return round_id, item


def shares(round_id: str) -> list[list[str]]:
    shown = shown_results(queries.question_results(round_id))
    (table,) = next(question.tables for question in shown.questions if question.wording == WORDING)
    return [list(row) for row in table.rows]


def forget_choices(round_id: str) -> None:
    """Let a round be one that was opened before questionnaires told what can be chosen."""
    with transaction():
        published = db.session.scalars(select(SurveyRound).where(SurveyRound.id == round_id)).one().published
        assert published is not None
        published.content = questionnaires._without_choices(published.content)
        published.content_hash = questionnaires.content_hash(published.content)
    questionnaires._published.clear()


def test_answers_to_a_type_that_is_off_at_closing_are_counted_once_it_is_back(
    context: Flask, offering: Callable[[bool], None]
) -> None:
    round_id, _item = answered()
    offering(False)
    service.close_round(round_id, closed_on=CLOSED)
    before = queries.question_results(round_id)
    assert before.cannot_be_shown == (WORDING,)
    assert {row.question for row in db.session.scalars(select(OpenAnswer))} == set()
    offering(True)
    assert [row[:2] for row in shares(round_id)] == [["Tit", "75 %"], ["Sjældent", "25 %"], ["Ved ikke", "0 %"]]
    after = queries.question_results(round_id)
    assert after.cannot_be_shown == ()
    assert after.clearing.tables[: len(before.clearing.tables)] == before.clearing.tables, "what was shown stays"
    offering(False)
    assert queries.question_results(round_id).clearing == after.clearing, "and what is added is frozen too"


def test_without_published_choices_they_are_sealed_and_apart_and_still_counted(
    context: Flask, offering: Callable[[bool], None]
) -> None:
    round_id, item = answered()
    forget_choices(round_id)
    offering(False)
    service.close_round(round_id, closed_on=CLOSED)
    assert not [row for row in db.session.scalars(select(Answer)) if item in row.chosen]
    assert len(list(db.session.scalars(select(OpenAnswer).where(OpenAnswer.question == item)))) == 40
    assert quotations.text_ids(round_id) == [], "a choice is nothing to be read and quoted"
    offering(True)
    assert [row[1] for row in shares(round_id)] == ["75 %", "25 %", "0 %"]
    assert quotations.text_ids(round_id) == []


def test_words_under_a_type_that_is_gone_never_stand_in_clear(context: Flask, offering: Callable[[bool], None]) -> None:
    """Whatever a type that nobody knows any more has let people write, it goes where texts go."""
    round_id, item = round_with_type()
    code, short = codes_for(round_id, "dagpenge", 2)
    offering(False)
    with transaction():
        put(code, round_id, {item: "Jeg er syg og bor på Nygade", "moedet": 4})
        put(short, round_id, {item: "fyret", "moedet": 4})
    service.close_round(round_id, closed_on=CLOSED)
    assert [dict(row.chosen) for row in db.session.scalars(select(Answer))] == [{"moedet": 4}] * 2
    texts = [quotations.words_of(row) for row in db.session.scalars(select(OpenAnswer))]
    assert sorted(texts) == ["Jeg er syg og bor på Nygade", "fyret"]


def put(code: str, round_id: str, answers: dict[str, Any]) -> None:
    found = answering._hold(codes.normalise(code))
    assert found.round_id == round_id
    answering._put(found, Ballot(answers))


def test_words_of_a_type_that_went_before_sending_are_masked(context: Flask, offering: Callable[[bool], None]) -> None:
    from værdig.surveys.masking.answers import for_the_envelope

    round_id, item = round_with_type()
    offering(False)
    asked = questionnaires.of_round(round_id) or ()
    sealed = for_the_envelope(asked, {item: "Ring til 22 33 44 55"})
    assert sealed == {item: "Ring til [telefon]"}
    assert for_the_envelope(asked, {item: "sjaeldent"}) == {item: "sjaeldent"}


@pytest.mark.parametrize("value", [True, ["tit"], {"a": 1}, "x" * 2001])
def test_what_no_type_stores_makes_the_envelope_unreadable(
    context: Flask, offering: Callable[[bool], None], value: Any
) -> None:
    round_id, item = round_with_type()
    good, bad = codes_for(round_id, "dagpenge", 2)
    offering(False)
    send(good, moedet=4)
    with transaction():
        put(bad, round_id, {item: value})
    service.close_round(round_id, closed_on=CLOSED)
    assert queries.round_by_id(round_id).unreadable == "Enkelte svar kunne ikke læses og er ikke talt med."


@pytest.mark.parametrize("number", [0, 3, 9])
def test_too_few_kept_answers_look_like_none(context: Flask, offering: Callable[[bool], None], number: int) -> None:
    round_id, _item = answered(number)
    offering(False)
    service.close_round(round_id, closed_on=CLOSED)
    offering(True)
    results = queries.question_results(round_id)
    assert results.cannot_be_shown == (WORDING,)
    assert WORDING not in canonical([release.as_json() for release in results.clearing.releases])


def test_a_published_questionnaire_is_still_itself_when_it_does_not_tell_its_choices(context: Flask) -> None:
    version = questionnaires.publish(CORE_ID)
    assert questionnaires.publish(CORE_ID).id == version.id


def test_the_closing_page_and_command_name_the_questions_and_their_module(
    within: Callable[..., Any], staff: Callable[..., Any], run: Any, offering: Callable[[bool], None]
) -> None:
    round_id, _item = within(answered)
    leder = staff("leder")
    address = f"/stab/runder/{round_id}/luk"
    assert "kan ikke vises" not in leder.get(address).text
    offering(False)
    page = leder.get(address)
    assert "Nogle spørgsmål kan ikke vises lige nu" in page.text
    assert f"»{WORDING}« hører til pynt." in page.text
    told = run("close", "2021H1", "--yes")
    assert f"»{WORDING}« kan ikke vises lige nu: pynt er slået fra." in told.stderr
    assert within(lambda: gone_types.of_round(round_id)) == [gone_types.Gone(WORDING, "pynt")]
    assert "Den plug-in, der ejer spørgsmålet, er slået fra" in leder.get(f"/stab/runder/{round_id}/resultat").text
