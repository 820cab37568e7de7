"""What the citizen reads of her own case: who wrote, what she has agreed to, what she has asked for, and what is promised her."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from checking import CheckingClient, Page
from complaints.given import BOSS, BR, PASSPHRASE, citizen_keys, clocks_of, received, see_again
from flask import Flask

from værdig.complaints import keys, queries, service
from værdig.complaints.acting import BORGERRAADGIVER, CITIZEN
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.plugin import register_personal_data
from værdig.complaints.reading import read_case
from værdig.complaints.states import State
from værdig.errors import RuleBroken, UserError


@pytest.fixture
def browser(client: CheckingClient, ready: Any) -> CheckingClient:
    """A citizen's browser, the borgerraadgiver's inbox being ready."""
    return client


def opened(browser: CheckingClient, **told: Any) -> tuple[Page, Case, str]:
    """Receive a complaint and open it by its code."""
    case, code = received(**told)
    browser.delete_cookie("vaerdig_borger")
    return browser.get("/sag").submit({"code": code}).follow(), case, code


def test_each_message_says_who_wrote_it_and_when(browser: CheckingClient, freeze: Any) -> None:
    freeze("2021-05-03 08:10")
    page, case, code = opened(browser, reader=Reader.MANAGEMENT)
    service.answer(case.id, citizen_keys(case, code), "Tak for din klage.", BOSS)
    freeze("2021-05-03 08:20")
    page.submit({"text": "Tak for svaret."})
    texts = browser.get("/sag").text
    told = texts[texts.index("Beskeder") :]
    assert told.index("Fra Leder (Jobcentret)") < told.index("3. maj 2021 kl. 10.10") < told.index("Tak for din klage.")
    assert told.index("Fra dig") < told.index("3. maj 2021 kl. 10.20") < told.index("Tak for svaret.")


def test_language_and_interpreter_are_shown_back(browser: CheckingClient) -> None:
    page, _case, _code = opened(browser, language="ar", interpreter=True)
    assert "Arabisk, med tolk" in page.text
    other, _case, _code = opened(browser)
    assert "tolk" not in other.text


def test_a_consent_says_how_it_was_given(browser: CheckingClient) -> None:
    _page, case, code = opened(browser, identity={"name": "Anna"})
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", BR)
    page = browser.get("/sag")
    assert "Du har sagt ja mundtligt" in page.text
    assert "men ikke dit navn" in page.text
    page.submit(form="Tag dit ja tilbage")
    browser.get("/sag/samtykke").submit({"scope": "med_navn"})
    given = browser.get("/sag").text
    assert "Du har sagt ja her på siden" in given
    assert ". Ledelsen kan se klagen og dit navn." in given


def test_who_is_anonymous_is_not_asked_about_a_name(browser: CheckingClient) -> None:
    opened(browser)
    ask = browser.get("/sag/samtykke")
    assert "mit navn" not in ask.text
    page = ask.submit().follow()
    assert "Ledelsen kan se klagen. Du er anonym." in page.text
    assert "dit navn" not in page.text


@pytest.mark.parametrize("identity", [{}, {"name": "Anna", "email": "anna@eksempel.dk"}, {"phone": "12 34 56 78"}])
def test_only_who_has_given_a_number_is_promised_a_call(browser: CheckingClient, identity: dict[str, str]) -> None:
    _page, case, code = opened(browser, identity=identity)
    service.move(case.id, citizen_keys(case, code), State.DIALOG, BR, "Et opkald kan løse det.")
    page = browser.get("/sag")
    assert ("Vi ringer til dig" in page.text) is ("phone" in identity)
    assert ("Skriv dit telefonnummer i en besked" in page.text) is ("phone" not in identity)


def test_it_is_said_how_long_a_case_is_kept_and_the_same_everywhere(browser: CheckingClient) -> None:
    page, _case, _code = opened(browser)
    (row,) = register_personal_data()
    assert "5 år" in str(row.keep)
    for shown in (page, browser.get("/klage/kvittering"), browser.get("/klage/skriv")):
        assert "gemmer sagen i 5 år" in shown.text


def test_withdrawing_says_the_same_months_everywhere_and_nobody_works_on(browser: CheckingClient, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    page, _case, code = opened(browser)
    ask = page.click("Træk din klage tilbage")
    assert "12 måneder" in ask.text
    withdrawn = ask.submit().follow()
    assert "12 måneder" in withdrawn.text
    assert "altid" not in withdrawn.text
    assert "Vi arbejder videre" not in withdrawn.submit(form="Luk sagen på denne enhed").text
    freeze("2022-06-03 08:00")
    late = browser.get("/sag").submit({"code": code}).follow()
    assert "Åbn sagen igen" not in late.text, "what would be refused is not offered"


def test_a_running_case_goes_on_when_it_is_closed_on_the_device(browser: CheckingClient) -> None:
    page, _case, _code = opened(browser)
    assert "Vi arbejder videre" in page.submit(form="Luk sagen på denne enhed").text


def test_what_is_said_of_the_code_is_true(browser: CheckingClient) -> None:
    page, _case, code = opened(browser)
    assert "Du kan se den på kvitteringen" in page.text
    assert code in page.click("Se kvitteringen med din kode").text.replace("-", "")


def test_asking_the_borgerraadgiver_is_shown_and_can_be_taken_back(
    browser: CheckingClient, ready: Callable[[], dict[str, bytes]]
) -> None:
    page, case, _code = opened(browser, reader=Reader.MANAGEMENT)
    assert "har bedt borgerrådgiveren" not in page.text
    asked = page.click("Bed borgerrådgiveren se på din sag").submit().follow()
    assert "Du har bedt borgerrådgiveren se på den" in asked.text
    after = asked.submit(form="Luk sagen for borgerrådgiveren").follow()
    see_again()
    assert not queries.is_shared(case, Reader.BORGERRAADGIVER)
    assert keys.open_for(case, Reader.MANAGEMENT, keys.management_keys()).has(keys.Part.CASE)
    assert "Bed borgerrådgiveren se på din sag" in after.text


def test_what_the_borgerraadgiver_has_in_her_own_right_cannot_be_taken_back(
    browser: CheckingClient, context: Flask
) -> None:
    _page, case, _code = opened(browser)
    assert "Luk sagen for borgerrådgiveren" not in browser.get("/sag").text
    with pytest.raises(RuleBroken):
        service.take_back_from_borgerraadgiver(case.id)
    see_again()
    assert queries.is_shared(case, BORGERRAADGIVER.reader)


def test_a_code_of_a_survey_is_shown_the_other_door(browser: CheckingClient) -> None:
    page = browser.get("/sag").submit({"code": "2222-2222-22222"})
    assert "om en undersøgelse" in page.errors[0]
    assert page.soup.find("a", href="/svar")
    short = browser.get("/sag").submit({"code": "ABC"})
    assert "brev" not in short.errors[0]


def test_what_a_citizen_has_typed_turns_no_line_of_the_staffs_pages(
    staff: Callable[[str], CheckingClient], context: Flask
) -> None:
    name, story = "Anna \u202eAndersen", "Sådan: \u202eomvendt\nog videre"
    case, _code = received(story=story, reader=Reader.MANAGEMENT, identity={"name": name})
    page = staff("leder").get(f"/stab/klager/{case.id}", status=200)
    held = [tag for tag in page.soup.find_all(["bdi", "p"]) if "\u202e" in tag.get_text()]
    assert [tag.get_text() for tag in held] == [name, story]
    assert all(tag.name == "bdi" or tag["dir"] == "auto" for tag in held)


def test_a_message_is_for_the_borgerraadgiver_alone_unless_the_citizen_says_otherwise(browser: CheckingClient) -> None:
    page, case, code = opened(browser)
    assert "with_management" not in page.form().values
    assert page.soup.find("input", attrs={"name": "with_management"}) is None
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", BR)
    browser.get("/sag").submit({"text": "Kun til dig."})
    browser.get("/sag").submit({"text": "Til jer begge.", "with_management": "y"})
    see_again()
    read = read_case(case, keys.open_for(case, Reader.MANAGEMENT, keys.management_keys()))
    assert [message.text for message in read.messages] == ["Til jer begge."]
    shown = browser.get("/sag").text
    assert shown.count("Ledelsen kan også læse den.") == 1


def test_who_ticks_the_box_after_taking_the_consent_back_is_told_and_loses_nothing(browser: CheckingClient) -> None:
    _page, case, code = opened(browser)
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", BR)
    page = browser.get("/sag")
    service.revoke_consent(case.id, BR)
    page = page.submit({"text": "Til jer begge.", "with_management": "y"})
    assert page.status == 422
    assert "ikke længere samtykke" in page.errors[0]
    assert page.form().values["text"].strip() == "Til jer begge."
    assert page.submit({"with_management": None}).location == "/sag"


def test_going_back_and_sending_a_message_again_sends_it_once(browser: CheckingClient) -> None:
    _page, case, code = opened(browser)
    for _time in range(2):
        after = browser.get("/sag").submit({"text": "Hvornår hører jeg noget?"}).follow()
    assert "Den besked har vi allerede." in after.text
    see_again()
    assert len(case.messages) == 1
    service.answer(case.id, citizen_keys(case, code), "I morgen.", BR)
    browser.get("/sag").submit({"text": "Hvornår hører jeg noget?"})
    see_again()
    assert len(case.messages) == 3, "asking again after an answer is a new message"


def test_a_decision_complaint_that_is_with_the_management_is_not_promised_to_be_sent_there(
    browser: CheckingClient,
) -> None:
    named = {"type": "klage_over_afgoerelse", "identity": {"name": "Anna"}}
    page, _case, _code = opened(browser, reader=Reader.MANAGEMENT, **named)
    assert "vurderet igen senest" in page.text
    assert "videre senest" not in page.text


def test_only_who_is_anonymous_is_told_that_the_code_is_the_only_way(browser: CheckingClient) -> None:
    for identity in ({}, {"name": "Anna"}):
        opened(browser, identity=identity)
        told = browser.get("/klage/kvittering").text
        assert ("eneste vej tilbage" in told) is (not identity)
        assert ("ring til os med dit sagsnummer" in told) is bool(identity)


def dates_on(page: Page) -> dict[str, str]:
    """Return the dates a citizen is told, by what they are for."""
    tables = [table for table in page.soup.find_all("table") if table.caption.get_text() == "Datoer i din sag"]
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])] for table in tables for row in table.select("tbody tr")
    ]
    return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize("reader", [Reader.MANAGEMENT, Reader.BORGERRAADGIVER])
def test_a_withdrawn_and_reopened_complaint_over_a_decision_keeps_its_dates(
    client: CheckingClient, br: Any, boss: Any, freeze: Any, reader: Reader
) -> None:
    freeze("2021-05-03 08:00")
    _page, case, code = opened(client, reader=reader, type="klage_over_afgoerelse", identity={"name": "Anna"})
    if reader is Reader.BORGERRAADGIVER:
        service.give_consent(case.id, citizen_keys(case, code), "med_navn", CITIZEN)
    before = dates_on(client.get("/sag"))
    assert before["Afgørelsen er vurderet igen senest"] == "mandag den 31. maj 2021"
    asked = client.get("/sag/traek")
    assert "Fristen løber videre, mens klagen er trukket." in asked.text
    assert ("Du har sagt ja til, at ledelsen kan se klagen." in asked.text) is (reader is Reader.BORGERRAADGIVER)
    page = asked.submit().follow()
    assert not dates_on(page)
    page = page.click("Åbn sagen igen").submit().follow()
    assert dates_on(page) == before
    br.get("/stab/indbakke/laas-op").submit({"passphrase": PASSPHRASE})
    staff, queue = (br, "indbakke") if reader is Reader.BORGERRAADGIVER else (boss, "klager")
    told = clocks_of(staff.get(f"/stab/{queue}/{case.id}"))
    assert "Løber" in told["Genvurdering af afgørelsen"]
    assert "Bortfaldet" not in told["Send klagen over afgørelsen videre"]


def test_who_withdraws_another_complaint_is_warned_of_no_date(browser: CheckingClient) -> None:
    opened(browser)
    assert "Fristen" not in browser.get("/sag/traek").soup.main.get_text()


def test_a_consent_that_leaves_a_decision_unjudged_is_refused(context: Flask, ready: Any) -> None:
    for identity, scope in (({"name": "Anna"}, "uden_navn"), ({}, "uden_navn"), ({}, "med_navn")):
        case, code = received(type="klage_over_afgoerelse", identity=identity)
        with pytest.raises(UserError, match="hvem afgørelsen gælder"):
            service.give_consent(case.id, citizen_keys(case, code), scope, CITIZEN)
        assert queries.consent_of(case) is None
        assert not queries.is_shared(case, Reader.MANAGEMENT)


def test_a_consent_from_before_it_was_found_to_be_about_a_decision_promises_nothing(
    browser: CheckingClient,
) -> None:
    _page, case, code = opened(browser, identity={"name": "Anna"})
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", CITIZEN)
    service.classify(case.id, "klage_over_afgoerelse", BR)
    page = browser.get("/sag")
    assert "vurderet igen senest" not in page.text
    assert "ved ikke, hvem den er fra" in page.text
    page.click("Giv lov til, at ledelsen ser klagen og dit navn").submit()
    assert "vurderet igen senest" in browser.get("/sag").text


def test_who_is_anonymous_is_told_what_judging_a_decision_again_needs(browser: CheckingClient) -> None:
    for reader in (Reader.MANAGEMENT, Reader.BORGERRAADGIVER):
        page, _case, _code = opened(browser, reader=reader, type="klage_over_afgoerelse")
        assert "skal vide, hvem afgørelsen gælder" in page.text
        assert "vurderet igen senest" not in page.text
        assert "Skriv dit navn på siden »Din sag«" in browser.get("/klage/kvittering").text
    asked = browser.get("/sag/samtykke")
    assert not asked.soup.select("input[name=scope]")
    assert "skal vide, hvem afgørelsen gælder" in asked.text


def test_sending_on_is_promised_from_the_day_it_was_allowed(browser: CheckingClient, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    _page, case, code = opened(browser, type="klage_over_afgoerelse", identity={"name": "Anna"})
    freeze("2021-05-07 08:00")
    service.give_consent(case.id, citizen_keys(case, code), "med_navn", CITIZEN)
    (row,) = [row for row in case.clocks if row.kind == "videresendelse"]
    assert row.due == date(2021, 5, 7)
    assert "Borgeren gav lov til at sende klagen videre fredag den 7. maj 2021." in row.basis
    freeze("2021-05-11 08:00")
    service.revoke_consent(case.id, CITIZEN)
    freeze("2021-05-18 08:00")
    service.give_consent(case.id, citizen_keys(case, code), "med_navn", CITIZEN)
    assert row.due == date(2021, 5, 7), "it was late already when the consent was taken back"
    (row,) = [row for row in case.clocks if row.kind == "genvurdering"]
    assert row.due == date(2021, 5, 31), "the law counts from the receipt"
