"""After sending: the way to a complaint and to being contacted carries nothing of the answers."""

from __future__ import annotations

import json
import logging
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from surveys.rounds import codes_for, open_round

from værdig.audit import AuditEntry
from værdig.complaints.models import Case
from værdig.db import db
from værdig.surveys.leaving import PLACE, SCREEN

WROTE = "Brevene er svære at forstå."
DOORS = [("Jeg vil gerne kontaktes", "/klage/kontakt"), ("Jeg vil klage", "/klage")]


@pytest.fixture
def copy(client: Any, within: Callable[..., Any]) -> Any:
    """The page after sending."""
    code = within(lambda: codes_for(open_round(), "dagpenge", 1)[0])
    client.get(f"/svar/{code}")
    client.get("/svar/1").submit({"svar": "1"}, button="Frem")
    client.get("/svar/13").submit({"svar": WROTE}, button="Frem")
    return client.get("/svar/tjek").submit()


@pytest.mark.parametrize(("words", "address"), DOORS)
def test_the_page_after_sending_leads_to_a_new_and_empty_page(client: Any, copy: Any, words: str, address: str) -> None:
    assert copy.h1 == "Tak for dit svar"
    link = next(link for link in copy.soup.find_all("a") if link.get_text() == words)
    assert "noreferrer" in link["rel"]
    going = client.get(link["href"], status=302)
    assert going.location == address, "no query and no fragment"
    assert going.response.headers["Referrer-Policy"] == "no-referrer"
    (gone,) = going.response.headers.getlist("Set-Cookie")
    assert gone.startswith("vaerdig_borger=;"), "the cookie is deleted, not written anew"
    assert client.get_cookie("vaerdig_borger") is None
    there = going.follow()
    assert there.status == 200
    for told in (WROTE, "Meget utilfreds", "svar_sendt"):
        assert told not in there.html
    for form in there.soup.find_all("form"):
        fields = [
            field
            for field in form.find_all(["input", "textarea"])
            if field.get("type") in (None, "text", "tel", "email")
        ]
        assert all(not (field.get("value") or field.get_text(strip=True)) for field in fields)


@pytest.mark.parametrize(("words", "_address"), DOORS)
def test_the_next_request_tells_nothing_of_the_survey(client: Any, copy: Any, words: str, _address: str) -> None:
    page = client.get(next(link["href"] for link in copy.soup.find_all("a") if link.get_text() == words)).follow()
    assert page.response.request.headers.get("Cookie") is None
    assert page.response.request.headers.get("Referer") is None
    assert client.get("/svar/tak", status=302).location == "/svar", "nobody is told here that an answer was sent"


def test_the_way_is_there_after_a_reload_too(client: Any, copy: Any) -> None:
    page = client.get("/svar/tak")
    assert [link.get_text() for link in page.soup.select(".button-row a")] == [words for words, _address in DOORS]


def test_a_screen_of_ours_stays_one_and_forgets_the_rest(client: Any, copy: Any) -> None:
    with client.session_transaction("/svar") as session:
        session[SCREEN], session[PLACE] = True, "sted"
    client.get("/svar/videre/klage", status=302)
    with client.session_transaction("/svar") as session:
        assert dict(session) == {SCREEN: True, PLACE: "sted"}


def test_there_is_no_way_to_anywhere_else(client: Any) -> None:
    assert client.get("/svar/videre/https:%2F%2Fexample.com", status=404).status == 404


def test_a_wish_to_be_contacted_after_an_answer_leaves_a_case_and_nothing_that_joins_them(
    app: Flask, client: Any, copy: Any, within: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    entries = within(lambda: db.session.query(AuditEntry).count())
    with caplog.at_level(logging.DEBUG):
        page = client.get("/svar/videre/kontakt").follow()
    assert within(lambda: db.session.query(AuditEntry).count()) == entries
    assert not [record for record in caplog.records if "/svar" in record.getMessage()]
    page.submit({"inbox": "ledelse", "phone": "22 33 44 55"})
    stranger = app.test_client()
    stranger.get("/klage/kontakt").submit({"inbox": "ledelse", "phone": "22 33 44 55"})
    after_answering, without = within(lambda: [plain(case) for case in db.session.query(Case)])
    assert after_answering == without, "the case is the same as of somebody who has answered nothing"


def plain(case: Case) -> dict[str, Any]:
    """Return a case without what is random, sealed or a moment; of its receipt what is the same for two who wrote the same."""
    values = {column.key: getattr(case, column.key) for column in Case.__table__.columns}
    free = {"id", "number", "received", "registered_at", "state_since"}
    kept = {key: value for key, value in values.items() if key not in free and not isinstance(value, bytes)}
    return {**kept, "receipt": told_by(kept["receipt"])}


def told_by(receipt: str) -> list[dict[str, Any]]:
    """Return what a signed receipt says, header and content, but for its number, hour and fingerprint, of which only the size."""
    header, content = (json.loads(urlsafe_b64decode(part + "==")) for part in receipt.split(".")[:2])
    return [header, {**content, **{key: len(content[key]) for key in ("sag", "modtaget", "tekst")}}]
