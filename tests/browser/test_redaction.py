"""A handler makes a redacted copy of a complaint with a photo, by ticking and by typing, at a desk's width and a telephone's."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Site, axe, fits, sign_in
from PIL import Image
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 848), "white").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("width", [1200, 360])
def test_from_the_case_to_the_finished_copy(
    site: Site, new_page: Callable[..., Page], width: int, tmp_path: Path
) -> None:
    page = new_page(width)
    page.goto(f"{site.address}/klage/skriv")
    page.get_by_label("Hvad er der sket?").fill("Min nabo Gunhild Pedersen ringede på 20 33 44 55.\nJeg er ked af det.")
    page.get_by_label("Ledelsen i jobcentret").check()
    picture = {"name": "brev.png", "mimeType": "image/png", "buffer": photo()}
    page.locator("input[type=file]").first.set_input_files(picture)  # type: ignore[arg-type]
    page.get_by_role("button", name="Send").click()
    number = page.locator("dt:has-text('Sagsnummer') + dd").inner_text().strip()
    boss = new_page(width)
    sign_in(boss, site, "leder")
    boss.goto(f"{site.address}/stab/klager")
    boss.get_by_role("link", name=number).first.click()
    boss.get_by_role("link", name="Lav en kopi med skjulte oplysninger").click()
    boss.get_by_label("Pressen").check()
    boss.get_by_label("Hvem skal have den?").fill("en journalist")
    boss.get_by_label("Henvendelsen").check()
    boss.get_by_label("Fil 1").check()
    boss.get_by_role("button", name="Gå videre").click()
    for name in ("Kopi med skjulte oplysninger", "Skjul oplysninger", "Skjul felter"):
        expect(boss.get_by_role("heading", level=1)).to_have_text(name)
        fits(boss)
        axe(boss)
        if name == "Skjul oplysninger":
            boss.get_by_label("Skjul også disse ord").fill("ked af")
        if name == "Skjul felter":
            boss.get_by_label("B2", exact=True).press("Space")
            boss.get_by_label("Eller skriv felterne").fill("A1-C1, 5")
        follow = (
            boss.locator("main ol a").first
            if name.startswith("Kopi")
            else boss.get_by_role("button", name="Gem og gå videre")
        )
        follow.click()
    expect(boss.get_by_role("heading", level=1)).to_have_text("Læs kopien igennem")
    expect(boss.locator(".copy-to-read")).not_to_contain_text("Gunhild")
    expect(boss.locator(".copy-to-read")).not_to_contain_text("ked af")
    expect(boss.locator(".copy-to-read")).to_contain_text("12 felter er skjult.")
    fits(boss)
    axe(boss)
    boss.get_by_label("Jeg har læst kopien igennem").check()
    boss.get_by_role("button", name="Gør kopien færdig").click()
    expect(boss.get_by_text("Kopien er færdig. Du kan hente den nu")).to_be_visible()
    fits(boss)
    axe(boss)
    with boss.expect_download() as saved:
        boss.get_by_role("link", name="Hent kopien (PDF)").click()
    saved.value.save_as(tmp_path / "kopi.pdf")
    assert (tmp_path / "kopi.pdf").read_bytes().startswith(b"%PDF")
