"""The day's work in Chromium: counting an enquiry by keyboard alone, and from the morning page to a call the citizen answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import Site, axe, fits, settled, sign_in
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def press(page: Page, *keys: str) -> int:
    """Press keys one by one, as a person without a mouse; returns how many."""
    for key in keys:
        page.keyboard.press(key)
    settled(page)
    return len(keys)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_enquiry_is_counted_in_four_presses_of_keys(
    site: Site, new_page: Callable[..., Page], javascript: bool
) -> None:
    page = new_page(1200, javascript=javascript)
    sign_in(page, site, "skranke")
    page.goto(f"{site.address}/stab/tael")
    told = page.get_by_text("Henvendelsen er talt.")
    first = press(page, "Tab", "Enter", "Tab", "Space", "Tab", "Space", "Enter")
    expect(told).to_be_visible()
    assert first == 7, "two of them lead past the menu"
    for number in range(2, 4):
        expect(page.locator("#type-0")).to_be_focused()
        assert press(page, "Space", "Tab", "Space", "Enter") == 4
        expect(page.get_by_text(f"Du har talt {number} i dag.")).to_be_visible()
    with_theme = press(page, "Space", "Tab", "Space", "Tab", "ArrowDown", "Tab", "Enter")
    expect(page.get_by_text("Du har talt 4 i dag.")).to_be_visible()
    assert with_theme == 7
    expect(page.locator("main input:checked")).to_have_count(0)
    if javascript:
        axe(page)
    for left in (3, 2, 1, 0):
        page.get_by_role("button", name="Fortryd").last.click()
        expect(page.locator("main tbody tr")).to_have_count(left)
    page.set_viewport_size({"width": 360, "height": 740})
    fits(page)


def test_from_the_morning_page_to_a_call(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(1200)
    sign_in(page, site, "borgerraadgiver")
    expect(page.get_by_role("heading", level=1)).to_have_text("I dag")
    axe(page)
    page.get_by_role("link", name="Lås indbakken op").first.click()
    page.get_by_label("Kodeord til indbakken").fill(site.told["inbox_passphrase"])
    page.locator("main form button").first.click()
    page.get_by_role("link", name="I dag").click()
    page.locator("#ring ~ div td a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ring til borgeren")
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    fits(page)
    page.get_by_label("Jeg traf ikke borgeren").check(force=True)
    page.get_by_role("button", name="Gem opkaldet").click()
    expect(page.get_by_text("Opkaldet er noteret.")).to_be_visible()
    expect(page.get_by_text("Forsøgt 1 gang.")).to_be_visible()
    page.get_by_role("link", name="Er nogen inhabil i sagen?").click()
    axe(page)
    fits(page)
    page.goto(f"{site.address}/stab/indbakke/stedfortraeder")
    axe(page)
    fits(page)
