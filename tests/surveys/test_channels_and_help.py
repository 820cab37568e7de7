"""By which way an answer came in and who helped: what is recorded, what is asked, and that neither stands outside the envelope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from surveys.rounds import codes_for, open_round

from værdig.db import db
from værdig.surveys import round_keys
from værdig.surveys.ballot_box import Ballot, open_ballot
from værdig.surveys.models import Envelope, SurveyRound


@pytest.fixture
def code(within: Callable[..., Any]) -> Any:
    """A code of an open round."""
    return within(lambda: codes_for(open_round(), "dagpenge", 1)[0])


def sent(within: Callable[..., Any]) -> Ballot:
    """Open the one envelope there is, as closing would."""

    def opened() -> Ballot:
        round_ = db.session.scalars(select(SurveyRound)).one()
        sealed = db.session.scalars(select(Envelope.sealed)).one()
        return open_ballot(round_keys.private_key(round_), round_.id, sealed)

    found: Ballot = within(opened)
    return found


@pytest.mark.parametrize(("mark", "channel"), [("", "link"), ("?k=qr", "qr"), ("?k=<script>", "link")])
def test_a_link_and_a_qr_code_are_told_apart_and_the_mark_goes_with_the_code(
    client: Any, code: str, within: Callable[..., Any], mark: str, channel: str
) -> None:
    page = client.get(f"/svar/{code}{mark}", status=302)
    assert page.location == "/svar/intro"
    client.get("/svar/1").submit({"svar": "4"}, button="Frem")
    client.get("/svar/tjek").submit()
    assert sent(within).channel == channel


def test_a_typed_code_is_a_way_of_its_own(client: Any, code: str, within: Callable[..., Any]) -> None:
    client.get("/svar").submit({"code": code})
    client.get("/svar/1").submit({"svar": "4"}, button="Frem")
    client.get("/svar/tjek").submit()
    assert (sent(within).channel, sent(within).help) == ("code", "unsaid")


def test_help_is_asked_once_and_sealed_with_the_answer(client: Any, code: str, within: Callable[..., Any]) -> None:
    client.get(f"/svar/{code}")
    page = client.get("/svar/13").submit({"svar": ""}, button="Frem").follow()
    assert page.h1 == "Hjalp nogen dig med at svare?"
    assert page.submit({"helped": "interpreter"}, button="Tilbage").location == "/svar/13"
    page = page.submit({"helped": "interpreter"}, button="Frem").follow()
    assert "Ja, en tolk" in page.text
    assert client.get("/svar/13").submit({"svar": "Hej"}, button="Frem").location == "/svar/tjek"
    page = client.get("/svar/tjek").submit()
    assert page.h1 == "Tak for dit svar"
    assert sent(within).help == "interpreter"


def test_help_by_staff_is_affirmed_not_to_be_the_caseworkers(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    client.get(f"/svar/{code}")
    client.get("/svar/1").submit({"svar": "4"}, button="Frem")
    page = client.get("/svar/hjaelp")
    assert "En sagsbehandler hjælper ikke med spørgsmål om sine egne samtaler" in page.text
    page = page.submit({"helped": "staff"}, button="Frem")
    assert "bed en anden om hjælp" in page.errors[0]
    assert page.form().values["helped"] == "staff"
    page.submit({"not_own": "y"}, button="Frem").follow().submit()
    assert sent(within).help == "staff"


def test_help_told_without_a_seat_asks_for_the_code(client: Any) -> None:
    assert client.get("/svar/hjaelp", status=302).location == "/svar"
    assert client.post("/svar/hjaelp", data={"helped": "nobody"}, status=302).location == "/svar"
