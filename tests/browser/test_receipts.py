"""The page that checks receipts without us, opened from the disk in a real browser that has no connection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from browsing import Site, axe, fits
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.mark.parametrize("width", [1200, 320])
def test_a_receipt_is_checked_from_the_disk_without_a_connection(
    site: Site, new_page: Callable[..., Page], tmp_path: Path, width: int
) -> None:
    page = new_page(width)
    page.goto(f"{site.address}/klage/skriv")
    page.get_by_label("Hvad er der sket?").fill("Jeg venter på svar.")
    page.get_by_label("Ledelsen i jobcentret").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi har modtaget det, du skrev")
    fits(page)
    axe(page)
    number = page.locator("dt:has-text('Sagsnummer') + dd").inner_text().strip()
    with page.expect_download() as began:
        page.get_by_role("link", name="Hent den underskrevne tekst").click()
    signed = Path(began.value.path()).read_text()
    page.goto(f"{site.address}/kvittering")
    fits(page)
    axe(page)
    own = tmp_path / "efterproev.html"
    own.write_bytes(urlopen(f"{site.address}/kvittering/efterproev.html").read())
    page.context.set_offline(True)
    page.goto(own.as_uri())
    fits(page)
    axe(page)
    told = page.get_by_role("status")
    for text, said in (
        (signed, "Kvitteringens underskrift er ægte."),
        (signed[:-20] + ("A" if signed[-20] != "A" else "B") + signed[-19:], "Underskriften passer ikke."),
        ("ikke noget", "Det er ikke en underskrevet kvittering."),
    ):
        page.get_by_label("Den underskrevne tekst").fill(text)
        page.get_by_role("button", name="Prøv kvitteringen").click()
        expect(told).to_contain_text(said)
        assert (number in told.inner_text()) is (text == signed)
