"""What was being written when a session ended is sent by one press after the sign-in: in its municipality, by who wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import STORY, received, see_again
from conftest import HOME, NEIGHBOUR
from factories import make_grant
from flask import Flask
from sqlalchemy import select

from værdig.access.roles import Role
from værdig.accounts import service
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.db import db

WORDS = "en hest løber i regnen"
TOLD = {
    "story": STORY, "channel": "telefon", "day": "3.5.2021", "hour": "14.30", "type": "vejledning", "inbox": "ledelse",
    "name": "Anna Andersen",
}  # fmt: skip
Ended = Callable[[Any, Any], None]


@pytest.fixture
def ane(context: Flask, freeze: Callable[[str], None]) -> Any:
    """A browser of a leader who has signed in as people do."""
    freeze("2021-05-04 06:00")
    browser = context.test_client()
    user, token = service.invite("Ane", "ane@example.dk", "Jobcentret", Role.LEDER)
    service.choose_password(str(token), WORDS)
    browser.user_id = user.id
    sign_in(browser)
    return browser


def sign_in(browser: Any, email: str = "ane@example.dk") -> None:
    """Sign in in another tab."""
    assert browser.get("/stab/log-ind").submit({"email": email, "password": WORDS}).follow().h1 == "Min side"


def run_out(_browser: Any, freeze: Any) -> None:
    freeze("2021-05-04 20:00")


def lose(browser: Any, _freeze: Any) -> None:
    with browser.session_transaction("/stab/") as session:
        session.clear()


def sign_out(browser: Any, _freeze: Any) -> None:
    browser.get("/stab/").submit(form="Log af")


def saved() -> list[str]:
    """Return the municipality of each case."""
    see_again()
    return list(db.session.scalars(select(Case.municipality_id).execution_options(all_tenants=True)))


@pytest.mark.parametrize("end", [run_out, lose, sign_out])
def test_a_complaint_of_the_desk_is_saved_by_one_press(ane: Any, freeze: Any, end: Ended) -> None:
    form = ane.get("/stab/klager/ny")
    end(ane, freeze)
    told = form.submit(TOLD)
    assert (told.status, told.h1) == (401, "Du er logget af")
    assert saved() == []
    sign_in(ane)
    assert told.submit(form="Send igen").h1 == "Kvittering til borgeren"
    assert saved() == [HOME]


def test_a_note_of_the_leader_is_saved_by_one_press(ane: Any, freeze: Any) -> None:
    case, _code = received(STORY, Reader.MANAGEMENT)
    note = ane.get(f"/stab/klager/{case.id}/notat")
    run_out(ane, freeze)
    told = note.submit({"kind": "notat_til_sagen", "text": "Ringet op i dag."})
    sign_in(ane)
    assert "Ringet op i dag." in told.submit(form="Send igen").follow().text


def test_it_is_sent_in_the_municipality_it_was_written_in(ane: Any, freeze: Any) -> None:
    make_grant(ane.user_id, "leder", municipality=NEIGHBOUR)
    ane.get("/stab/").submit(form="Vallensbæk Kommune")
    form = ane.get("/stab/klager/ny")
    run_out(ane, freeze)
    told = form.submit(TOLD)
    sign_in(ane)
    assert "Albertslund Kommune" in ane.get("/stab/").title, "whoever signs in begins there"
    assert "Vallensbæk Kommune" in told.submit(form="Send igen").title
    assert saved() == [NEIGHBOUR]


def test_somebody_else_who_signs_in_sees_the_form_before_anything_happens(ane: Any, freeze: Any) -> None:
    _bo, token = service.invite("Bo", "bo@example.dk", "Jobcentret", Role.LEDER)
    service.choose_password(str(token), WORDS)
    form = ane.get("/stab/klager/ny")
    run_out(ane, freeze)
    told = form.submit(TOLD)
    sign_in(ane, "bo@example.dk")
    shown = told.submit(form="Send igen")
    assert shown.errors == ["Siden havde stået åben for længe. Dit indhold er her stadig. Send igen."]
    assert shown.form().values["story"] == STORY
    assert saved() == []


def test_what_was_not_made_by_us_is_shown_before_anything_happens(ane: Any) -> None:
    lose(ane, None)
    told = ane.post("/stab/klager/ny", data={**TOLD, "csrf_token": "x~y"}, status=401)
    sign_in(ane)
    shown = told.submit(form="Send igen")
    assert shown.form().values["story"] == STORY
    assert saved() == []
