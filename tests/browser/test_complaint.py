"""A complaint's whole way in a real browser: a citizen on a telephone without JavaScript, the borgerrådgiver, and the citizen again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from browsing import Site, axe, back, fits, sign_in
from playwright.sync_api import Page, Request, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

STORY = "Jeg har ringet fire gange, og ingen ringer tilbage. 🙈\nDet er ikke rimeligt."
ANSWER = "Tak for din klage. Jeg har talt med afdelingen, og du bliver ringet op i morgen klokken 10."


def test_a_citizen_complains_the_borgerraadgiver_answers_and_the_citizen_reads(
    site: Site, new_page: Callable[..., Page]
) -> None:
    phone = new_page(360, javascript=False)
    code, number = _complain(phone, site)
    _answer(new_page(360, javascript=False), site, number)
    _read(new_page(360, javascript=False), site, code)


def _complain(page: Page, site: Site) -> tuple[str, str]:
    page.goto(f"{site.address}/klage")
    fits(page)
    page.get_by_role("link", name="Jeg er utilfreds med, hvordan jeg er blevet behandlet").click()
    fits(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Skriv, hvad der er sket.").first).to_be_visible()
    page.get_by_label("Hvad er der sket?").fill(STORY)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi har modtaget det, du skrev")
    fits(page)
    code = page.locator(".return-code").inner_text().strip()
    number = page.locator("dt:has-text('Sagsnummer') + dd").inner_text().strip()
    page.reload()
    assert page.locator(".return-code").inner_text().strip() == code
    page.get_by_role("button", name="Luk sagen på denne enhed").click()
    page.goto(f"{site.address}/klage/kvittering")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se din sag")
    return code, number


def _answer(page: Page, site: Site, number: str) -> None:
    sign_in(page, site, "borgerraadgiver")
    page.goto(f"{site.address}/stab/indbakke")
    page.get_by_label("Kodeord til indbakken").fill(site.told["inbox_passphrase"])
    page.get_by_role("button", name="Lås op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Borgerrådgiverens indbakke")
    fits(page)
    page.get_by_role("link", name=number).first.click()
    expect(page.get_by_text("ingen ringer tilbage")).to_be_visible()
    fits(page)
    _point(page)
    page.get_by_role("link", name="Flyt sagen").click()
    page.get_by_label("Dialog: ring til borgeren").check(force=True)
    page.get_by_label("Begrundelse").fill("Et opkald kan løse det.")
    page.get_by_role("button", name="Flyt sagen").click()
    page.get_by_role("link", name="Skriv til borgeren").click()
    page.get_by_label("Beskeden til borgeren").fill(ANSWER)
    page.get_by_role("button", name="Send til borgeren").click()
    expect(page.get_by_text("Beskeden er sendt.")).to_be_visible()
    page.get_by_role("link", name="Ring til borgeren").click()
    page.get_by_label("Borgeren sagde, at det er løst").check(force=True)
    page.get_by_label("Borgeren selv").check(force=True)
    page.get_by_label("Hvad blev der sagt?").fill("Aftalen er overholdt nu.")
    fits(page)
    page.get_by_role("button", name="Gem opkaldet").click()
    expect(page.get_by_text("Opkaldet er noteret.")).to_be_visible()
    page.get_by_role("link", name="Afslut sagen").click()
    letter = page.get_by_label("Afslutningsbrev til borgeren")
    letter.fill(
        letter.input_value()
        .replace("[Skriv begrundelsen her]", "Aftalen er overholdt.")
        .replace("[Skriv, hvad der sker]", "Du bliver ringet op.")
    )
    page.get_by_label("Begrundelse for at afslutte").fill("Løst i dialog.")
    page.get_by_role("button", name="Send brevet og afslut").click()
    expect(page.get_by_text("Sagen er afsluttet.")).to_be_visible()


def _point(page: Page) -> None:
    page.get_by_role("link", name="Tilføj et klagepunkt").click()
    page.get_by_label("Tema").select_option("complaints.manglende_svar")
    page.get_by_label("Enhed").select_option("jobcenter")
    page.get_by_label("Formalitet: sagsbehandling og optræden").check(force=True)
    page.get_by_role("button", name="Tilføj").click()
    page.get_by_role("link", name="Udfald for punkt 1").click()
    page.get_by_label("Løst i dialog").check(force=True)
    page.get_by_role("button", name="Gem").click()
    fits(page)


def _read(page: Page, site: Site, code: str) -> None:
    page.goto(f"{site.address}/sag")
    page.get_by_label("Din kode").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Se sagen").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    expect(page.get_by_text("Afsluttet").first).to_be_visible()
    expect(page.get_by_text("Folketingets Ombudsmand")).to_be_visible()
    expect(page.get_by_role("cell", name="Borgerrådgivningen, uden for forvaltningen")).to_be_visible()
    fits(page)
    page.get_by_label("Din besked").fill("Tak. Det hjalp.")
    page.get_by_role("button", name="Send besked").click()
    expect(page.get_by_text("Tak. Det hjalp.")).to_be_visible()


def test_the_manager_finds_no_trace_of_a_confidential_case(site: Site, new_page: Callable[..., Page]) -> None:
    _code, number = _complain(new_page(360, javascript=False), site)
    page = new_page(1200)
    sign_in(page, site, "leder")
    page.goto(f"{site.address}/stab/klager?vis=alle")
    expect(page.get_by_role("heading", level=1)).to_have_text("Klager til ledelsen")
    assert number not in page.content()
    answer: Any = page.goto(f"{site.address}/stab/indbakke")
    assert answer.status == 404


@pytest.mark.parametrize(("step", "most"), [("&trin=historie", 13_000), ("", 17_000)])
def test_a_first_visit_is_light(site: Site, new_page: Callable[..., Page], step: str, most: int) -> None:
    page = new_page(360, javascript=False)
    asked: list[Request] = []
    # In the order they are asked for: what they weigh is known in any order.
    page.on("request", lambda request: asked.append(request))
    page.goto(f"{site.address}/klage/skriv?slags=afgoerelse{step}", wait_until="networkidle")
    sizes = [request.sizes()["responseBodySize"] for request in asked if request.url.startswith(site.address)]
    assert 0 < sizes[0] <= most
    assert sum(sizes) <= 60_000
    # A browser that is handed the design system's sheet long before ours asks for its fonts, which we do not ship.
    assert len([request for request in asked if request.resource_type != "font"]) <= 6


def test_going_back_and_sending_again_makes_one_case(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(360, javascript=False)
    story = "Jeg har sendt det samme papir tre gange, og det bliver stadig væk."
    page.goto(f"{site.address}/klage/skriv")
    page.get_by_label("Hvad er der sket?").fill(story)
    page.get_by_role("button", name="Send").click()
    code = page.locator(".return-code").inner_text()
    back(page)
    expect(page.get_by_text("Der er allerede sendt noget herfra")).to_be_visible()
    expect(page.get_by_label("Hvad er der sket?")).to_have_value("")
    page.get_by_label("Hvad er der sket?").fill(story)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Vi har allerede det, du skrev.")).to_be_visible()
    assert page.locator(".return-code").inner_text() == code


@pytest.mark.parametrize("javascript", [True, False])
def test_nobody_finds_the_text_by_going_back_once_it_is_sent_and_closed(
    site: Site, new_page: Callable[..., Page], javascript: bool
) -> None:
    page = new_page(360, javascript=javascript)
    page.goto(f"{site.address}/klage/skriv?slags=behandling")
    page.get_by_label("Hvad er der sket?").fill(STORY)
    page.get_by_label("Navn (frivilligt)").fill("Anna")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Luk sagen på denne enhed").click()
    expect(page.locator(".return-code")).to_have_count(0)
    for _step in range(2):
        back(page)
    page.goto(f"{site.address}/klage/skriv?slags=behandling")
    back(page)
    back(page, forward=True)
    expect(page.get_by_label("Hvad er der sket?")).to_have_value("")
    expect(page.get_by_label("Navn (frivilligt)")).to_have_value("")


def test_a_message_and_a_text_that_was_given_up_are_kept_and_forgotten_in_this_tab(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page(360)
    page.goto(f"{site.address}/klage/skriv?slags=behandling")
    page.get_by_label("Hvad er der sket?").fill(STORY)
    expect(page.get_by_text("Gemt på denne enhed")).to_be_visible()
    page.goto(f"{site.address}/klage/skriv?slags=ros")
    expect(page.get_by_label("Hvad var godt?")).to_have_value("")
    page.goto(f"{site.address}/klage/skriv?slags=behandling")
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("link", name="Fortryd").click()
    expect(page.get_by_text("slettet på denne enhed")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    back(page)
    expect(page.get_by_label("Hvad er der sket?")).to_have_value("")
    page.get_by_label("Hvad er der sket?").fill("Ny tekst, som bliver sendt.")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Se din sag").click()
    page.get_by_label("Din besked").fill("En lang besked")
    expect(page.get_by_text("Gemt på denne enhed")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Din besked")).to_have_value("En lang besked")
    page.get_by_role("button", name="Send besked").click()
    expect(page.get_by_label("Din besked")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_what_is_typed_survives_a_reload_in_this_tab_only(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(360)
    address = f"{site.address}/klage/skriv?slags=behandling"
    story = page.get_by_label("Hvad er der sket?")
    page.goto(address)
    story.fill(STORY)
    page.get_by_label("Navn (frivilligt)").fill("Anna")
    page.get_by_label("Ledelsen").check(force=True)
    expect(page.get_by_text("Gemt på denne enhed")).to_be_visible()
    page.goto(f"{site.address}/klage")
    page.goto(address)
    expect(story).to_have_value(STORY)
    expect(page.get_by_label("Navn (frivilligt)")).to_have_value("Anna")
    expect(page.get_by_label("Ledelsen")).to_be_checked()
    expect(page.get_by_text("Vi har sat det ind, du skrev før.")).to_be_visible()
    axe(page)
    assert page.evaluate("localStorage.length") == 0
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Ryd").click()
    expect(story).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0
    story.fill(STORY)
    expect(page.get_by_text("Gemt på denne enhed")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".return-code")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_wish_to_be_contacted_survives_a_reload_and_is_forgotten_when_given_up(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page(360)
    address = f"{site.address}/klage/kontakt"
    phone, story = page.get_by_label("Telefon"), page.get_by_label("Hvad vil du tale om?")
    page.goto(address)
    phone.fill("12 34 56 78")
    story.fill(STORY)
    expect(page.get_by_text("Gemt på denne enhed")).to_be_visible()
    page.goto(f"{site.address}/klage")
    page.goto(address)
    expect(phone).to_have_value("12 34 56 78")
    expect(story).to_have_value(STORY)
    axe(page)
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("link", name="Fortryd").click()
    expect(page.get_by_text("Det er slettet på denne enhed.")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize("address", ["/klage/kontakt", "/klage/skriv?slags=behandling"])
def test_going_back_to_a_form_that_had_errors_shows_a_new_one(
    site: Site, new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(360)
    page.goto(site.address + address)
    page.get_by_label("Navn (frivilligt)").fill("Anna")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".alert-error, [role=alert]").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Navn (frivilligt)")).to_have_value("Anna")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".alert-error, [role=alert]").first).to_be_visible()
    page.get_by_label(re.compile("^Telefon")).fill("12 34 56 78")
    page.get_by_label(re.compile("Hvad (er der sket|vil du tale om)")).fill(STORY)
    page.get_by_label(re.compile("^(Ledelsen|En teamleder)")).check(force=True)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".return-code")).to_be_visible()
    back(page)
    expect(page.get_by_text("Der er allerede sendt noget herfra")).to_be_visible()
    expect(page.get_by_label(re.compile("^Telefon"))).to_have_value("")


def test_what_nobody_has_touched_for_half_an_hour_is_forgotten(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(360)
    address = f"{site.address}/klage/skriv?slags=behandling"
    story = page.get_by_label("Hvad er der sket?")
    page.clock.install()
    page.goto(address)
    story.fill(STORY)
    page.clock.run_for(1_000)
    expect(page.get_by_text("Gemt på denne enhed i 30 minutter.")).to_be_visible()
    page.clock.fast_forward("25:00")
    page.goto(address)
    expect(story).to_have_value(STORY)
    page.clock.fast_forward("25:00")
    assert page.evaluate("sessionStorage.length") == 1, "looking at it keeps it"
    page.clock.fast_forward("06:00")
    assert page.evaluate("sessionStorage.length") == 0
    expect(story).to_have_value(STORY)
    page.goto(f"{site.address}/klage")
    page.goto(address)
    expect(story).to_have_value("")


def test_links_of_the_own_case_are_large_enough_to_hit(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(360, javascript=False)
    page.goto(f"{site.address}/klage/skriv")
    page.get_by_label("Hvad er der sket?").fill("Det tager for lang tid.")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Se din sag").click()
    links = page.locator(".deeds a").all()
    assert links
    for link in links:
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 24
