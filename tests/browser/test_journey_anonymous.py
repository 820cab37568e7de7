"""Two weeks of an anonymous complaint on a telephone: written, answered, written again, closed; nobody ever learns who wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from browsing import fits
from complaints.given import database_bytes
from flask import Flask
from playwright.sync_api import Page, expect
from town import Town, look, move, receipt_of, serving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

STORY = "Jeg er blevet kaldt doven foran de andre. Jeg tør ikke sige, hvem jeg er."
ASKS = "Hvilken dag skete det? Du behøver ikke sige, hvem du er."
MORE = "Det var torsdag den 26. november om formiddagen."
FINAL = "Jeg har talt med lederen om det, uden at sige noget, som kan vise, hvem du er."


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with serving(app, "2026-12-01 08:00") as found:
        found.settle("borgerraadgiver")
        yield found


def test_two_weeks_of_an_anonymous_dialogue(town: Town, new_page: Callable[..., Page]) -> None:
    code, number = _complain(town, new_page(360, javascript=False))
    _ask(town, new_page(1200), number)
    _write_again(town, new_page(360, javascript=False), code)
    _close(town, new_page(1200), number)
    _read(town, new_page(360), code)
    for told in (b"Chrome", b"Mozilla", b"HeadlessChrome", STORY.encode(), MORE.encode()):
        assert told not in database_bytes(town.app)


def _complain(town: Town, page: Page) -> tuple[str, str]:
    page.goto(f"{town.address}/klage")
    page.get_by_role("link", name="Jeg er utilfreds med, hvordan jeg er blevet behandlet").click()
    page.get_by_label("Hvad er der sket?").fill(STORY)
    for _step in range(6):
        page.get_by_role("button", name="Næste").click()
        fits(page)
    expect(page.get_by_text("Sprunget over").first).to_be_visible()
    page.get_by_role("button", name="Send").click()
    code, number = receipt_of(page)
    expect(page.get_by_text("senest torsdag den 10. december 2026").first).to_be_visible()
    page.get_by_role("button", name="Luk sagen på denne enhed").click()
    return code, number


def _ask(town: Town, page: Page, number: str) -> None:
    town.at("2026-12-03 09:00")
    town.open_inbox(page)
    page.get_by_role("link", name=number).first.click()
    expect(page.get_by_text("Anonym").first).to_be_visible()
    page.get_by_role("link", name="Skriv til borgeren").click()
    page.get_by_label("Beskeden til borgeren").fill(ASKS)
    page.get_by_role("button", name="Send til borgeren").click()
    expect(page.get_by_text("Beskeden er sendt.")).to_be_visible()
    move(page, "Afventer borgeren", "Vi mangler dagen.")
    look(page)


def _write_again(town: Town, page: Page, code: str) -> None:
    town.at("2026-12-07 19:30")
    town.own_case(page, code.lower().replace("-", " "))
    expect(page.get_by_text(ASKS)).to_be_visible()
    expect(page.get_by_text("Vi mangler svar fra dig").first).to_be_visible()
    expect(page.get_by_text("Du er anonym. Vi ved ikke, hvem du er.")).to_be_visible()
    page.get_by_label("Din besked").fill(MORE)
    page.get_by_role("button", name="Send besked").click()
    expect(page.get_by_text("Din besked er sendt.")).to_be_visible()
    fits(page)


def _close(town: Town, page: Page, number: str) -> None:
    town.at("2026-12-10 08:00")
    town.open_inbox(page)
    page.goto(f"{town.address}/stab/i-dag/borgerraadgiver")
    look(page)
    page.get_by_role("link", name=number).first.click()
    expect(page.get_by_text(MORE)).to_be_visible()
    page.get_by_role("link", name="Tilføj et klagepunkt").click()
    page.get_by_label("Tema").select_option("complaints.optraeden")
    page.get_by_label("Formalitet: sagsbehandling og optræden").check(force=True)
    page.get_by_role("button", name="Tilføj").click()
    page.get_by_role("link", name="Udfald for punkt 1").click()
    page.get_by_label("Kan ikke afklares").check(force=True)
    page.get_by_role("button", name="Gem").click()
    move(page, "Vejledt", "Mere kan vi ikke uden navn.")
    page.get_by_role("link", name="Afslut sagen").click()
    letter = page.get_by_label("Afslutningsbrev til borgeren")
    words = letter.input_value().replace("[Skriv begrundelsen her]", FINAL)
    letter.fill(words.replace("[Skriv, hvad der sker]", "Lederen taler med alle i afdelingen om det."))
    page.get_by_label("Begrundelse for at afslutte").fill("Det kan ikke komme længere uden navn.")
    page.get_by_role("button", name="Send brevet og afslut").click()
    expect(page.get_by_text("Sagen er afsluttet.")).to_be_visible()
    look(page)


def _read(town: Town, page: Page, code: str) -> None:
    town.at("2026-12-15 18:00")
    town.own_case(page, code)
    expect(page.get_by_text(FINAL)).to_be_visible()
    expect(page.get_by_text("Afsluttet").first).to_be_visible()
    expect(page.get_by_text("Borgerrådgivningen, uden for forvaltningen").first).to_be_visible()
    look(page)
    page.get_by_role("link", name="Åbn sagen igen").click()
    look(page)
    page.get_by_role("link", name="Fortryd").or_(page.get_by_role("link", name="Nej")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Din sag")
