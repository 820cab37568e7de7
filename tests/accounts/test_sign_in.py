"""Signing in wrongly: audited without what was typed, answered 422, and slower each time, but never for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import database_bytes
from flask import Flask
from sqlalchemy import select

from værdig import audit
from værdig.access import attempts
from værdig.access.roles import Role
from værdig.accounts import queries, service
from værdig.accounts.sign_in import REFUSED
from værdig.audit import AuditEntry
from værdig.db import db, tenant

GOOD = "en hest løber i regnen"
WRONG = "en ged sover i solen"
Freeze = Callable[[str], Any]


@pytest.fixture
def ane(app: Flask) -> str:
    """The e-mail of a user who can sign in."""
    with app.app_context(), tenant("albertslund"):
        _user, token = service.invite("Ane", "ane@example.dk", "Jobcentret", Role.LEDER)
        service.choose_password(str(token), GOOD)
    return "ane@example.dk"


def tried(client: Any, email: str, password: str = WRONG) -> Any:
    return client.get("/stab/log-ind").submit({"email": email, "password": password})


def refusals(app: Flask) -> list[AuditEntry]:
    with app.app_context():
        return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == REFUSED)))


def test_a_failure_is_audited_under_the_user_and_without_what_was_typed(app: Flask, client: Any, ane: str) -> None:
    page = tried(client, "ANE@example.dk")
    assert page.status == 422
    assert "E-mail eller adgangskode er forkert." in " ".join(page.errors)
    (entry,) = refusals(app)
    with app.app_context():
        user = queries.by_email(ane)
    assert user is not None
    assert (entry.object_type, entry.object_id, entry.detail) == ("staff_user", user.id, None)
    assert WRONG.encode() not in database_bytes(app)


def test_an_unknown_e_mail_leaves_a_mark_that_cannot_be_read(app: Flask, client: Any) -> None:
    assert tried(client, "fremmed@example.dk").status == 422
    assert tried(client, "fremmed@example.dk ").status == 422
    first, second = refusals(app)
    assert first.object_type == "unknown_user"
    assert first.object_id == second.object_id
    assert b"fremmed" not in database_bytes(app)


@pytest.mark.parametrize("email", ["ane@example.dk", "fremmed@example.dk"])
def test_the_wait_grows_alike_for_known_and_unknown(client: Any, ane: str, email: str, freeze: Freeze) -> None:
    freeze("2026-05-04 10:00:00")
    assert [tried(client, email).status for _ in range(3)] == [422, 422, 422]
    page = tried(client, email)
    assert (page.status, page.headers["Retry-After"]) == (429, "2")
    assert page.errors == ["Der er prøvet for mange gange. Vent 2 sekunder, og prøv igen."]
    freeze("2026-05-04 10:00:02")
    assert tried(client, email).status == 422
    assert tried(client, email).headers["Retry-After"] == "4"


def test_the_right_pass_word_waits_too_and_then_wipes_the_slate(client: Any, ane: str, freeze: Freeze) -> None:
    freeze("2026-05-04 10:00:00")
    for _ in range(3):
        tried(client, ane)
    assert tried(client, ane, GOOD).status == 429
    freeze("2026-05-04 10:00:02")
    home = tried(client, ane, GOOD).follow()
    assert home.h1 == "Min side"
    home.submit({}, form="Log af")
    freeze("2026-05-04 10:00:03")
    assert [tried(client, ane).status for _ in range(3)] == [422, 422, 422]


def test_nobody_waits_longer_than_a_minute_or_for_what_was_long_ago(
    app: Flask, client: Any, ane: str, freeze: Freeze
) -> None:
    assert [attempts.wait_after(number) for number in (2, 3, 4, 7, 8, 500)] == [0, 2, 4, 32, 60, 60]
    for minute in range(10):
        freeze(f"2026-05-04 10:{minute:02}:00")
        tried(client, ane)
    assert tried(client, ane).headers["Retry-After"] == "60"
    freeze("2026-05-04 10:24:01")
    assert tried(client, ane, GOOD).follow().h1 == "Min side"


def test_an_empty_or_foreign_form_is_no_attempt(app: Flask, client: Any) -> None:
    assert tried(client, "", "").status == 422
    client.post("/stab/log-ind", data={"email": "ane@example.dk", "password": WRONG}, status=422)
    client.post("/stab/log-ind", json={"email": "ane@example.dk", "password": WRONG})
    assert refusals(app) == []


def test_no_address_is_kept_and_nobody_is_said_to_have_done_it(app: Flask, client: Any, ane: str) -> None:
    tried(client, ane)
    (entry,) = refusals(app)
    assert entry.actor == audit.SYSTEM.id
    assert "127.0.0.1" not in str(vars(entry))


def test_a_way_on_that_leads_away_is_ignored(client: Any, ane: str) -> None:
    page = client.get("/stab/log-ind?next=//ond.example/")
    assert page.submit({"email": ane, "password": GOOD}).location == "/stab/"


def test_whoever_is_signed_out_for_not_using_it_is_told_why_and_comes_back(staff: Any, freeze: Freeze) -> None:
    freeze("2026-03-02 08:00")
    browser = staff("leder")
    browser.get("/stab/maal", status=200)
    freeze("2026-03-02 12:00")
    page = browser.get("/stab/maal?plan=albertslund_2020_2022").follow()
    assert "Du er logget af, fordi du ikke har brugt Værdig i et stykke tid." in page.text
    assert "så kommer du tilbage til den side, du var på" in page.text
    freeze("2026-03-02 20:00")
    page = browser.get(page.url)
    assert "Du er logget af" in page.text, "nor does a long break take the reason away"
    assert page.form("Log ind").values["next"].startswith("/stab/maal")


def test_whoever_was_never_signed_in_is_told_that_the_page_is_for_those_who_are(client: Any) -> None:
    page = client.get("/stab/maal").follow()
    assert "Siden, du vil se, er for dem, der er logget ind." in page.text
    assert "Du er logget af" not in page.text
    assert "Siden, du vil se" not in client.get("/stab/log-ind").text


def test_whoever_has_signed_out_in_another_browser_is_told_why(app: Flask, ane: str) -> None:
    here, there = app.test_client(), app.test_client()
    for browser in (here, there):
        assert tried(browser, ane, GOOD).follow().h1 == "Min side"
    here.get("/stab/").submit({}, form="Log af")
    assert "Du er logget af" not in here.get("/stab/log-ind").text, "she knows why herself"
    page = there.get("/stab/maal").follow()
    assert "Det sker, når du logger af i en anden browser" in page.text
    assert page.submit({"email": ane, "password": GOOD}).location == "/stab/maal"
