"""A screen that many use forgets each of them, in Chromium: when idle, on leaving, and for the Back button; and reading aloud."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from browsing import Site, axe, back, fits, get_code, sign_in
from playwright.sync_api import Page, expect

from værdig.clock import today

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

VOICES = """
window.said = [];
const voices = [{ lang: "%s", localService: %s, name: "Prøve" }];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, speak: (one) => window.said.push(one.text), cancel: () => {}, addEventListener: () => {},
} });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def begin(page: Page, site: Site) -> None:
    """Begin at the reception's screen, give one answer and write something."""
    page.goto(f"{site.address}/svar/her/{site.told['survey_place']}")
    get_code(page)
    page.get_by_role("link", name="Fortsæt").click()
    page.get_by_role("link", name="Begynd").click()
    page.get_by_text("Meget utilfreds", exact=True).click()
    page.get_by_role("button", name="Frem").click()
    page.goto(f"{site.address}/svar/13")
    page.get_by_label("Dit svar").fill("Kun jeg må se dette.")
    page.get_by_role("button", name="Frem").click()
    page.goto(f"{site.address}/svar/tjek")
    expect(page.get_by_text("Kun jeg må se dette.")).to_be_visible()


def nothing_is_left(page: Page, site: Site) -> None:
    """Press Back as often as there are pages, and open the pages by their addresses."""
    for _press in range(8):
        back(page)
        expect(page.get_by_text("Kun jeg må se dette.")).to_have_count(0)
        assert page.locator("input[type=radio]:checked").count() == 0
    page.goto(f"{site.address}/svar/tjek")
    expect(page.get_by_role("heading", level=1)).to_have_text("Skriv din kode")


@pytest.mark.parametrize("javascript", [True, False])
def test_leaving_a_screen_leaves_nothing(site: Site, new_page: Callable[..., Page], javascript: bool) -> None:
    page = new_page(1200, javascript=javascript)
    begin(page, site)
    page.get_by_role("link", name="Ryd og afslut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Her er ryddet")
    expect(page.get_by_text("De er ikke sendt endnu.")).to_be_visible()
    nothing_is_left(page, site)


def test_an_idle_screen_warns_can_be_kept_and_clears_itself(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(1200)
    page.clock.install()
    begin(page, site)
    expect(page.get_by_text("Skærmen rydder sig selv om")).to_be_visible()
    page.clock.run_for(80_000)
    axe(page)
    page.get_by_role("button", name="Jeg er her stadig").click()
    page.clock.run_for(100_000)
    expect(page.get_by_text("Kun jeg må se dette.")).to_be_visible()
    page.clock.run_for(30_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Her er ryddet")
    page.clock.run_for(60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Fortæl, hvordan du bliver mødt")
    nothing_is_left(page, site)


@pytest.mark.parametrize("way", ["idle", "pressed", "pressed without scripts"])
def test_clearing_saves_what_is_being_written(site: Site, new_page: Callable[..., Page], way: str) -> None:
    page = new_page(360, javascript=way != "pressed without scripts")
    if way == "idle":
        page.clock.install()
    page.goto(f"{site.address}/svar/her/{site.told['survey_place']}")
    get_code(page)
    code = page.locator(".return-code").inner_text()
    page.goto(f"{site.address}/svar/13")
    page.get_by_label("Dit svar").fill("Jeg nåede ikke mere.")
    if way == "idle":
        page.clock.run_for(125_000)
    else:
        page.get_by_role("button", name="Ryd og afslut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Her er ryddet")
    back(page)
    expect(page.get_by_text("Jeg nåede ikke mere.")).to_have_count(0)
    page.goto(f"{site.address}/svar/{code}")
    page.goto(f"{site.address}/svar/13")
    expect(page.get_by_label("Dit svar")).to_have_value("Jeg nåede ikke mere.")


def test_an_idle_screen_clears_itself_though_too_much_is_written(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(360)
    page.clock.install()
    page.goto(f"{site.address}/svar/her/{site.told['survey_place']}")
    get_code(page)
    page.goto(f"{site.address}/svar/13")
    page.get_by_label("Dit svar").fill("x" * 2100)
    page.get_by_role("button", name="Ryd og afslut").click()
    expect(page.get_by_text("Du har skrevet 2.100 tegn.").first).to_be_visible()
    page.clock.run_for(125_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Her er ryddet")


def test_enter_in_a_choice_goes_on_and_clears_nothing(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(1200)
    page.goto(f"{site.address}/svar/her/{site.told['survey_place']}")
    get_code(page)
    page.goto(f"{site.address}/svar/1")
    page.get_by_text("Meget utilfreds", exact=True).click()
    page.keyboard.press("Enter")
    page.wait_for_url("**/svar/2")


def test_without_scripts_the_page_leads_to_a_question_by_itself(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(1200, javascript=False)
    begin(page, site)
    meta = page.locator("head noscript meta, head meta[http-equiv=refresh]").first
    assert meta.get_attribute("content") == "360; url=/svar/stadig?fra=/svar/tjek"
    page.goto(f"{site.address}/svar/stadig?fra=/svar/tjek")
    page.get_by_role("link", name="Ja, jeg er her").click()
    expect(page.get_by_text("Kun jeg må se dette.")).to_be_visible()


def test_the_screens_pages_are_accessible_and_fit(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(360)
    page.goto(f"{site.address}/svar/her/{site.told['survey_place']}")
    axe(page)
    fits(page)
    get_code(page)
    for _page in ("code", "intro", "question"):
        axe(page)
        fits(page)
        page.locator("main .button-primary").first.click()
    for address in ("/svar/hjaelp", "/svar/sammen", "/svar/ryddet", "/svar/stadig"):
        page.goto(site.address + address)
        axe(page)
        fits(page)


@pytest.mark.parametrize(
    ("language", "local", "offered"), [("da-DK", "true", True), ("en-US", "true", False), ("da-DK", "false", False)]
)
def test_reading_aloud_is_offered_only_with_a_voice_of_the_device(
    site: Site, new_page: Callable[..., Page], language: str, local: str, offered: bool
) -> None:
    page = new_page(360)
    page.add_init_script(VOICES % (language, local))
    page.goto(f"{site.address}/svar/her/{site.told['survey_place']}")
    button = page.get_by_role("button", name="Læs højt")
    expect(button).to_have_count(1 if offered else 0)
    if offered:
        get_code(page)
        page.get_by_role("link", name="Fortsæt").click()
        page.get_by_role("link", name="Begynd").click()
        axe(page)
        button.click()
        said = page.evaluate("window.said")
        assert said[0] == "Spørgsmål 1 af 13"
        assert said[1].startswith("Hvor tilfreds er du med den måde, du bliver mødt på?")
        assert "Meget tilfreds" in said
        page.get_by_role("button", name="Stop oplæsning").click()
        expect(button).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_going_back_at_the_desk_finds_an_empty_form(
    site: Site, new_page: Callable[..., Page], javascript: bool
) -> None:
    page = new_page(1200, javascript=javascript)
    sign_in(page, site, "skranke")
    page.goto(f"{site.address}/stab/klager/ny")
    story, name = page.get_by_label("Hvad er der sket?"), page.get_by_label("Navn (frivilligt)")
    story.fill("Borgeren fortæller, at ingen ringer tilbage.")
    name.fill("Anna Andersen")
    page.get_by_label("Telefon", exact=True).first.check(force=True)
    page.get_by_label("Dato", exact=True).fill(f"{today() - timedelta(days=1):%d.%m.%Y}")
    page.get_by_label("Klokken").fill("9.30")
    page.get_by_label("Ledelsen").first.check(force=True)
    page.get_by_role("button", name="Gem klagen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kvittering til borgeren")
    back(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Skriv en klage ned")
    expect(story).to_have_value("")
    expect(name).to_have_value("")
    chosen = page.locator("main input[type=radio]:checked:not([checked])")
    assert chosen.count() == 0, "nothing but what a new form has chosen"
