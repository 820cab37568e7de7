"""The decision door: the last day worked out, mended, and taken along into the complaint; what those who handle it read of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from checking import CheckingClient, Page
from complaints.given import see_again
from flask import Flask
from sqlalchemy import select

from værdig import audit
from værdig.clock import today
from værdig.complaints.appeals.kept import carried, keep, kept
from værdig.complaints.appeals.last_day import last_day
from værdig.complaints.appeals.noting import NOTED
from værdig.complaints.models import Case
from værdig.db import db
from værdig.municipality import service as municipalities

DOOR = "/klage/afgoerelse"


@pytest.fixture
def browser(client: CheckingClient, ready: Any, freeze: Any) -> CheckingClient:
    """A citizen's browser on a Monday, the borgerraadgiver's inbox being ready."""
    freeze("2026-11-23 09:00")
    return client


def the_case() -> Case:
    see_again()
    return db.session.scalars(select(Case)).one()


def reckon(browser: CheckingClient, **typed: str) -> Page:
    return browser.get(DOOR).submit(typed, form="Regn sidste dag ud")


def test_the_start_page_leads_to_the_door_and_the_door_to_the_complaint(browser: CheckingClient) -> None:
    door = browser.get("/klage").click("Jeg er uenig i en afgørelse")
    assert door.h1 == "Du er uenig i en afgørelse"
    for words in ("Vi skal vide, hvem du er", "spørger vi med det samme", "Jeg klager", "Vi gemmer det ikke"):
        assert words in door.text
    assert "Sådan er datoen regnet ud" not in door.text
    assert door.click("Skriv klagen nu").h1 == "Klag over en afgørelse"


def test_the_last_day_is_told_with_its_reckoning(browser: CheckingClient) -> None:
    page = reckon(browser, dated="9. november 2026", way="brev")
    assert page.status == 200
    assert "Kommunen skal have din klage senest tirsdag den 15. december 2026 inden midnat." in page.text
    assert "6 arbejdsdage" in page.text
    assert "Kilde: Justitsministeriets vejledning nr. 9533" in page.text
    assert page.form().values["dated"] == "9. november 2026", "what she typed stays as she typed it"


def test_the_municipalitys_closing_days_move_no_last_day(browser: CheckingClient) -> None:
    municipalities.put("closing_days", ["2026-12-07"])
    assert "mandag den 7. december 2026 inden midnat" in reckon(browser, dated="9.11.2026", way="digital_post").text


def test_an_unknown_way_says_at_the_latest_and_ask_us(browser: CheckingClient) -> None:
    page = reckon(browser, dated="9.11.2026", way="ved_ikke")
    assert "Klag senest mandag den 7. december 2026. Så er du på den sikre side." in page.text
    assert "Spørg os." in page.text
    assert "Kommunen skal have din klage senest" not in page.text


def test_on_the_last_day_it_says_today(browser: CheckingClient) -> None:
    assert "Det er i dag." in reckon(browser, dated="26.10.2026", way="digital_post").text


def test_whoever_is_late_is_told_to_complain_all_the_same(browser: CheckingClient) -> None:
    page = reckon(browser, dated="2.3.2026", way="udleveret")
    assert "Sidste dag var mandag den 30. marts 2026, som vi regner det. Klag alligevel." in page.text
    assert "Skriv klagen nu" in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"dated": "31.02.2026", "way": "brev"}, "31.02.2026"),
        ({"dated": "24.11.2026", "way": "brev"}, "ligger efter i dag"),
        ({"dated": "1.11.2025", "way": "brev"}, "over et år gammel"),
        ({"dated": "i går", "way": "brev"}, "i går"),
        ({"way": "brev"}, "Skriv datoen på afgørelsen"),
        ({"dated": "9.11.2026"}, "Vælg, hvordan du fik afgørelsen"),
        ({"dated": "9.11.2026", "got": "6.11.2026", "way": "brev"}, "før den er dateret"),
        ({"got": "9.11.26", "way": "brev"}, "9.11.26"),
    ],
)
def test_what_cannot_be_is_told_in_danish_and_stays_in_its_field(
    browser: CheckingClient, typed: dict[str, str], said: str
) -> None:
    page = reckon(browser, **typed)
    assert page.status == 422
    assert len(page.errors) == 1
    held = page.form().values
    assert all(held[name] == text for name, text in typed.items())
    assert said in page.errors[0] or said in held.values()
    assert "Din sidste dag" not in page.text


def test_the_door_shows_no_errors_for_words_that_are_not_its_own(browser: CheckingClient) -> None:
    assert browser.get(f"{DOOR}?utm=nyhedsbrev", status=200).errors == []


def test_what_she_was_told_goes_along_sealed_into_her_case(browser: CheckingClient) -> None:
    form = reckon(browser, dated="9.11.2026", way="brev", got="12.11.2026").click("Skriv klagen nu")
    assert "senest torsdag den 10. december 2026" in form.text
    failed = form.submit({"story": "", "name": "Anna", "inbox": "ledelse"}, button="Send")
    assert "senest torsdag den 10. december 2026" in failed.text, "and is not lost with an error"
    receipt = failed.submit({"story": "Jeg klager."}, button="Send").follow()
    assert "Vi har modtaget" in receipt.h1
    case = the_case()
    assert (case.type, case.appeal_until) == ("klage_over_afgoerelse", None), "the management's cases wait for no leave"
    assert b"2026-11-12" not in (case.particulars or b"")
    page = browser.get("/sag")
    assert "Sidste dag for klagen er torsdag den 10. december 2026. Vi fik den i tide." in page.text


def test_dates_somebody_has_put_into_the_address_are_left_out_where_they_cannot_be(browser: CheckingClient) -> None:
    for query in ("way=brev&dated=2031-01-01", "way=due&dated=2026-11-09", "way=brev&dated=%3Cb%3E", "way=brev"):
        page = browser.get(f"/klage/skriv?slags=afgoerelse&{query}")
        assert "Regn din sidste dag ud" in page.text
    page.submit({"story": "Jeg klager.", "name": "Anna", "inbox": "ledelse"}, button="Send").follow()
    assert the_case().particulars is None


def test_the_handler_reads_whether_it_came_in_time_by_the_hour(
    browser: CheckingClient, staff: Any, freeze: Any
) -> None:
    form = reckon(browser, dated="2.11.2026", way="digital_post").click("Skriv klagen nu")
    freeze("2026-11-30 22:59")  # one minute to midnight in Denmark, on the last day
    form = browser.get(form.url)
    form.submit({"story": "Jeg klager.", "name": "Anna", "inbox": "ledelse"}, button="Send")
    page = staff("leder").get(f"/stab/klager/{the_case().id}")
    assert "Klagen kom 30. november 2026 kl. 23.59. Sidste dag er mandag den 30. november 2026." in page.text
    assert "i tide efter vores regning" in page.text
    assert "4 uger efter mandag den 2. november 2026" in page.text


def test_a_late_complaint_is_received_and_left_to_a_human(browser: CheckingClient, staff: Any, freeze: Any) -> None:
    form = reckon(browser, dated="2.11.2026", way="digital_post").click("Skriv klagen nu")
    freeze("2026-11-30 23:00")
    browser.get(form.url).submit({"story": "Jeg klager.", "name": "Anna", "inbox": "ledelse"}, button="Send").follow()
    case = the_case()
    assert case.state == "visitation"
    assert {row.kind for row in case.clocks} >= {"videresendelse", "genvurdering"}
    page = staff("leder").get(f"/stab/klager/{case.id}")
    assert "Det er for sent efter vores regning: vurder selv, om der skal ses bort fra fristen." in page.text
    assert "Vi fik den senere. Vi ser på den alligevel." in browser.get("/sag").text


def test_without_dates_nobody_guesses(browser: CheckingClient, boss: Any) -> None:
    browser.get("/klage/skriv?slags=afgoerelse").submit({"story": "Jeg klager.", "name": "Anna", "inbox": "ledelse"})
    page = boss.get(f"/stab/klager/{the_case().id}")
    assert "Borgeren har ikke skrevet, hvornår afgørelsen kom." in page.text
    assert "Sidste dag" not in browser.get("/sag").text


# --- consent at once ---


def test_whoever_chooses_the_borgerraadgiver_can_let_the_management_see_it_at_once(
    browser: CheckingClient, boss: Any
) -> None:
    form = browser.get("/klage/skriv?slags=afgoerelse")
    assert not form.form().values.get("consents"), "nobody has said yes for her"
    receipt = form.submit(
        {"story": "Jeg klager.", "name": "Anna", "inbox": "borgerraadgiver", "consents": "y"}
    ).follow()
    assert "Du har sagt ja til, at ledelsen i jobcentret ser klagen og dit navn." in receipt.text
    assert "før du siger ja" not in receipt.text
    case = the_case()
    (given,) = case.consents
    assert (given.scope, given.given_how) == ("med_navn", "paa_sagen")
    assert "Anna" in boss.get(f"/stab/klager/{case.id}").text
    assert "Ledelsen kan se klagen og dit navn." in browser.get("/sag").text


def test_a_yes_is_never_taken_from_an_unticked_box_or_for_the_managements_own(browser: CheckingClient) -> None:
    form = browser.get("/klage/skriv?slags=afgoerelse")
    form.submit({"story": "Jeg klager.", "name": "Anna", "inbox": "borgerraadgiver"})
    assert the_case().consents == []


def test_a_double_click_gives_one_consent(browser: CheckingClient) -> None:
    values = browser.get("/klage/skriv?slags=afgoerelse").form().values
    sent = values | {"story": "Jeg klager.", "name": "Anna", "inbox": "borgerraadgiver", "consents": "y"}
    for _click in range(2):
        browser.post("/klage/skriv?slags=afgoerelse", data=sent)
    assert len(the_case().consents) == 1


def test_other_doors_have_no_such_box_and_keep_no_dates(browser: CheckingClient) -> None:
    page = browser.get("/klage/skriv?slags=behandling&way=brev&dated=2026-11-09")
    assert not page.soup.select("input[name=consents], input[name=dated]")
    page.submit({"story": "Det er ikke i orden."})
    assert the_case().particulars is None


# --- what is kept ---


def test_what_is_kept_of_a_notice_is_read_back(context: Flask, freeze: Any) -> None:
    freeze("2026-11-23 09:00")
    for sent in ({"way": "brev", "dated": "2026-11-09"}, {"way": "ved_ikke", "got": "2026-11-10"}):
        notice = carried(sent)
        assert notice is not None
        held = keep(notice)
        assert kept(held) == notice
        assert held["appeal_last"] == last_day(notice).day.isoformat()
    assert kept({"wish": "At I ringer"}) is None


# --- what a handler notes ---


def test_the_handler_notes_what_the_citizen_says_and_both_see_the_last_day(browser: CheckingClient, staff: Any) -> None:
    browser.get("/klage/skriv?slags=afgoerelse").submit(
        {
            "story": "Jeg klager.",
            "name": "Anna",
            "inbox": "ledelse",
            "wish": "At I ser på det igen",
            "reference": "Sag 77",
        }
    )
    boss, address = staff("leder"), f"/stab/klager/{the_case().id}"
    page = boss.get(address).click("Notér, hvornår afgørelsen kom")
    wrong = page.submit({"dated": "31.02.2026", "way": "brev"})
    assert (wrong.status, wrong.form().values["dated"]) == (422, "31.02.2026")
    typed = {"dated": "9.11.2026", "way": "brev"}
    done = wrong.submit(typed).follow()
    assert "Sidste dag er tirsdag den 15. december 2026." in done.text
    assert "At I ser på det igen" in done.text
    assert "Sag 77" in done.text
    assert "Noteret, hvornår borgeren fik afgørelsen" in done.text
    wrong.submit(typed)
    assert boss.get(address).text.count("Noteret, hvornår borgeren fik afgørelsen") == 1, "a second click notes nothing"
    assert "Sidste dag for klagen er tirsdag den 15. december 2026." in browser.get("/sag").text
    held = done.click("Ret, hvornår afgørelsen kom").form().values
    assert (held["dated"], held["way"]) == ("09.11.2026", "brev")


def test_a_noted_date_quiets_the_alarm_and_lies_sealed(client: CheckingClient, br: Any) -> None:
    client.get("/klage/skriv?slags=afgoerelse").submit(
        {"story": "Jeg klager.", "name": "Anna", "inbox": "borgerraadgiver"}
    )
    address = f"/stab/indbakke/{the_case().id}"
    assert "Haster" in br.get(address).text
    br.get(f"{address}/klagefrist").submit({"got": f"{today():%d.%m.%Y}", "way": "udleveret"})
    assert "Haster" not in br.get(address).text
    case = the_case()
    assert case.appeal_until is not None
    assert case.appeal_until >= today() + timedelta(weeks=4)
    (entry,) = audit.entries_about("complaint_case", case.id, NOTED)
    assert entry.detail is None


def test_only_a_complaint_over_a_decision_has_such_a_page(browser: CheckingClient, staff: Any) -> None:
    browser.get("/klage/skriv").submit({"story": "Det er ikke i orden.", "inbox": "ledelse"})
    answer = staff("leder").get(f"/stab/klager/{the_case().id}/klagefrist").follow()
    assert "Sagen er ikke en klage over en afgørelse." in answer.text
