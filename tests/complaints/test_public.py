"""Citizens' pages: doors, writing, receipt, the case by its code, and every way to lose what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from checking import CheckingClient, Page
from complaints.given import BOSS, BR, STORY, database_bytes, received, see_again
from flask import Flask
from sqlalchemy import select

from værdig import municipality
from værdig.complaints import keys, queries, service
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, Message
from værdig.complaints.states import State
from værdig.db import db, tenant
from værdig.municipality import service as municipalities

ODD = "Emoji 🙈👩🏽‍🦽, \u200fעברית\u200e og <script>alert(1)</script> & 'citater'\nto linjer"


@pytest.fixture
def browser(client: CheckingClient, ready: Any) -> CheckingClient:
    """A citizen's browser, the borgerraadgiver's inbox being ready."""
    return client


def cases() -> list[Case]:
    see_again()
    return list(db.session.scalars(select(Case)))


def stored(case: Case, code: str) -> Any:
    from værdig.complaints.reading import read_case

    return read_case(case, keys.open_with_code(case, code))


def send(browser: CheckingClient, door: str = "behandling", **typed: Any) -> Page:
    page = browser.get(f"/klage/skriv?slags={door}", status=200)
    return page.submit({"story": STORY, **typed})


def code_on(page: Page) -> str:
    found = re.search(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{5}", page.text)
    assert found
    return found[0]


def test_the_doors_lead_somewhere(browser: CheckingClient) -> None:
    start = browser.get("/klage", status=200)
    assert start.h1 == "Hvad vil du?"
    for text in (
        "utilfreds",
        "uenig i en afgørelse",
        "forstå et brev",
        "give ros",
        "komme med et forslag",
        "anden myndighed",
    ):
        assert start.click(text).status == 200
    assert "whistleblowerordning" in start.text
    assert "ikke få betydning for din sag" in start.text


def test_everybody_is_told_how_to_get_help(browser: CheckingClient) -> None:
    municipalities.put("borgerraadgiver_contact", "Telefon 99 88 77 66")
    page = browser.get("/klage").click("Hjælp til at klage")
    for text in ("99 88 77 66", "bisidder", "fuldmagt", "tolk", "kan ikke ændre en afgørelse", "4 uger"):
        assert text in page.text


@pytest.mark.parametrize(
    ("door", "type_"),
    [
        ("behandling", "klage_over_sagsbehandling"),
        ("afgoerelse", "klage_over_afgoerelse"),
        ("hjaelp", "vejledning"),
        ("ros", "ros"),
        ("forslag", "forslag"),
        ("findes-ikke", "klage_over_sagsbehandling"),
    ],
)
def test_each_door_makes_its_type(browser: CheckingClient, door: str, type_: str) -> None:
    named = {"name": "Anna", "inbox": "ledelse"} if door == "afgoerelse" else {}
    assert send(browser, door, **named).location.startswith("/klage/kvittering?sag=")
    assert [case.type for case in cases()] == [type_]


def test_the_decision_door_tells_of_four_weeks(browser: CheckingClient) -> None:
    municipalities.put("phone", "11 22 33 44")
    municipalities.put("address", "Nordmarks Allé 1")
    page = browser.get("/klage/skriv?slags=afgoerelse")
    for text in ("4 uger", "Jeg klager", "11 22 33 44", "Nordmarks Allé 1", "klag alligevel"):
        assert text in page.text


def test_every_page_with_free_text_says_when_it_is_read_and_where_help_is(browser: CheckingClient) -> None:
    municipalities.put("opening_hours", "mandag til fredag kl. 9-15")
    municipalities.put("acute_help", "Ring til Livslinien på 70 201 201.")
    send(browser)
    for address in ("/klage/skriv", "/klage/skriv?slags=hjaelp", "/sag"):
        text = browser.get(address).text
        assert "mandag til fredag kl. 9-15" in text
        assert "112" in text
        assert "70 201 201" in text


def test_one_mandatory_field_is_enough_and_the_confidential_inbox_is_chosen_beforehand(browser: CheckingClient) -> None:
    receipt = send(browser).follow()
    (case,) = cases()
    assert (case.inbox, case.anonymity, case.state) == ("borgerraadgiver", "anonym", "visitation")
    assert case.number in receipt.text
    assert "borgerrådgiveren" in receipt.text


def test_the_receipt_tells_number_hour_answer_date_and_code(browser: CheckingClient, freeze: Any) -> None:
    freeze("2021-12-17 13:05")  # a Friday; 24 and 31 December and Christmas are between
    receipt = send(browser).follow()
    assert "17. december 2021 kl. 14.05" in receipt.text
    assert "onsdag den 29. december 2021" in receipt.text
    found = queries.case_of_citizen(code_on(receipt).replace("-", ""))
    assert found is not None


def test_a_reload_and_a_double_click_give_the_same_receipt_and_one_case(browser: CheckingClient) -> None:
    form = browser.get("/klage/skriv").form().values | {"story": STORY}
    first = browser.post("/klage/skriv", data=form).follow()
    second = browser.post("/klage/skriv", data=form).follow()
    assert code_on(first) == code_on(second)
    assert len(cases()) == 1
    assert code_on(browser.get("/klage/kvittering")) == code_on(first)


def test_sending_another_text_with_the_same_page_keeps_it_as_a_message(browser: CheckingClient) -> None:
    form = browser.get("/klage/skriv").form().values | {"story": STORY}
    browser.post("/klage/skriv", data=form)
    again = browser.post("/klage/skriv", data=form | {"story": "Noget helt andet", "phone": "12 34 56 78"}, status=200)
    assert "Noget helt andet" in again.form().values["text"]
    assert "12 34 56 78" in again.form().values["text"]
    case_page = again.submit().follow()
    assert "Noget helt andet" in case_page.text
    (case,) = cases()
    assert stored(case, queries.by_submission(form["token"]) and keys.code_of(form["token"])).story == STORY


def test_a_changed_contact_alone_is_not_lost_either(browser: CheckingClient) -> None:
    form = browser.get("/klage/skriv").form().values | {"story": STORY}
    browser.post("/klage/skriv", data=form)
    again = browser.post("/klage/skriv", data=form | {"phone": "12 34 56 78"})
    assert again.form().values["text"] == "12 34 56 78"


def test_two_tabs_make_two_cases(browser: CheckingClient) -> None:
    one, two = browser.get("/klage/skriv"), browser.get("/klage/skriv")
    one.submit({"story": "den ene"})
    two.submit({"story": "den anden"})
    assert len(cases()) == 2


def test_an_empty_complaint_is_asked_for_and_nothing_else_is_lost(browser: CheckingClient) -> None:
    page = send(browser, story="   ", name="Anna", wish="Et svar")
    assert page.status == 422
    assert page.errors == ["Skriv, hvad der er sket."]
    assert page.form().values["name"] == "Anna"
    assert page.form().values["wish"] == "Et svar"
    assert not cases()


@pytest.mark.parametrize("length", [20_001, 60_000, 900_000])
def test_a_text_that_is_too_long_is_kept_and_shown_again(browser: CheckingClient, length: int) -> None:
    story = "x" * length
    page = send(browser, story=story)
    assert page.status == 422
    assert "Der er plads til 20.000" in page.errors[0]
    assert page.form().values["story"].strip() == story
    assert not cases()
    assert send(browser, story="æ" * 20_000).location.startswith("/klage/kvittering?sag=")


def test_a_lost_session_while_writing_loses_nothing(browser: CheckingClient) -> None:
    form = browser.get("/klage/skriv").form().values | {"story": STORY, "name": "Anna"}
    browser.delete_cookie("vaerdig_borger")
    page = browser.post("/klage/skriv", data=form)
    assert page.status == 422
    assert "Dit indhold er her stadig" in page.errors[0]
    assert page.form().values["story"].strip() == STORY
    receipt = page.submit().follow()
    (case,) = cases()
    assert case.number in receipt.text


def test_odd_text_comes_back_as_it_was_written(browser: CheckingClient) -> None:
    send(browser, story=ODD + "\x00\x07")
    (case,) = cases()
    page = browser.get("/sag")
    shown = page.soup.select_one("p.written").get_text()
    assert shown == ODD
    assert case.state == "visitation"


def test_a_token_of_the_browsers_own_making_is_replaced(browser: CheckingClient) -> None:
    form = browser.get("/klage/skriv").form().values | {"story": STORY}
    for story in (STORY, "Noget helt andet"):
        sent = browser.post("/klage/skriv", data=form | {"token": "kort", "story": story})
        assert sent.location.startswith("/klage/kvittering?sag=")
    assert len(cases()) == 2, "a token that anybody could write must not lead to one shared code"


def test_a_choice_that_is_not_offered_is_refused_and_the_text_kept(browser: CheckingClient) -> None:
    form = browser.get("/klage/skriv").form().values | {"story": STORY, "inbox": "borgmesteren"}
    page = browser.post("/klage/skriv", data=form)
    assert page.status == 422
    assert page.form().values["story"].strip() == STORY


def test_without_an_inbox_key_nothing_confidential_is_received(client: CheckingClient, context: Flask) -> None:
    municipalities.put("borgerraadgiver_contact", "Telefon 99 88 77 66")
    page = client.get("/klage/skriv")
    assert "99 88 77 66" in page.text
    assert page.form().values["inbox"] == "ledelse"
    forged = page.form().values | {"story": STORY, "inbox": "borgerraadgiver"}
    assert client.post("/klage/skriv", data=forged).status == 422
    assert not cases()
    assert page.submit({"story": STORY}).location.startswith("/klage/kvittering?sag=")


# --- /sag ---


def test_the_code_opens_the_case_and_is_shown_again_at_the_first_visit_only(browser: CheckingClient) -> None:
    case, code = received(identity={"name": "Anna Andersen"})
    page = browser.get("/sag").submit({"code": code.lower()}).follow()
    assert code_on(page).replace("-", "") == code
    for text in (case.number, STORY, "Anna Andersen", "Vi ser på, hvem der kan hjælpe", "Ingen har åbnet den endnu"):
        assert text in page.text
    assert not re.search(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{5}", browser.get("/sag").text)
    browser.get("/sag").submit(form="Luk sagen på denne enhed")
    again = browser.get("/sag").submit({"code": code}).follow()
    assert "Din kode er" not in again.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Skriv den kode"),
        ("ABC", "En kode har 13 tegn"),
        ("2026-482173-45", "Det ligner dit sagsnummer"),
        ("sagsnummer 2026 482173 45", "Det ligner dit sagsnummer"),
        ("0000-0000-00000", "tegn, som ikke findes i koderne"),
        ("2222-2222-22223", "ikke skrevet helt rigtigt"),
        ("2222-2222-22222", "passer ikke til en sag her"),
        ("\x00🙈", "En kode har 13 tegn"),
    ],
)
def test_a_wrong_code_is_answered_in_danish(browser: CheckingClient, typed: str, said: str) -> None:
    page = browser.get("/sag").submit({"code": typed})
    assert page.status == 422
    assert said in page.errors[0]


def test_a_code_of_another_municipality_opens_nothing_here(browser: CheckingClient, context: Flask) -> None:
    with tenant("vallensbaek"):
        _case, code = received(reader=Reader.MANAGEMENT)
    page = browser.get("/sag").submit({"code": code})
    assert "passer ikke til en sag her" in page.errors[0]
    there = browser.get("/sag", base_url="http://vallensbaek.example/")
    assert there.status == 200


def test_the_citizen_writes_again_reads_answers_and_sees_who_opened(browser: CheckingClient, freeze: Any) -> None:
    freeze("2021-05-03 08:10")
    case, code = received()
    opened = keys.open_with_code(case, code)
    service.open_case(case.id, BR)
    service.answer(case.id, opened, "Tak, jeg ringer i morgen.", BR)
    page = browser.get("/sag").submit({"code": code}).follow()
    assert "Tak, jeg ringer i morgen." in page.text
    assert "Borgerrådgiver" in page.text
    assert "3. maj 2021, kl. 10-11" in page.text
    after = page.submit({"text": "Ring efter klokken 12."}).follow()
    assert "Din besked er sendt." in after.text
    assert "Ring efter klokken 12." in after.text


def test_a_message_sent_twice_is_stored_once(browser: CheckingClient) -> None:
    _case, code = received()
    page = browser.get("/sag").submit({"code": code}).follow()
    form, address = page.form().values | {"text": "Kun én gang"}, page.form().tag["action"]
    browser.post(address, data=form)
    browser.post(address, data=form)
    see_again()
    assert len(list(db.session.scalars(select(Message)))) == 1
    after = browser.post(address, data=form | {"text": "Kun én gang, og så lidt mere"}).follow()
    assert "og så lidt mere" in after.text, "going back and writing more is a new message"


def test_a_message_that_is_too_long_is_kept(browser: CheckingClient) -> None:
    _case, code = received()
    page = browser.get("/sag").submit({"code": code}).follow().submit({"text": "ø" * 20_001})
    assert page.status == 422
    assert "20.000" in page.errors[0]
    assert page.form().values["text"].strip() == "ø" * 20_001


def test_a_case_closed_on_the_device_while_writing_asks_for_the_code_and_keeps_the_text(
    browser: CheckingClient,
) -> None:
    _case, code = received()
    form = browser.get("/sag").submit({"code": code}).follow().form().values | {"text": "Det, jeg skrev længe på"}
    browser.delete_cookie("vaerdig_borger")
    page = browser.post("/sag/besked", data=form)
    assert page.status == 422
    assert not page.errors, "she has done nothing wrong"
    assert page.form().values["text"].strip() == "Det, jeg skrev længe på"
    assert page.submit({"code": "2222-2222-22222"}).form().values["text"].strip() == "Det, jeg skrev længe på"
    assert "Det, jeg skrev længe på" in page.submit({"code": code}).follow().text


def test_withdrawing_asks_first_and_can_be_undone(browser: CheckingClient) -> None:
    case, code = received()
    browser.get("/sag").submit({"code": code})
    ask = browser.get("/sag").click("Træk din klage tilbage")
    assert ask.h1 == "Vil du trække din klage tilbage?"
    assert case.state == State.VISITATION
    page = ask.submit().follow()
    assert "Du har trukket din klage" in page.text
    again = ask.submit().follow()
    assert "allerede gjort" in again.text
    reopened = page.click("Åbn sagen igen").submit().follow()
    assert "Vi ser på, hvem der kan hjælpe" in reopened.text


def test_writing_is_possible_after_closing(browser: CheckingClient) -> None:
    case, code = received()
    service.withdraw(case.id)
    page = browser.get("/sag").submit({"code": code}).follow()
    assert "Jeg har noget at tilføje" in page.submit({"text": "Jeg har noget at tilføje"}).follow().text


def test_upholding_after_the_departments_answer(browser: CheckingClient) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Afdelingen svarer.")
    service.answer(case.id, opened, "Her er svaret.", BOSS, settles=True)
    browser.get("/sag").submit({"code": code})
    page = browser.get("/sag").click("Fasthold din klage").submit().follow()
    assert "Du har fastholdt din klage" in page.text


def test_consent_is_given_and_taken_back_by_the_citizen(browser: CheckingClient) -> None:
    case, code = received(identity={"name": "Anna"})
    browser.get("/sag").submit({"code": code})
    ask = browser.get("/sag").click("Giv lov til, at ledelsen ser sagen")
    assert ask.submit().errors == ["Vælg et svar under »Hvad må ledelsen se?«."]
    page = ask.submit({"scope": "uden_navn"}).follow()
    assert "men ikke dit navn" in page.text
    see_again()
    seen = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    assert not seen.has(keys.Part.IDENTITY)
    page.submit(form="Tag dit ja tilbage")
    see_again()
    assert not queries.is_shared(case, Reader.MANAGEMENT)


def test_a_citizen_can_ask_the_borgerraadgiver_in(
    browser: CheckingClient, ready: Callable[[], dict[str, bytes]]
) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    assert not queries.is_shared(case, Reader.BORGERRAADGIVER)
    browser.get("/sag").submit({"code": code})
    page = browser.get("/sag").click("Bed borgerrådgiveren se på din sag").submit().follow()
    assert "Borgerrådgiveren kan nu læse din sag." in page.text
    see_again()
    assert keys.open_for(case, Reader.BORGERRAADGIVER, ready()).has(keys.Part.CASE)


def test_pages_behind_a_code_send_strangers_to_the_code(browser: CheckingClient) -> None:
    for address in (
        "/klage/kvittering",
        "/sag/traek",
        "/sag/fasthold",
        "/sag/genaabn",
        "/sag/samtykke",
        "/sag/besked",
        "/sag/borgerraadgiver",
    ):
        assert browser.get(address).location == "/sag"


def test_nothing_about_the_device_is_stored(browser: CheckingClient, app: Flask) -> None:
    page = browser.get("/klage/skriv", headers={"User-Agent": "Meget-Saerlig-Browser/1"})
    form = page.form().values | {"story": STORY}
    browser.post(
        "/klage/skriv", data=form, headers={"User-Agent": "Meget-Saerlig-Browser/1"},
        environ_overrides={"REMOTE_ADDR": "203.0.113.77"},
    )  # fmt: skip
    assert len(cases()) == 1
    everything = database_bytes(app)
    assert b"Meget-Saerlig-Browser" not in everything
    assert b"203.0.113.77" not in everything


def test_the_answer_date_is_by_the_municipalitys_own_rule(browser: CheckingClient, freeze: Any) -> None:
    municipalities.put("answer_days", 3, valid_from=date(2021, 1, 1))
    assert municipality.setting("answer_days") == 3
    freeze("2021-05-03 08:00")
    assert "6. maj 2021" in send(browser).follow().text


def test_above_a_megabyte_the_way_back_is_told(browser: CheckingClient) -> None:
    form = browser.get("/klage/skriv").form().values | {"story": "x" * 1_100_000}
    page = browser.post("/klage/skriv", data=form, status=413)
    assert "tilbage" in page.text.lower()
    assert not cases()


def test_citizens_pages_are_small(browser: CheckingClient) -> None:
    _case, code = received()
    browser.get("/sag").submit({"code": code})
    for address in ("/klage", "/klage/skriv?slags=afgoerelse", "/sag", "/klage/anden-myndighed"):
        assert len(browser.get(address).html.encode()) <= 15_000, address


def test_numbers_on_the_way_to_help_can_be_rung(browser: CheckingClient) -> None:
    municipalities.put("acute_help", "Livslinien på 70 201 201.")
    municipalities.put("borgerraadgiver_contact", "Telefon 99 88 77 66")
    page = browser.get("/klage/skriv")
    assert {link["href"] for link in page.soup.select("main a[href^='tel:']")} >= {"tel:112", "tel:+4570201201"}
    assert browser.get("/hjaelp-til-at-klage").soup.select("main a[href='tel:+4599887766']")


def test_comforts_of_scripts_are_where_they_help_and_say_nothing_without_them(browser: CheckingClient) -> None:
    page = browser.get("/klage/skriv")
    assert page.soup.find("script", src=re.compile("page-"))
    field = page.soup.select_one("[data-maxlength] .character-limit")
    assert field["data-left"] == "Du har %s tegn tilbage."
    refused = page.submit({"story": ""})
    assert refused.error_summary is not None
    assert refused.error_summary["tabindex"] == "-1"
    button = send(browser).follow().soup.select_one("[data-print]")
    assert button.has_attr("hidden"), "without the script there is no dead button"
