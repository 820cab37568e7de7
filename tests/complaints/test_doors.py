"""The doors to writing: each in its own words, complaints over decisions to the right reader by name, and nothing sent twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from checking import CheckingClient, Page
from complaints.given import STORY, see_again
from flask import Flask
from sqlalchemy import select

from værdig import clock, municipality
from værdig.codes import normalise
from værdig.complaints import keys, texts
from værdig.complaints.doors import DOORS
from værdig.complaints.models import Case
from værdig.complaints.reading import read_case
from værdig.db import db
from værdig.municipality import service as municipalities

APPEAL = "/klage/skriv?slags=afgoerelse"


@pytest.fixture
def browser(client: CheckingClient, ready: Any) -> CheckingClient:
    """A citizen's browser, the borgerraadgiver's inbox being ready."""
    return client


def cases() -> list[Case]:
    see_again()
    return list(db.session.scalars(select(Case)))


def code_on(page: Page) -> str:
    return str(page.soup.select_one(".return-code").get_text(strip=True))


def write(browser: CheckingClient, door: str = "behandling", **typed: Any) -> Page:
    """Open the form anew, as going back does, and send it."""
    return browser.get(f"/klage/skriv?slags={door}").submit({"story": STORY, **typed})


# --- complaints over decisions ---


def test_nobody_is_chosen_beforehand_for_a_complaint_over_a_decision(browser: CheckingClient) -> None:
    page = browser.get(APPEAL)
    assert "inbox" not in page.form().values
    assert "afdeling, der traf afgørelsen" in page.text
    assert "sende klagen videre til afdelingen, når du siger ja" in page.text
    refused = page.submit({"story": "Jeg klager.", "name": "Anna"})
    assert refused.errors == ["Vælg et svar under »Hvem skal have klagen?«."]
    assert not cases()
    assert refused.submit({"inbox": "ledelse"}).location.startswith("/klage/kvittering?sag=")
    (case,) = cases()
    assert (case.inbox, case.type) == ("ledelse", "klage_over_afgoerelse")


def test_a_complaint_over_a_decision_needs_a_name_and_offers_the_anonymous_way(browser: CheckingClient) -> None:
    who = {"phone": "12 34 56 78", "email": "anna@eksempel.dk", "address": "Stien 3", "reference": "Sag 77"}
    page = browser.get(APPEAL).submit({"story": "Jeg klager.", "wish": "Et svar", "inbox": "ledelse", **who})
    assert page.status == 422
    assert "kan ikke være anonym" in page.errors[0]
    assert page.form().values["story"].strip() == "Jeg klager."
    buttons = page.form().tag.find_all("button", type="submit")
    assert buttons[0].get_text() == "Send", "the Enter key presses the first button"
    offered = next(button for button in buttons if "anonym" in button.get_text())
    typed = page.form().values | {offered["name"]: offered["value"]}
    moved = browser.post(offered["formaction"], data=typed, status=200)
    assert not moved.errors
    assert not cases(), "the button only takes the text along"
    held = moved.form().values
    assert (held["story"].strip(), held["wish"].strip(), held["inbox"]) == ("Jeg klager.", "Et svar", "borgerraadgiver")
    assert not any(held.get(name) for name in who), "what leads to her does not come along"
    moved.submit()
    (case,) = cases()
    assert (case.type, case.anonymity, case.identity) == ("klage_over_sagsbehandling", "anonym", None)


def test_the_anonymous_way_says_what_it_has_emptied_and_who_reads_it(browser: CheckingClient) -> None:
    typed = browser.get(APPEAL).form().values | {"story": STORY, "phone": "12 34 56 78", "flyt": "ja"}
    page = browser.post("/klage/skriv?slags=behandling", data=typed, status=200)
    assert "12 34 56 78" not in str(page.soup)
    told = page.soup.select_one("main .alert")
    assert told.find("h2").get_text() == "Her klager du anonymt"
    assert "telefon" in told.get_text()
    assert "Klagen går nu til: Borgerrådgiveren, i fortrolighed." in told.get_text()
    assert page.soup.find(attrs={"data-draft-over": "klage-behandling"}), "nor is it put in from an older draft"
    assert page.submit({"story": ""}).status == 422


def test_moving_to_another_door_asks_for_the_pages_own_token(browser: CheckingClient) -> None:
    form = browser.get(APPEAL).form().values | {"story": STORY, "flyt": "ja", "csrf_token": "fremmed"}
    page = browser.post("/klage/skriv?slags=behandling", data=form)
    assert "Dit indhold er her stadig" in page.errors[0]
    assert page.form().values["story"].strip() == STORY


def test_a_decision_in_confidence_promises_no_date_before_the_department_may_see_it(browser: CheckingClient) -> None:
    receipt = write(browser, "afgoerelse", name="Anna", inbox="borgerraadgiver").follow()
    assert "Sig ja til det på siden »Din sag«" in receipt.text
    assert "vurderet igen senest" not in browser.get("/sag").text
    browser.get("/sag/samtykke").submit({"scope": "med_navn"})
    assert "vurderet igen senest" in browser.get("/sag").text


def test_a_decision_in_confidence_says_until_it_is_let_go_that_nobody_judges_it_and_time_runs(
    browser: CheckingClient, freeze: Any
) -> None:
    freeze("2021-05-03 08:00")
    code = code_on(write(browser, "afgoerelse", name="Anna", inbox="borgerraadgiver").follow())
    case_page = browser.get("/sag")
    assert case_page.soup.find("a", string="Giv lov til, at ledelsen ser klagen og dit navn")
    for page in (case_page, browser.get("/sag/samtykke")):
        assert "ikke nået til den afdeling, der traf afgørelsen" in page.text
        assert "Den er ude senest mandag den 31. maj 2021. Fik du" in page.text
    freeze("2021-06-01 08:00")
    browser.get("/sag").submit({"code": code})
    assert "Fristen på 4 uger for at klage er gået." in browser.get("/sag/samtykke").text


def test_only_the_name_too_can_be_shown_of_a_complaint_over_a_decision(browser: CheckingClient) -> None:
    write(browser, "afgoerelse", name="Anna", inbox="borgerraadgiver")
    ask = browser.get("/sag/samtykke")
    assert [each["value"] for each in ask.soup.select("input[name=scope]")] == ["med_navn"]
    assert "kommer også med" in ask.text
    stale = browser.post(ask.form().tag["action"], data=ask.form().values | {"scope": "uden_navn"})
    assert (stale.status, len(stale.errors)) == (422, 1)
    page = ask.submit({"scope": "med_navn"}).follow()
    assert "Ledelsen kan se klagen og dit navn." in page.text
    assert "ikke nået til den afdeling" not in page.text


# --- words that fit ---


@pytest.mark.parametrize("door", ["ros", "forslag", "hjaelp"])
def test_what_is_no_complaint_is_not_called_one(browser: CheckingClient, door: str) -> None:
    page = browser.get(f"/klage/skriv?slags={door}")
    assert str(DOORS[door].story) in page.text
    for text in (page.text, page.submit({"story": "Tak."}).follow().text, browser.get("/sag").text):
        assert "din klage" not in text.lower()
        assert "Hvad er der sket?" not in text
    ask = browser.get("/sag").click("Træk det tilbage")
    assert "klage" not in ask.text.lower()
    assert "klage" not in ask.submit().follow().h1.lower()


def test_each_door_says_what_is_missing_in_its_own_words(browser: CheckingClient) -> None:
    for door in DOORS.values():
        assert str(door.missing) in browser.get(f"/klage/skriv?slags={door.id}").submit().errors


@pytest.mark.parametrize(
    "phone", ["12 34 56 78", "+49 (0)30 123456", "0046 8 123 45 67", "12345678, helst efter kl. 16", "+298 123456"]
)
def test_telephone_numbers_of_all_countries_are_taken(browser: CheckingClient, phone: str) -> None:
    assert write(browser, phone=phone).location.startswith("/klage/kvittering?sag=")


@pytest.mark.parametrize("phone", ["abc", "1234", "12345", "1" * 25])
def test_what_cannot_be_rung_is_told(browser: CheckingClient, phone: str) -> None:
    page = write(browser, phone=phone)
    assert page.errors == ["Skriv et telefonnummer, fx 12 34 56 78 eller +49 30 123456."]
    assert page.form().values["phone"] == phone
    assert page.form().values["story"].strip() == STORY


@pytest.mark.parametrize("email", ["anna", "anna@", "anna snabela eksempel.dk"])
def test_what_is_no_address_of_mail_is_told(browser: CheckingClient, email: str) -> None:
    page = write(browser, email=email)
    assert page.errors == ["E-mail: Skriv en e-mailadresse med @, fx navn@eksempel.dk."]
    assert page.form().values["email"] == email


def test_characters_that_turn_the_line_are_not_kept_in_names(browser: CheckingClient) -> None:
    write(browser, name="Anna\u202e gnoK\u2069", story="Sådan: \u202eomvendt")
    page = browser.get("/sag")
    assert page.soup.find("bdi").get_text() == "Anna gnoK"
    told = page.soup.select_one("p.written")
    assert told["dir"] == "auto"
    assert told.get_text() == "Sådan: \u202eomvendt"


# --- signposts ---


def test_whoever_is_told_that_she_may_write_in_her_language_can_choose_it(browser: CheckingClient) -> None:
    offered = {option["value"] for option in browser.get("/klage/skriv").soup.select("#language option")}
    assert {language for language, _direction, _text in texts.LANGUAGES} <= offered


@pytest.mark.parametrize("address", ["/klage", "/klage/skriv", APPEAL])
def test_other_languages_are_welcome_and_marked(browser: CheckingClient, address: str) -> None:
    page = browser.get(address)
    lines = {line["lang"]: line["dir"] for line in page.soup.select(".languages li")}
    assert lines == {language: direction for language, direction, _text in texts.LANGUAGES}
    assert {"en", "ar", "pl", "uk"} <= set(lines)
    assert lines["ar"] == "rtl"


def test_the_doors_tell_of_help_in_need_and_of_the_whistleblower_scheme(browser: CheckingClient) -> None:
    municipalities.put("acute_help", "Ring til Livslinien på 70 201 201.")
    page = browser.get("/klage")
    assert "Ring 112" in page.text
    assert "70 201 201" in page.text
    assert page.soup.find("a", href="https://whistleblower.dk")
    municipalities.put("whistleblower", "indberet.eksempel.dk")
    assert "indberet.eksempel.dk" in browser.get("/klage").text


def test_other_authorities_are_named_with_where_to_look(browser: CheckingClient) -> None:
    page = browser.get("/klage/anden-myndighed")
    for site in ("ast.dk", "ombudsmanden.dk", "borger.dk", "skat.dk"):
        assert page.soup.find("a", href=f"https://{site}")
    assert page.soup.select_one(".solution-heading a")["href"] == "/"


# --- going back and sending again ---


def test_going_back_and_sending_the_same_again_gives_the_first_receipt(browser: CheckingClient) -> None:
    first = write(browser).follow()
    again = write(browser).follow()
    assert "Vi har allerede det, du skrev" in again.text
    assert code_on(again) == code_on(first)
    assert len(cases()) == 1


def test_going_back_and_adding_something_keeps_one_case_and_offers_a_message(browser: CheckingClient) -> None:
    write(browser)
    again = write(browser, wish="At I ringer")
    assert again.form().values["text"].strip() == "At I ringer"
    assert len(cases()) == 1
    assert "ny sag" not in again.text


def test_another_complaint_is_a_new_case(browser: CheckingClient) -> None:
    first = write(browser).follow()
    second = write(browser, story="Nu er der sket noget andet.").follow()
    assert code_on(first) != code_on(second)
    assert len(cases()) == 2


def test_the_same_words_to_another_reader_or_through_another_door_are_a_new_case(browser: CheckingClient) -> None:
    write(browser)
    write(browser, inbox="ledelse")
    write(browser, "forslag")
    assert len(cases()) == 3


def test_a_different_text_from_the_same_page_can_be_sent_as_a_case_of_its_own(browser: CheckingClient) -> None:
    page = browser.get("/klage/skriv")
    page.submit({"story": STORY})
    again = page.submit({"story": "En helt anden klage", "name": "Bo", "interpreter": "y"})
    assert len(cases()) == 1
    assert again.submit(form="Send som en ny sag").location.startswith("/klage/kvittering?sag=")
    new = next(case for case in cases() if case.interpreter)
    code = code_on(browser.get("/klage/kvittering")).replace("-", "")
    read = read_case(new, keys.open_with_code(new, code))
    assert (read.story, read.identity["name"]) == ("En helt anden klage", "Bo")


def test_few_words_are_only_taken_for_the_same_when_the_names_are(browser: CheckingClient) -> None:
    typed = {"story": "Jeg klager.", "inbox": "ledelse"}
    for name in ("Anna", "Bo", "Anna"):
        write(browser, "afgoerelse", name=name, **typed)
    assert len(cases()) == 2


def test_after_closing_the_case_on_this_device_nobody_is_taken_for_its_citizen(browser: CheckingClient) -> None:
    first = write(browser).follow()
    first.submit(form="Luk sagen på denne enhed")
    asked = write(browser)
    assert asked.h1 == "Er det allerede sendt?"
    assert code_on(first) not in asked.html
    assert len(cases()) == 1, "sending it again is asked about first"
    second = asked.submit(form="Send som en ny sag").follow()
    assert code_on(second) != code_on(first)
    assert len(cases()) == 2


def test_the_page_it_was_sent_from_opens_nothing_once_the_case_is_closed_here(browser: CheckingClient) -> None:
    page = browser.get("/klage/skriv")
    receipt = page.submit({"story": STORY}).follow()
    receipt.submit(form="Luk sagen på denne enhed")
    for story in (STORY, "Noget helt andet, skrevet på den samme side."):
        asked = page.submit({"story": story})
        assert asked.h1 == "Er det allerede sendt?"
        assert story in asked.text
        assert code_on(receipt) not in asked.html
    assert browser.get("/klage/kvittering").location == "/sag"
    assert len(cases()) == 1


def test_what_was_sent_is_asked_about_after_half_an_hour_too(browser: CheckingClient, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    write(browser)
    freeze("2021-05-03 08:31")
    asked = write(browser)
    assert asked.h1 == "Er det allerede sendt?"
    asked.submit(form="Send som en ny sag")
    assert len(cases()) == 2


def test_going_back_after_sending_says_so_and_has_the_browser_leave_the_fields_empty(browser: CheckingClient) -> None:
    before = browser.get("/klage/skriv")
    assert not before.form().tag.get("autocomplete")
    before.submit({"story": STORY})
    for address in ("/klage/skriv", "/klage/skriv?slags=ros", "/klage/kontakt"):
        page = browser.get(address)
        assert "Der er allerede sendt noget herfra" in page.text
        assert page.form().tag["autocomplete"] == "off"
        assert page.soup.find(id="phone")["autocomplete"] == "off"
    browser.get("/sag").submit(form="Luk sagen på denne enhed")
    closed = browser.get("/klage/skriv")
    assert closed.form().tag["autocomplete"] == "off"
    assert "så andre ikke kan læse det" in closed.text


def test_giving_up_forgets_what_was_typed(browser: CheckingClient) -> None:
    page = browser.get("/klage/skriv?slags=ros")
    kept = page.soup.find(attrs={"data-draft": True})["data-draft"]
    start = page.click("Fortryd")
    assert start.h1 == "Hvad vil du?"
    assert start.soup.find(attrs={"data-draft-over": kept})
    assert "er slettet på denne enhed" in start.text
    assert browser.get("/klage/skriv?slags=ros").form().tag["autocomplete"] == "off"


def test_each_door_keeps_its_own_draft(browser: CheckingClient) -> None:
    pages = [browser.get(f"/klage/skriv?slags={door}") for door in DOORS]
    assert len({page.soup.find(attrs={"data-draft": True})["data-draft"] for page in pages}) == len(DOORS)


def test_a_message_is_kept_until_it_is_sent_for_its_own_case_only(browser: CheckingClient) -> None:
    write(browser)
    page = browser.get("/sag")
    first = page.soup.find(attrs={"data-draft": True})["data-draft"]
    assert not page.soup.find(attrs={"data-draft-over": True})
    assert page.submit({"text": "Hej"}).follow().soup.find(attrs={"data-draft-over": "sent"})
    assert not browser.get("/sag").soup.find(attrs={"data-draft-over": True})
    write(browser, story="En anden sag")
    assert browser.get("/sag").soup.find(attrs={"data-draft": True})["data-draft"] != first


def test_nothing_of_it_is_in_the_database(browser: CheckingClient, app: Flask) -> None:
    write(browser)
    with browser.session_transaction() as session:
        ((mac, token, minute, _visits),) = session["sag_sendt"]
    assert minute == int(clock.now().timestamp()) // 60
    (case,) = cases()
    held = [value for value in vars(case).values() if isinstance(value, (str, bytes))]
    assert token not in held
    assert bytes.fromhex(mac) not in held


# --- a case lies open no longer than it is used ---


def test_a_cookie_copied_before_the_case_was_closed_opens_nothing(browser: CheckingClient, app: Flask) -> None:
    receipt = write(browser).follow()
    cookie = browser.get_cookie("vaerdig_borger")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("vaerdig_borger", cookie.value)
    assert thief.get("/sag").h1 == "Din sag", "until the case is closed the cookie is all there is"
    receipt.submit(form="Luk sagen på denne enhed")
    thief.set_cookie("vaerdig_borger", cookie.value)
    assert thief.get("/sag").h1 == "Se din sag"
    thief.set_cookie("vaerdig_borger", cookie.value)
    assert thief.get(receipt.url).location == "/sag"
    thief.set_cookie("vaerdig_borger", cookie.value)
    assert code_on(receipt) not in write(thief).html, "nor by writing the same again"
    again = browser.get("/sag").submit({"code": code_on(receipt)}).follow()
    assert STORY in again.text
    assert browser.get("/sag").h1 == "Din sag"


def test_closing_on_one_device_closes_on_all_and_keeps_what_is_being_written(
    browser: CheckingClient, app: Flask
) -> None:
    code = code_on(write(browser).follow())
    other = app.test_client()
    page = other.get("/sag").submit({"code": code}).follow()
    browser.get("/sag").submit(form="Luk sagen på denne enhed")
    late = page.submit({"text": "Skrevet på telefonen."})
    assert late.form().values["text"].strip() == "Skrevet på telefonen."
    assert "Skrevet på telefonen." in late.submit({"code": code}).follow().text


def test_a_case_that_lies_idle_closes_on_the_device(browser: CheckingClient, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    write(browser)
    assert municipality.setting("case_idle_minutes") == 30
    for minutes in (29, 58):
        freeze(f"2021-05-03 08:{minutes}")
        assert browser.get("/sag").h1 == "Din sag", "use keeps it open"
    freeze("2021-05-03 09:29")
    page = browser.get("/sag")
    assert page.h1 == "Se din sag"
    assert "ikke var brugt i 30 minutter" in page.text
    assert "ikke var brugt" not in browser.get("/sag").text
    assert browser.get("/klage/kvittering").location == "/sag"


def test_a_message_that_comes_too_late_is_kept(browser: CheckingClient, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    code = code_on(write(browser).follow())
    page = browser.get("/sag")
    freeze("2021-05-03 10:00")
    late = page.submit({"text": "Det tog mig lang tid."})
    assert late.status == 422
    assert late.h1 == "Skriv din kode igen"
    assert late.form().values["text"].strip() == "Det tog mig lang tid."
    assert "Det tog mig lang tid." in late.submit({"code": code}).follow().text


def test_the_municipality_sets_the_minutes(browser: CheckingClient, freeze: Any) -> None:
    municipalities.put("case_idle_minutes", 5)
    write(browser)
    moment = clock.now() + timedelta(minutes=6)
    freeze(moment.strftime("%Y-%m-%d %H:%M"))
    assert browser.get("/sag").h1 == "Se din sag"


# --- a wish to be contacted ---


def test_one_can_ask_to_be_contacted_without_complaining(browser: CheckingClient) -> None:
    page = browser.get("/klage").click("Jeg vil gerne kontaktes")
    assert "inbox" not in page.form().values, "nobody is chosen beforehand"
    receipt = page.submit({"inbox": "ledelse", "phone": "22 33 44 55"}).follow()
    (case,) = cases()
    assert (case.type, case.inbox, case.anonymity) == ("vejledning", "ledelse", "med_navn")
    told = read_case(case, keys.open_with_code(case, normalise(code_on(receipt))))
    assert (told.story, told.identity["phone"]) == ("Jeg vil gerne kontaktes.", "22 33 44 55")
    assert "klage" not in receipt.h1.lower()


def test_a_wish_to_be_contacted_needs_a_way_to_do_it_and_somebody_to_do_it(browser: CheckingClient) -> None:
    page = browser.get("/klage/kontakt").submit({"name": "Anna", "story": STORY})
    assert page.status == 422
    assert any("Ellers kan vi ikke kontakte dig" in error for error in page.errors)
    assert any("Hvem skal kontakte dig" in error for error in page.errors)
    assert (page.form().values["name"], page.form().values["story"].strip()) == ("Anna", STORY)
    assert not cases()


def test_the_borgerraadgiver_is_a_choice_and_what_she_cannot_take_is_said(browser: CheckingClient) -> None:
    page = browser.get("/klage/kontakt")
    for text in ("Ændre en afgørelse", "politikerne", "en anden myndighed", "ansatte"):
        assert text in page.text
    page.submit({"inbox": "borgerraadgiver", "email": "anna@eksempel.dk", "story": "Jeg vil tale om et brev."})
    (case,) = cases()
    assert (case.inbox, case.anonymity) == ("borgerraadgiver", "fortrolig")


def test_a_wish_sent_twice_is_one_case(browser: CheckingClient) -> None:
    page = browser.get("/klage/kontakt")
    page.submit({"inbox": "ledelse", "phone": "22 33 44 55"})
    page.submit({"inbox": "ledelse", "phone": "22 33 44 55"})
    assert len(cases()) == 1
    changed = page.submit({"inbox": "ledelse", "phone": "22 33 44 55", "story": STORY})
    assert changed.h1 == "Vi har allerede det, du skrev"


def test_who_asks_to_be_contacted_is_not_told_to_look_for_the_answer_on_a_page(browser: CheckingClient) -> None:
    page = browser.get("/klage/kontakt").submit({"phone": "12 34 56 78", "inbox": "borgerraadgiver"}).follow()
    assert "Vi kontakter dig på det telefonnummer eller den e-mail" in page.text
    assert "Du får svar på siden" not in page.text
    for door, more in (("hjaelp", {"name": "Anna"}), ("ros", {"phone": "12 34 56 78"}), ("behandling", {})):
        told = write(browser, door, **more).follow().text
        assert "Vi kontakter dig på" not in told, door
        assert "Du får svar på siden »Din sag«." in told
