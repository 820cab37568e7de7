"""The complaint one thing at a time in a real browser, on a telephone: with and without JavaScript, back and forth, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import Site, axe, back, fits
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

STORY = "De har sendt mit brev tilbage tre gange.\nJeg ved ikke hvorfor."
DOOR = "Jeg er utilfreds med, hvordan jeg er blevet behandlet"


def going_on(page: Page) -> None:
    page.get_by_role("button", name="Næste").click()
    fits(page)
    axe(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_one_thing_at_a_time_to_the_end(site: Site, new_page: Callable[..., Page], javascript: bool) -> None:
    page = new_page(320, javascript=javascript)
    page.goto(f"{site.address}/klage")
    page.get_by_role("link", name=DOOR).click()
    expect(page.get_by_text("Trin 1 af 7")).to_be_visible()
    page.get_by_label("Hvad er der sket?").fill(STORY)
    if javascript:
        expect(page.get_by_text("Gemt på denne enhed")).to_be_visible()
        going_on(page)
        page.get_by_label("Ledelsen i").check(force=True)
        going_on(page)
    else:
        page.get_by_role("button", name="Næste").click()
        page.get_by_label("Ledelsen i").check(force=True)
        page.get_by_role("button", name="Næste").click()
    page.get_by_label("Navn (frivilligt)").fill("Anna Holm")
    page.get_by_label("Navn (frivilligt)").press("Enter")  # goes on as the first button does, and sends nothing
    for _step in range(3):
        page.get_by_role("button", name="Næste").click()
    expect(page.get_by_role("heading", name="Det sender du")).to_be_visible()
    expect(page.get_by_text("Anna Holm")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Ret : Må vi vide").or_(page.get_by_role("button", name="Ret: Må vi vide")).click()
    expect(page.get_by_label("Navn (frivilligt)")).to_have_value("Anna Holm")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".return-code")).to_be_visible()
    if javascript:
        assert page.evaluate("sessionStorage.length") == 0


def test_back_and_a_lost_page_lose_nothing_of_what_was_typed_on_any_step(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page(360)
    first = f"{site.address}/klage/skriv?slags=behandling&trin=historie"
    page.goto(first)
    page.get_by_label("Hvad er der sket?").fill(STORY)
    page.get_by_role("button", name="Næste").click()
    page.get_by_label("Ledelsen i").check(force=True)
    page.get_by_role("button", name="Næste").click()
    page.get_by_label("Navn (frivilligt)").fill("Anna Holm")
    expect(page.get_by_text("Gemt på denne enhed")).to_be_visible()
    back(page)
    expect(page.get_by_text("Trin 2 af 7")).to_be_visible()
    expect(page.get_by_label("Ledelsen i")).to_be_checked()
    page.goto(first)
    expect(page.get_by_label("Hvad er der sket?")).to_have_value(STORY)
    page.get_by_role("button", name="Vis alle spørgsmål på én side").click()
    expect(page.get_by_label("Hvad er der sket?")).to_have_value(STORY)
    expect(page.get_by_label("Navn (frivilligt)")).to_have_value("Anna Holm")
    expect(page.get_by_label("Ledelsen i")).to_be_checked()
