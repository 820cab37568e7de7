"""A neutral member of staff enters what a citizen says on the telephone, sees nothing from before or after, and leaves no trace."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from surveys.rounds import codes_for, open_round

from værdig import logs
from værdig.audit import AuditEntry
from værdig.db import db
from værdig.surveys import answering, queries, round_keys
from værdig.surveys.ballot_box import Ballot, open_ballot
from værdig.surveys.models import Envelope, SurveyRound

BEGIN = "/stab/interview/"


@pytest.fixture
def code(within: Callable[..., Any]) -> Any:
    """A code of an open round."""
    return within(lambda: codes_for(open_round(), "dagpenge", 1)[0])


@pytest.fixture
def interviewer(staff: Callable[..., Any]) -> Any:
    """Somebody at the desk."""
    return staff("skranke")


def begun(interviewer: Any, code: str) -> Any:
    """Begin a call and return its first question."""
    return interviewer.get(BEGIN).submit({"neutral": "y", "voluntary": "y", "code": code}).follow()


def the_ballot(within: Callable[..., Any]) -> Ballot:
    def opened() -> Ballot:
        round_ = db.session.scalars(select(SurveyRound)).one()
        return open_ballot(round_keys.private_key(round_), round_.id, db.session.scalars(select(Envelope.sealed)).one())

    found: Ballot = within(opened)
    return found


def test_a_call_from_the_code_to_the_box(interviewer: Any, code: str, within: Callable[..., Any]) -> None:
    page = begun(interviewer, code)
    assert "Læs op: spørgsmål 1 af 13" in page.text
    page = page.submit({"svar": "2"}, button="Frem").follow()
    page = page.submit(button="Frem").follow()
    assert "Spørgsmål 3" in page.text.replace("spørgsmål", "Spørgsmål")
    page = interviewer.get("/stab/interview/tjek")
    assert "Utilfreds" in page.text
    assert page.submit().errors
    page = page.submit({"helped": "interpreter"}).follow()
    assert page.h1 == "Svaret er sendt"
    assert "Utilfreds" not in page.text
    ballot = the_ballot(within)
    assert (ballot.channel, ballot.help, ballot.answers) == ("phone", "interpreter", {"moedet": 2})
    assert interviewer.get("/stab/interview/1", status=302).location == BEGIN
    assert interviewer.get("/stab/interview/tjek", status=302).location == BEGIN


@pytest.mark.parametrize("missing", ["neutral", "voluntary"])
def test_that_she_is_neutral_and_it_is_voluntary_must_be_affirmed(interviewer: Any, code: str, missing: str) -> None:
    affirmed = {"neutral": "y", "voluntary": "y", "code": code}
    page = interviewer.get(BEGIN).submit({key: value for key, value in affirmed.items() if key != missing})
    assert len(page.errors) == 1
    assert page.form().values["code"] == code
    assert interviewer.get("/stab/interview/1", status=302).location == BEGIN


def pages_of_a_call(interviewer: Any, code: str) -> list[str]:
    """Return what the main part of every page of a call says, from the first question to the check page."""
    page, said = begun(interviewer, code), []
    while "Frem" in page.text:
        said.append(str(page.soup.select_one("main .step-subheading")) + page.soup.select_one("main").get_text(" "))
        page = page.submit(button="Frem").follow()
    return [*said, page.soup.select_one("main").get_text(" ")]


BEFORE = [
    {},
    {"moedet": 1},
    {"ny_sagsbehandler": "ja"},
    {"ny_sagsbehandler": "nej"},
    {"ny_sagsbehandler": "ja", "skift": 2, "samlet": 4, "kender_borgerraadgiver": "ja", "fortael": "Tak."},
]


def test_no_page_of_a_call_depends_on_what_was_answered_before_it(interviewer: Any, within: Callable[..., Any]) -> None:
    codes = within(lambda: codes_for(open_round(), "dagpenge", len(BEFORE)))
    seen = []
    for code, answers in zip(codes, BEFORE, strict=True):
        for question, given in answers.items():
            within(lambda code=code, question=question, given=given: answering.answer(code, question, given))
        seen.append(pages_of_a_call(interviewer, code))
        page = interviewer.get("/stab/interview/tjek").submit({"helped": "nobody"})
        seen[-1].append(str(page.errors))
    assert len(seen[0]) == 15
    assert seen == [seen[0]] * len(BEFORE)
    assert any("din sag gik videre" in page for page in seen[0])


def test_what_was_answered_before_the_call_is_sent_with_what_was_said_in_it(
    interviewer: Any, code: str, within: Callable[..., Any]
) -> None:
    within(lambda: answering.answer(code, "moedet", 1))
    page = begun(interviewer, code)
    assert "svar" not in page.form().values
    page = page.submit(button="Frem").follow().submit({"svar": "4"}, button="Frem")
    page = interviewer.get("/stab/interview/tjek")
    assert "Meget utilfreds" not in page.text
    page.submit({"helped": "nobody"})
    assert the_ballot(within).answers == {"moedet": 1, "samtalen": 4}


def test_what_is_said_in_the_call_outweighs_an_answer_that_would_hide_the_question(
    interviewer: Any, code: str, within: Callable[..., Any]
) -> None:
    within(lambda: answering.answer(code, "ny_sagsbehandler", "nej"))
    begun(interviewer, code)
    interviewer.get("/stab/interview/8").submit({"svar": "3"}, button="Frem")
    assert "Hverken" in interviewer.get("/stab/interview/tjek").text
    assert within(lambda: dict(answering.enter(code).answers)) == {"skift": 3}


def test_what_is_said_in_the_call_leaves_out_what_does_not_follow(interviewer: Any, code: str) -> None:
    begun(interviewer, code)
    page = interviewer.get("/stab/interview/7").submit({"svar": "nej"}, button="Frem")
    assert page.location == "/stab/interview/9"
    page = page.follow()
    assert "spørgsmål 9 af 13" in page.text
    assert "din sag gik videre" not in interviewer.get("/stab/interview/tjek").text


def test_a_call_cut_short_keeps_the_answers_for_the_citizen_and_forgets_the_code(
    interviewer: Any, code: str, within: Callable[..., Any]
) -> None:
    page = begun(interviewer, code).submit({"svar": "5"}, button="Frem").follow()
    page.submit(form="Afbryd samtalen")
    assert interviewer.get("/stab/interview/2", status=302).location == BEGIN
    assert within(lambda: dict(answering.enter(code).answers)) == {"moedet": 5}


def test_nothing_of_a_call_is_in_the_log(app: Flask, interviewer: Any, code: str, within: Callable[..., Any]) -> None:
    def entries() -> Any:
        return within(lambda: db.session.scalar(select(func.count()).select_from(AuditEntry)))

    before = entries()
    begun(interviewer, code).submit({"svar": "2"}, button="Frem")
    interviewer.get("/stab/interview/tjek").submit({"helped": "nobody"})
    assert entries() == before
    for path in (BEGIN, "/stab/interview/3", "/stab/papir"):
        with app.test_request_context(path):
            assert logs.is_survey_request()
            record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", None, None)
            assert '"at"' not in logs.JsonLines().format(record)
    with app.test_request_context("/stab/interviewer"):
        assert not logs.is_survey_request()


def test_a_code_that_was_used_meanwhile_ends_the_call(interviewer: Any, code: str, within: Callable[..., Any]) -> None:
    page = begun(interviewer, code)
    within(lambda: answering.deliver(code, {"moedet": 3}))
    page = page.submit({"svar": "2"}, button="Frem").follow()
    assert page.h1 == "Svar i telefonen"
    assert "kan ikke bruges mere" in page.text


def test_a_page_of_the_call_before_enters_nothing_in_this_one(
    interviewer: Any, code: str, within: Callable[..., Any]
) -> None:
    page = begun(interviewer, code)
    other = within(lambda: codes_for(queries.rounds()[0].id, "dagpenge", 1)[0])
    begun(interviewer, other)
    assert page.submit({"svar": "2"}, button="Frem").location == BEGIN
    assert within(lambda: dict(answering.enter(other).answers)) == {}


def test_back_on_the_first_question_stays_there(interviewer: Any, code: str) -> None:
    assert begun(interviewer, code).submit(button="Tilbage").location == "/stab/interview/1"


def test_leaders_and_the_council_may_not_enter_answers(staff: Callable[..., Any]) -> None:
    for role in ("leder", "svaransvarlig_leder", "borgerraadgiver", "udvalgsmedlem"):
        assert staff(role).get(BEGIN).status == 404


def test_what_names_somebody_is_read_back_as_it_is_sent(staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    code = within(lambda: codes_for(open_round(), "dagpenge", 1)[0])
    anna = staff("skranke")
    anna.get("/stab/interview/").submit({"neutral": "y", "voluntary": "y", "code": code}).follow()
    anna.get("/stab/interview/13").submit({"svar": "Ring til mig på 20 30 40 50."})
    page = anna.get("/stab/interview/tjek")
    assert "Ring til mig på [telefon]." in page.text
    assert "20 30 40 50" not in page.text
    assert "Vi finder ikke alt" in page.text
