"""The complaint form one thing at a time: nothing typed is lost on the way, nothing is sent before it is asked for, and all can be skipped."""

from __future__ import annotations

from typing import Any

import pytest
from checking import CheckingClient, Page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from værdig.complaints.conflicts.wishes import wishes_read
from værdig.complaints.doors import DOORS
from værdig.complaints.forms_public import WriteForm
from værdig.complaints.keys import Reader, management_keys, open_for
from værdig.complaints.models import Case
from værdig.complaints.stepwise import steps
from værdig.db import db

FIRST = "/klage/skriv?slags=behandling&trin=historie"
STORY = "Jeg har ringet fire gange.\nIngen ringer tilbage."


@pytest.fixture
def browser(client: CheckingClient, ready: Any) -> CheckingClient:
    return client


def on(page: Page, values: dict[str, Any] | None = None) -> Page:
    return page.submit(values or {}, button="Næste")


def test_every_question_of_every_door_stands_on_one_step(app: Any, ready: Any) -> None:
    placed = [name for step in steps.STEPS for name in step.fields]
    assert len(placed) == len(set(placed))
    for door in DOORS.values():
        with app.test_request_context():
            asked = {field.name for field in WriteForm(door) if field.type not in ("HiddenField", "CSRFTokenField")}
        assert asked <= set(placed), f"{door.id}: not on any step: {asked - set(placed)}"


def test_one_thing_at_a_time_and_all_of_it_arrives(browser: CheckingClient) -> None:
    page = on(browser.get("/klage").click("Jeg er utilfreds med, hvordan jeg er blevet behandlet"), {"story": STORY})
    assert "Trin 2 af 7" in page.text
    page = on(page, {"inbox": "ledelse"})
    page = on(page, {"name": "Anna Holm", "phone": "12 34 56 78"})
    page = on(page, {"wish": "Et svar."})
    page = on(page, {"avoid": "Min nabo, som er teamleder."})
    page = on(page, {"language": "pl", "interpreter": "y"})
    assert "Det sender du" in page.text
    for said in ("Jeg har ringet fire gange.", "Ledelsen i", "Anna Holm", "Et svar.", "Min nabo", "Polsk"):
        assert said in page.text
    receipt = page.submit(button="Send").follow()
    assert "Vi har modtaget" in receipt.h1
    case = db.session.query(Case).one()
    held = open_for(case, Reader.MANAGEMENT, management_keys())
    assert (case.language, case.interpreter, case.inbox) == ("pl", True, "ledelse")
    assert wishes_read(case.id, held) == ["Min nabo, som er teamleder."]


def test_what_is_sent_from_the_first_step_is_received_without_the_rest(browser: CheckingClient) -> None:
    receipt = browser.get(FIRST).submit({"story": STORY}, button="Send").follow()
    assert "Vi har modtaget" in receipt.h1
    case = db.session.query(Case).one()
    assert (case.anonymity, case.inbox) == ("anonym", "borgerraadgiver")


def test_going_on_sends_nothing_and_asks_for_the_one_thing_that_is_needed(browser: CheckingClient) -> None:
    page = on(browser.get(FIRST), {"story": "  "})
    assert page.errors == ["Skriv, hvad der er sket."]
    assert "Trin 1 af 7" in page.text
    on(page, {"story": STORY})
    assert db.session.query(Case).count() == 0


@pytest.mark.parametrize("door", ["afgoerelse", "behandling"])
def test_a_step_one_comes_to_says_nothing_of_what_has_not_been_asked_yet(browser: CheckingClient, door: str) -> None:
    page = on(browser.get(f"/klage/skriv?slags={door}&trin=historie"), {"story": STORY})
    while "Trin 7 af 7" not in page.text:
        assert not page.errors
        assert "Der er problemer" not in page.text
        page = on(page, {"inbox": "ledelse", "name": "Anna Holm"} if "Trin 2" in page.text else {"name": "Anna Holm"})


def test_a_step_with_something_wrong_keeps_it_and_one_may_still_go_back(browser: CheckingClient) -> None:
    page = on(on(browser.get(FIRST), {"story": STORY}), {"inbox": "ledelse"})
    wrong = on(page, {"phone": "ring ikke"})
    assert len(wrong.errors) == 1
    assert wrong.form().values["phone"] == "ring ikke"
    back = wrong.submit({}, button="Tilbage")
    assert back.errors == []
    assert "Trin 2 af 7" in back.text
    assert back.form().values["phone"] == "ring ikke"
    sent = back.submit({}, button="Send")
    assert sent.status == 422
    assert "Trin 3 af 7" in sent.text, "what is wrong is shown where it can be mended"


def test_everything_can_be_seen_on_one_page_with_what_was_typed(browser: CheckingClient) -> None:
    page = on(browser.get(FIRST), {"story": STORY}).submit({"inbox": "ledelse"}, button="Vis alle spørgsmål på én side")
    assert "Trin" not in page.text
    values = page.form().values
    assert (values["story"].replace("\r", ""), values["inbox"], values["name"]) == (STORY, "ledelse", "")


def test_each_part_can_be_put_right_from_the_summary(browser: CheckingClient) -> None:
    page = browser.get(FIRST).submit({"story": STORY}, button="Næste")
    for _step in range(5):
        page = on(page)
    assert page.text.count("Sprunget over") == 3
    again = page.submit({}, button="Ret : Det, du vil fortælle")
    assert again.form().values["story"].replace("\r", "") == STORY


def test_a_complaint_over_a_decision_is_asked_for_the_name_where_it_is_missing(browser: CheckingClient) -> None:
    page = browser.get("/klage/skriv?slags=afgoerelse&trin=historie").submit({"story": "Jeg klager."}, button="Send")
    assert page.status == 422
    for said in ("Skriv dit navn.", "Hvem skal have klagen?"):
        assert said in page.text
    assert "Vi har modtaget" in page.submit({"name": "Anna", "inbox": "ledelse"}, button="Send").follow().h1


@pytest.mark.parametrize("word", ["findes-ikke", "", "alle", "send&fra=historie"])
def test_an_unknown_step_is_the_page_with_everything_or_a_step(browser: CheckingClient, word: str) -> None:
    assert browser.get(f"/klage/skriv?slags=behandling&trin={word}", status=200).errors == []


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)


@settings(deadline=None, max_examples=25, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=_WORDS, wish=_WORDS, way=st.lists(st.sampled_from([step.id for step in steps.STEPS]), max_size=6))
def test_whatever_way_is_taken_nothing_is_lost(browser: CheckingClient, story: str, wish: str, way: list[str]) -> None:
    page = browser.get("/klage/skriv?slags=behandling")
    held = {"story": story, "wish": wish, "inbox": "ledelse", "language": "ar", "interpreter": "y", "name": "Bo"}
    values = {**page.form().values, **held, "fra": "alle"}
    for step in way:
        page = browser.post(f"/klage/skriv?slags=behandling&trin={step}", data=values)
        now = page.form().values
        typed = {name: str(now.get(name, "")).replace("\r\n", "\n") for name in held}
        assert typed.keys() == held.keys()
        assert all(
            typed[name] == str(values[name]).replace("\r\n", "\n") or typed[name] == str(values[name]).strip()
            for name in held
        )
        values = {**now, "fra": step}
    assert db.session.query(Case).count() == 0
