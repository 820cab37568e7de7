"""From an investigation to a recommendation in a real browser: the borgerraadgiver, the management and the citizen, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browsing import Site, axe, fits, sign_in
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

STORY = "Jeg har ventet i otte uger på et svar om min ansøgning."


def looked_at(page: Page) -> None:
    """Hold a page to what every page is held to."""
    fits(page)
    axe(page)


@pytest.mark.parametrize("width", [1200, 360])
def test_from_the_hearing_to_a_recommendation_that_is_judged(
    site: Site, new_page: Callable[..., Page], width: int
) -> None:
    citizen, br, boss = new_page(width), new_page(width), new_page(width)
    number = _complain(citizen, site)
    _open_inbox(br, site)
    _investigate(br, number)
    _hear(br, boss, site, number)
    _comment(br, citizen, site, number)
    _find(br, number)
    citizen.goto(f"{site.address}/sag")
    expect(citizen.get_by_text("Du har fået vores udtalelse")).to_be_visible()
    expect(citizen.get_by_text("Det var for længe.")).to_be_visible()
    looked_at(citizen)
    _recommend(br, boss, site, number, f"Svar inden otte dage ({width})")


def _complain(page: Page, site: Site) -> str:
    page.goto(f"{site.address}/klage/skriv?slags=behandling")
    page.get_by_label("Hvad er der sket?").fill(STORY)
    page.get_by_label("Navn (frivilligt)").fill("Æblerose Prøvesen")
    page.get_by_label(re.compile("^Borgerrådgiveren")).check(force=True)
    page.get_by_role("button", name="Send").click()
    number = page.locator("dt:has-text('Sagsnummer') + dd").inner_text().strip()
    page.get_by_role("link", name="Se din sag").click()
    page.get_by_role("link", name="Giv lov til, at ledelsen ser sagen").click()
    page.get_by_label("Klagen, men ikke mit navn og hvordan I når mig").check(force=True)
    page.get_by_role("button").filter(has_text=re.compile("lov|ja", re.IGNORECASE)).first.click()
    return number


def _open_inbox(page: Page, site: Site) -> None:
    sign_in(page, site, "borgerraadgiver")
    page.goto(f"{site.address}/stab/indbakke")
    page.get_by_label("Kodeord til indbakken").fill(site.told["inbox_passphrase"])
    page.get_by_role("button", name="Lås op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Borgerrådgiverens indbakke")


def _investigate(page: Page, number: str) -> None:
    page.get_by_role("link", name=number).first.click()
    page.get_by_role("link", name="Tilføj et klagepunkt").click()
    page.get_by_label("Tema").select_option("complaints.manglende_svar")
    page.get_by_label("Enhed").select_option("jobcenter")
    page.get_by_label("Formalitet: sagsbehandling og optræden").check(force=True)
    page.get_by_role("button", name="Tilføj").click()
    page.get_by_role("link", name="Flyt sagen").click()
    page.get_by_label("Undersøgelse", exact=True).check(force=True)
    page.get_by_label("Begrundelse").fill("Der er noget at undersøge.")
    page.get_by_role("button", name="Flyt sagen").click()
    page.get_by_role("link", name="Se undersøgelsen").click()
    expect(page.get_by_text("Vi ser på, hvad vi skal spørge afdelingen om")).to_be_visible()
    looked_at(page)


def _hear(br: Page, boss: Page, site: Site, number: str) -> None:
    br.get_by_role("link", name="Send en høring til forvaltningen").click()
    looked_at(br)
    br.get_by_label("Dine spørgsmål").fill("Hvad skrev I til Æblerose?")
    br.get_by_role("button", name="Send høringen").click()
    expect(br.get_by_text("Teksten kan føre til borgeren: Æblerose").first).to_be_visible()
    br.get_by_label("Dine spørgsmål").fill("Hvorfor gik der otte uger?")
    br.get_by_role("button", name="Send høringen").click()
    expect(br.get_by_text("Høringen er sendt.")).to_be_visible()
    sign_in(boss, site, "leder")
    boss.goto(f"{site.address}/stab/hoeringer")
    looked_at(boss)
    boss.get_by_role("link", name=re.compile(number)).click()
    looked_at(boss)
    boss.get_by_label("Svaret").fill("Vi havde for få hænder og beklager.")
    boss.get_by_role("button", name="Send svaret").click()
    expect(boss.get_by_text("Svaret er sendt til borgerrådgiveren.")).to_be_visible()


def _comment(br: Page, citizen: Page, site: Site, number: str) -> None:
    br.reload()
    br.get_by_role("link", name="Send svaret til borgeren").click()
    looked_at(br)
    br.get_by_role("button", name="Send til borgeren").click()
    expect(br.get_by_text("Brevet er sendt.")).to_be_visible()
    citizen.goto(f"{site.address}/sag")
    expect(citizen.get_by_text("Du kan læse svaret og skrive, hvad du mener")).to_be_visible()
    looked_at(citizen)
    citizen.get_by_label("Din besked").fill("Jeg har ikke mere at sige.")
    citizen.get_by_role("button", name="Send besked").click()
    br.reload()
    expect(br.get_by_text("Borgeren har skrevet bemærkninger.")).to_be_visible()


def _find(page: Page, number: str) -> None:
    page.get_by_role("button", name="Gå videre til udkastet").click()
    looked_at(page)
    page.get_by_label("Sagens forhold").fill("Der gik otte uger.")
    page.get_by_role("button", name="Gem, og se udtalelsen").click()
    expect(page.get_by_text("Skriv alle fire afsnit, før udtalelsen kan sendes.")).to_be_visible()
    page.get_by_role("link", name="Ret udkastet").click()
    expect(page.get_by_label("Sagens forhold")).to_have_value("Der gik otte uger.")
    page.get_by_label("Vurdering").fill("Det var for længe.")
    page.get_by_label("Begrundelse").fill("God forvaltningsskik.")
    page.get_by_label("Konklusion").fill("Sagen burde være behandlet hurtigere.")
    page.get_by_label("Kritikskala for punkt 1").select_option("Kritisabelt")
    page.get_by_role("button", name="Gem, og se udtalelsen").click()
    looked_at(page)
    page.get_by_role("button", name="Send udtalelsen").dblclick()
    expect(page.get_by_text("Udtalelsen er sendt.").first).to_be_visible()


def _recommend(br: Page, boss: Page, site: Site, number: str, title: str) -> None:
    br.goto(f"{site.address}/stab/indbakke")
    br.get_by_role("link", name=number).first.click()
    br.get_by_role("link", name="Se undersøgelsen").click()
    expect(br.get_by_text("Trin 4 af 5")).to_be_visible()
    br.get_by_role("link", name="Skriv en anbefaling").click()
    looked_at(br)
    br.get_by_label("Overskrift").fill(title)
    br.get_by_label("Anbefalingen").fill("Jobcentret bør svare alle borgere inden otte dage.")
    br.get_by_label("Frist").fill("01.06.2030")
    br.get_by_role("button", name="Gem kladden").click()
    looked_at(br)
    br.get_by_role("button", name="Afgiv anbefalingen").click()
    expect(br.get_by_text("Anbefalingen er afgivet.")).to_be_visible()
    address = br.url.replace("/indbakke/", "/klager/")
    for stage, words in (("Tiltrådt", ""), ("I gang", ""), ("Gennemført", "Der er lavet en fast liste.")):
        boss.goto(address)
        looked_at(boss)
        assert number not in boss.content()
        boss.get_by_label(stage, exact=True).check(force=True)
        boss.get_by_label("Begrundelse eller dokumentation").fill(words)
        boss.get_by_role("button", name="Gem").click()
        expect(boss.get_by_text("Det er noteret.")).to_be_visible()
    br.reload()
    br.get_by_label("Effekt vurderet").check(force=True)
    br.get_by_label("Den har virket", exact=True).check(force=True)
    br.get_by_label("Begrundelse eller dokumentation").fill("Svartiden er halveret.")
    br.get_by_role("button", name="Gem").click()
    expect(br.get_by_text("Effekt vurderet").first).to_be_visible()
    br.goto(f"{site.address}/stab/indbakke/anbefalinger?vis=lukkede")
    expect(br.get_by_role("link", name=title)).to_be_visible()
    looked_at(br)
    br.goto(f"{site.address}/stab/indbakke/tendenser")
    looked_at(br)
