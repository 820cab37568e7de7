"""A question that follows an answer: put to those it concerns, passed over for others on every page, and never counted for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from surveys.rounds import codes_for, open_round, send

from værdig.db import db
from værdig.disclosure import inspect
from værdig.hooks import collect
from værdig.hooks.contracts import Question
from værdig.hooks.records import Refused
from værdig.surveys import answering, counting, queries, service
from værdig.surveys.conditions import is_asked, without_unasked
from værdig.surveys.core_questionnaire import CORE_1, CORE_2
from værdig.surveys.models import Answer, SurveyRound
from værdig.surveys.orders import Group

NEW, CHANGE = 7, 8
"""The places in the questionnaire of *ny_sagsbehandler* and of *skift*, which follows it."""
FOLLOWS = {"asked_if": {"ny_sagsbehandler": ["ja"]}}


@pytest.fixture
def code(within: Callable[..., Any]) -> Any:
    return within(lambda: codes_for(open_round(), "dagpenge", 1)[0])


def answers_of(within: Callable[..., Any], code: str) -> Any:
    return within(lambda: dict(answering.enter(code).answers))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [({}, True), ({"ny_sagsbehandler": "ja"}, True), ({"ny_sagsbehandler": "nej"}, False),
     ({"ny_sagsbehandler": "ved_ikke"}, False)],
)  # fmt: skip
def test_it_is_put_to_those_who_said_yes_or_said_nothing(answers: dict[str, str], expected: bool) -> None:
    assert is_asked(FOLLOWS, answers) is expected


def test_answers_that_follow_a_no_are_left_out_and_no_other() -> None:
    questions = [{"id": "ny_sagsbehandler"}, {"id": "skift", **FOLLOWS}, {"id": "samlet"}]
    given = {"ny_sagsbehandler": "nej", "skift": 2, "samlet": 4}
    assert without_unasked(questions, given) == {"ny_sagsbehandler": "nej", "samlet": 4}


def test_a_no_passes_the_question_over_forwards_and_back_and_in_the_count(client: Any, code: str) -> None:
    client.get(f"/svar/{code}").follow()
    page = client.get(f"/svar/{NEW}")
    assert f"Spørgsmål {NEW} af 13" in page.text
    page = page.submit({"svar": "nej"}, button="Frem").follow()
    assert page.h1 == "Hvor tilfreds er du med den måde, kommunens afdelinger arbejder sammen på?"
    assert "Spørgsmål 8 af 12" in page.text
    page = page.submit(button="Tilbage").follow()
    assert f"Spørgsmål {NEW} af 12" in page.text
    assert client.get(f"/svar/{CHANGE}", status=302).location == f"/svar/{CHANGE + 1}"
    assert "da du fik ny sagsbehandler" not in client.get("/svar/tjek").text


def test_a_yes_and_a_skipped_question_both_lead_to_it(client: Any, code: str) -> None:
    client.get(f"/svar/{code}").follow()
    for given in ({}, {"svar": "ja"}):
        page = client.get(f"/svar/{NEW}").submit(given, button="Frem").follow()
        assert "Spørgsmål 8 af 13" in page.text
        assert "da du fik ny sagsbehandler" in page.h1


def test_changing_the_earlier_answer_takes_the_later_one_away_and_says_so(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    client.get(f"/svar/{code}").follow()
    client.get(f"/svar/{NEW}").submit({"svar": "ja"}, button="Frem")
    client.get(f"/svar/{CHANGE}").submit({"svar": "2"}, button="Frem")
    page = client.get(f"/svar/{NEW}?fra=tjek").submit({"svar": "nej"}, button="Gem og gå til tjek").follow()
    assert page.h1 == "Tjek dine svar"
    assert "Derfor er svaret på det taget væk" in page.text
    assert answers_of(within, code) == {"ny_sagsbehandler": "nej"}
    assert "taget væk" not in client.get("/svar/tjek").text
    copy = client.get("/svar/tjek").submit()
    assert "da du fik ny sagsbehandler" not in copy.text


def test_a_change_on_the_check_page_leads_to_the_question_it_opens_and_back(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    client.get(f"/svar/{code}").follow()
    client.get(f"/svar/{NEW}").submit({"svar": "nej"}, button="Frem")
    page = client.get(f"/svar/{NEW}?fra=tjek").submit({"svar": "ja"}, button="Gem og gå til tjek").follow()
    assert "da du fik ny sagsbehandler" in page.h1
    page = page.submit({"svar": "2"}, button="Gem og gå til tjek").follow()
    assert page.h1 == "Tjek dine svar"
    assert answers_of(within, code) == {"ny_sagsbehandler": "ja", "skift": 2}
    page = client.get(f"/svar/{NEW}?fra=tjek").submit({"svar": "ja"}, button="Gem og gå til tjek").follow()
    assert page.h1 == "Tjek dine svar"


def test_the_question_it_opens_may_be_left_and_is_not_insisted_on(client: Any, code: str) -> None:
    client.get(f"/svar/{code}").follow()
    client.get(f"/svar/{NEW}").submit({"svar": "nej"}, button="Frem")
    page = client.get(f"/svar/{NEW}?fra=tjek").submit(button="Slet mit svar").follow()
    page = page.submit({"svar": "ja"}, button="Gem og gå til tjek").follow()
    assert "da du fik ny sagsbehandler" in page.h1
    assert page.submit(button="Gem og gå til tjek").follow().h1 == "Tjek dine svar"
    same = client.get(f"/svar/{NEW}?fra=tjek").submit(button="Gem og gå til tjek").follow()
    assert same.h1 == "Tjek dine svar"
    other = client.get("/svar/1?fra=tjek").submit({"svar": "4"}, button="Gem og gå til tjek").follow()
    assert other.h1 == "Tjek dine svar"


def test_an_answer_from_another_tab_to_a_question_that_is_not_asked_any_more_is_not_kept(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    client.get(f"/svar/{code}").follow()
    waiting = client.get(f"/svar/{CHANGE}")
    client.get(f"/svar/{NEW}").submit({"svar": "nej"}, button="Frem")
    page = waiting.submit({"svar": "1"}, button="Frem").follow()
    assert "taget væk" in page.text
    assert answers_of(within, code) == {"ny_sagsbehandler": "nej"}


def test_a_notice_cannot_be_made_up_in_the_address(client: Any, code: str) -> None:
    client.get(f"/svar/{code}").follow()
    for made_up in ("1", "8", "99", "-1", "x"):
        assert "taget væk" not in client.get(f"/svar/2?vaek={made_up}").text


def test_going_on_leads_to_where_one_left_and_not_to_what_was_skipped(app: Flask, client: Any, code: str) -> None:
    client.get(f"/svar/{code}").follow()
    client.get("/svar/1").submit({"svar": "4"}, button="Frem")
    client.get("/svar/2").submit(button="Frem")
    client.get(f"/svar/{NEW}").submit({"svar": "nej"}, button="Frem")
    page = app.test_client().get(f"/svar/{code}").follow().click("Fortsæt")
    assert "Spørgsmål 8 af 12" in page.text
    client.get("/svar/13").submit({"svar": ""}, button="Frem")
    page = app.test_client().get(f"/svar/{code}").follow().click("Tjek dine svar")
    assert page.h1 == "Tjek dine svar"


def closed() -> tuple[SurveyRound, str]:
    """Close a round of 48: 24 had a new caseworker, 20 of them rate it, 2 do not know and 2 say nothing; 24 had none."""
    round_id = open_round()
    codes = codes_for(round_id, "dagpenge", 30) + codes_for(round_id, "sygedagpenge", 18)
    for number, code in enumerate(codes):
        if number % 2:
            send(code, ny_sagsbehandler="nej" if number % 4 == 1 else "ved_ikke", samlet=4)
        else:
            follows = {0: {"skift": "ved_ikke"}, 24: {"skift": "ved_ikke"}, 2: {}, 26: {}}
            send(code, ny_sagsbehandler="ja", samlet=3, **follows.get(number, {"skift": 1 + number % 5}))
    service.close_round(round_id)
    return db.session.scalars(select(SurveyRound)).one(), round_id


def test_not_asked_is_a_state_of_its_own_and_in_no_base(context: Flask) -> None:
    round_, round_id = closed()
    assert all(
        "skift" not in row for row in db.session.scalars(select(Answer.chosen)) if row["ny_sagsbehandler"] != "ja"
    )
    table = next(table for table in counting.tables(round_) if table.question == "skift")
    counts = table.everybody
    assert (counts["ved_ikke"], counts["ubesvaret"], counts["ikke_spurgt"]) == (2, 2, 24)
    result = queries.question_results(round_id).question("skift")
    assert result is not None
    assert result.total.n == 20
    assert result.total.beside == {"ved_ikke": 8, "ubesvaret": 8}
    assert "ikke_spurgt" not in result.table.beside_categories
    assert "Stilles kun til dem, der har svaret »Ja«" in result.put_to


def test_that_few_were_asked_gives_away_nothing_about_the_earlier_question(context: Flask) -> None:
    """13 of 140 said yes, the fewest that hide the shares: with the number asked on, the 127 would be known exactly."""
    round_id = open_round()
    for number, code in enumerate(codes_for(round_id, "dagpenge", 40) + codes_for(round_id, "sygedagpenge", 100)):
        said: dict[str, Any] = {"ny_sagsbehandler": "ja", "skift": 3} if number < 13 else {"ny_sagsbehandler": "nej"}
        send(code, **said)
    service.close_round(round_id)
    found = queries.question_results(round_id)
    earlier, later = found.question("ny_sagsbehandler"), found.question("skift")
    assert earlier is not None
    assert later is not None
    assert not (earlier.total.shown and later.total.shown)


def test_a_question_that_too_few_were_asked_is_in_the_audit_though_nothing_is_said_of_it(context: Flask) -> None:
    """Seven of ten said yes, as everybody can read: how they answered the next question is wholly open, and the audit says so."""
    round_id = open_round([Group("dagpenge", "Dagpenge", 200)])
    for place, code in enumerate(codes_for(round_id, "dagpenge", 10)):
        yes = {"ny_sagsbehandler": "ja", "skift": 4}
        send(code, moedet=4, **(yes if place < 7 else {"ny_sagsbehandler": "nej"}))
    service.close_round(round_id)
    clearing = queries.question_results(round_id).clearing
    assert {t.total.n for t in clearing.tables if t.id.startswith("skift")} == {None}
    found = [each for each in inspect(clearing.releases) if each.question == "skift"]
    assert len([each for each in found if each.kind == "share"]) == 3
    assert {(each.low, each.high, each.promised_high) for each in found if each.kind == "share"} == {(0, 100, 50)}
    assert all(each.holds for each in found)


def test_an_older_round_keeps_the_version_it_opened_with(
    client: Any, within: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("værdig.surveys.questionnaires.offered", lambda: {CORE_1.id: CORE_1})
    (code,) = within(lambda: codes_for(open_round(), "dagpenge", 1))
    monkeypatch.undo()
    client.get(f"/svar/{code}").follow()
    page = client.get(f"/svar/{NEW}").submit({"svar": "nej"}, button="Frem").follow()
    assert "Spørgsmål 8 af 13" in page.text
    assert "Har du ikke fået en ny?" in page.text


def check(*questions: Question) -> None:
    value = replace(CORE_2, id="x.y", questions=questions)
    collect.DETAILS["register_questionnaires"](value)


FIRST = Question(id="a", kind="factual", wording="A?", scale="yes_no")


@pytest.mark.parametrize(
    "asked_if",
    [{"b": ("ja",)}, {"findes_ikke": ("ja",)}, {"a": ()}, {"a": ("måske",)}, {"a": ("ja",), "b": ("ja",)}, {"a": "ja"}],
    ids=["itself", "nobody", "no answer", "an answer it has not", "two", "a text for a list"],
)
def test_the_host_refuses_a_condition_that_cannot_hold(asked_if: Any) -> None:
    with pytest.raises(Refused, match="»b«"):
        check(FIRST, Question(id="b", kind="rated", wording="B?", scale="satisfaction", asked_if=asked_if))


def test_the_host_refuses_a_condition_on_a_question_that_comes_later_or_has_one_itself() -> None:
    follower = Question(id="b", kind="factual", wording="B?", scale="yes_no", asked_if={"a": ("ja",)})
    check(FIRST, follower)
    with pytest.raises(Refused):
        check(follower, FIRST)
    with pytest.raises(Refused):
        check(FIRST, follower, replace(follower, id="c", asked_if={"b": ("ja",)}))
