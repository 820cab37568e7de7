"""A page that a file comes from stays on the screen: it says so, without the error from before, and leads to the page as it is now."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import Site, axe, fits, sign_in
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_a_file_takes_the_place_of_the_error_and_a_new_error_the_place_of_the_file(site: Site, desktop: Page) -> None:
    sign_in(desktop, site, "leder")
    desktop.goto(f"{site.address}/stab/runder/")
    desktop.locator("main table a").first.click()
    desktop.get_by_role("link", name="Print papirer").click()
    button = desktop.get_by_role("button", name="Lav papirer")
    wanted: Any = desktop.get_by_label("Antal papirer med kode")
    wanted.fill("51")
    button.click()
    expect(desktop.get_by_text("Der er problemer")).to_be_visible()
    wanted.fill("0")
    with desktop.expect_download() as coming:
        button.click()
    assert coming.value.suggested_filename.startswith("papir-")
    expect(desktop.get_by_role("status")).to_contain_text("Filen bliver lavet")
    expect(desktop.get_by_text("Der er problemer")).to_be_hidden()
    expect(button).to_be_hidden()
    axe(desktop)
    fits(desktop)
    desktop.get_by_role("link", name="Vis siden igen").click()
    expect(desktop.get_by_text("Papirerne er lavet og hentet")).to_be_visible()
    wanted.fill("51")
    button.click()
    expect(desktop.get_by_text("Der er problemer")).to_be_visible()
    expect(desktop.get_by_text("Filen bliver lavet")).to_be_hidden()
