"""A citizen asks for her case and reads her copy, and her handler answers, in real browsers at a desk's width and a telephone's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import Site, axe, fits, sign_in
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.mark.parametrize("width", [1200, 360])
def test_from_the_door_to_the_copy(site: Site, new_page: Callable[..., Page], width: int) -> None:
    page = new_page(width)
    page.goto(f"{site.address}/klage/skriv")
    page.get_by_label("Hvad er der sket?").fill("Jeg venter på svar.")
    page.get_by_label("Ledelsen i jobcentret").check()
    page.get_by_role("button", name="Send").click()
    number = page.locator("dt:has-text('Sagsnummer') + dd").inner_text().strip()
    page.goto(f"{site.address}/sag")
    page.get_by_role("link", name="Jeg vil se min sag").click()
    fits(page)
    axe(page)
    page.get_by_label("Hvad drejer det sig om?").fill("Notatet fra i maj.")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_role("heading", name="Du vil se din sag")).to_have_count(1)
    fits(page)
    axe(page)
    boss = new_page(width)
    sign_in(boss, site, "leder")
    boss.goto(f"{site.address}/stab/klager")
    boss.get_by_role("link", name=number).first.click()
    boss.get_by_role("link", name="Sortér anmodningen").click()
    fits(boss)
    axe(boss)
    boss.get_by_role("button", name="Gem").click()
    boss.get_by_role("link", name="Svar på anmodningen").click()
    fits(boss)
    axe(boss)
    boss.get_by_label("Ja, det hele").check()
    boss.get_by_role("button", name="Send svaret til borgeren").click()
    fits(boss)
    axe(boss)
    page.goto(f"{site.address}/sag")
    page.get_by_role("link", name="Læs din kopi af sagen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Din kopi af sagen")
    fits(page)
    axe(page)
