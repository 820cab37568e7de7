"""An answer that comes late: a delay letter in time, the new date passes too, chasing by e-mail, escalation, and the citizen upholds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from mail_box import Box
from playwright.sync_api import Page, expect
from town import Town, look, move, receipt_of, serving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

STORY = "Jeg har bedt om et møde i fem uger."
HOURLY = ("complaints.escalation", "complaints.notices")


@pytest.fixture
def town(app: Flask, box: Box) -> Iterator[Town]:
    with serving(app, "2026-12-01 08:00") as found:
        found.settle("borgerraadgiver")
        found.settle("leder")
        yield found


def test_through_delay_letter_and_escalation(town: Town, box: Box, new_page: Callable[..., Page]) -> None:
    citizen, boss = new_page(360), new_page(1200)
    code, number = _complain(town, citizen)
    _at_the_department(town, boss, number)
    _delay(town, boss, number)
    town.at("2026-12-22 11:00")
    town.own_case(citizen, code)
    expect(citizen.get_by_text("Jeg venter på svar fra en anden afdeling.")).to_be_visible()
    expect(citizen.get_by_text("fredag den 8. januar 2027").first).to_be_visible()
    _passes(town, box)
    _seen_late(town, citizen, code)
    br = new_page(1200)
    town.open_inbox(br)
    br.goto(f"{town.address}/stab/forsinkede-svar")
    expect(br.get_by_text(number).first).to_be_visible()
    look(br)
    _answer(town, boss, number)
    town.own_case(citizen, code)
    citizen.get_by_role("link", name="Fasthold din klage").click()
    look(citizen)
    citizen.locator("main form button[type=submit]").first.click()
    expect(citizen.get_by_text("Din klage er fastholdt.").first).to_be_visible()
    expect(citizen.get_by_text("Du har fastholdt din klage").first).to_be_visible()
    look(citizen)


def _complain(town: Town, page: Page) -> tuple[str, str]:
    page.goto(f"{town.address}/klage/skriv?slags=behandling")
    page.get_by_label("Hvad er der sket?").fill(STORY)
    page.get_by_label("Ledelsen i jobcentret", exact=True).check(force=True)
    page.get_by_label("E-mail (frivilligt)", exact=True).fill("anna@eksempel.dk")
    page.get_by_role("button", name="Send").click()
    told = receipt_of(page)
    page.get_by_role("link", name="Se din sag").click()
    page.get_by_role("button", name="Send mig en e-mail, når der er nyt").click()
    expect(page.get_by_text("Du får en e-mail, når der er nyt.")).to_be_visible()
    return told


def _case(town: Town, page: Page, number: str) -> None:
    town.sign_in(page, "leder")
    page.goto(f"{town.address}/stab/klager?vis=alle")
    page.get_by_role("link", name=number).first.click()


def _at_the_department(town: Town, page: Page, number: str) -> None:
    town.at("2026-12-02 08:00")
    _case(town, page, number)
    move(page, "Hos afdelingen", "Svar borgeren.")
    expect(page.get_by_text("onsdag den 23. december 2026").first).to_be_visible()


def _delay(town: Town, page: Page, number: str) -> None:
    town.at("2026-12-22 09:00")
    _case(town, page, number)
    page.get_by_role("link", name="Send et forsinkelsesbrev").or_(page.get_by_role("link", name="forsink")).last.click()
    look(page)
    page.get_by_label("Begrundelse").or_(page.get_by_label("Hvorfor")).first.fill(
        "Jeg venter på svar fra en anden afdeling."
    )
    page.get_by_label("dato").first.fill("08.01.2027")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Brevet er sendt. Borgeren kan læse det nu.")).to_be_visible()
    look(page)


def _passes(town: Town, box: Box) -> None:
    for moment in ("2026-12-23 09:00", "2027-01-08 09:00", "2027-01-11 09:00", "2027-01-13 09:00", "2027-01-15 09:00"):
        town.at(moment)
        town.work(*HOURLY)
    assert "anna@eksempel.dk" in box.receivers, "she is told that there is a letter"
    assert all(STORY not in letter.get_content() for letter in box.letters)
    assert len(box.letters) >= 3, "and those who should have answered are reminded"


def _seen_late(town: Town, page: Page, code: str) -> None:
    town.at("2027-01-15 12:00")
    town.own_case(page, code)
    expect(page.get_by_text("Svaret er forsinket. Vi rykker").first).to_be_visible()
    expect(page.get_by_text("Vi har rykket afdelingen for svar").first).to_be_visible()
    look(page)


def _answer(town: Town, page: Page, number: str) -> None:
    town.at("2027-01-18 09:00")
    _case(town, page, number)
    look(page)
    page.get_by_role("link", name="Skriv til borgeren").click()
    page.get_by_label("Afdelingens svar på klagen").check(force=True)
    page.get_by_label("Beskeden til borgeren").fill("Du får et møde den 25. januar. Undskyld, at du har ventet.")
    page.get_by_role("button", name="Send til borgeren").click()
    expect(page.get_by_text("Beskeden er sendt.")).to_be_visible()
    expect(page.get_by_text("Besvaret af afdelingen").first).to_be_visible()
