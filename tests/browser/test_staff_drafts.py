"""What staff have written stays in the tab while they look something up: letters, fixed texts, the desk; gone when sent or signed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from complaints.given import received
from conftest import HOME
from flask import Flask
from playwright.sync_api import Page, expect
from town import Town, look, serving

from værdig.complaints.keys import Reader
from værdig.db import db, tenant

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WRITTEN = "Kære Anna. Vi har læst din klage, og vi vil gerne beklage."
PUT_BACK = "Vi har sat det ind, du skrev før."


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with serving(app, "2026-12-01 08:00") as found:
        found.settle("leder")
        found.settle("skranke")
        yield found


def case_in(app: Flask) -> str:
    with app.app_context(), tenant(HOME):
        found = received("Jeg får ikke svar.", Reader.MANAGEMENT)[0].id
        db.session.remove()
        return str(found)


def drafts_of(page: Page) -> list[str]:
    return list(page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft-stab'))"))


def write(page: Page, words: str) -> None:
    page.get_by_label("Besked").fill(words)
    expect(page.get_by_text("Gemt på denne computer")).to_be_visible()


def test_a_letter_is_there_when_one_comes_back(app: Flask, town: Town, new_page: Callable[..., Page]) -> None:
    page = town.sign_in(new_page(360), "leder")
    case = f"{town.address}/stab/klager/{case_in(app)}"
    page.goto(f"{case}/svar")
    write(page, WRITTEN)
    look(page)
    page.locator("a.back-link").click()
    page.goto(f"{case}/svar")
    expect(page.get_by_label("Besked")).to_have_value(WRITTEN)
    expect(page.get_by_text(PUT_BACK)).to_be_visible()
    look(page)
    page.get_by_role("link", name="Sagen er sendt videre").click()
    expect(page.get_by_label("Besked")).not_to_have_value(WRITTEN)
    expect(page.get_by_label("Besked")).not_to_have_value("")
    page.goto(f"{case}/svar")
    expect(page.get_by_label("Besked")).to_have_value(WRITTEN)
    page.get_by_role("button", name="Send til borgeren").click()
    expect(page.get_by_text("Beskeden er sendt.")).to_be_visible()
    page.goto(f"{case}/svar")
    expect(page.get_by_label("Besked")).to_have_value("")
    assert drafts_of(page) == []


def test_what_was_refused_is_kept_and_one_can_begin_anew(app: Flask, town: Town, new_page: Callable[..., Page]) -> None:
    page = town.sign_in(new_page(1200), "leder")
    case = f"{town.address}/stab/klager/{case_in(app)}"
    page.goto(f"{case}/svar?om=videresendt")
    begun = page.get_by_label("Besked").input_value()
    page.get_by_role("button", name="Send til borgeren").click()
    expect(page.locator("#error-summary")).to_be_visible()
    write(page, f"{begun} {WRITTEN}")
    page.locator("a.back-link").click()
    page.goto(f"{case}/svar?om=videresendt")
    expect(page.get_by_label("Besked")).to_have_value(f"{begun} {WRITTEN}")
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("link", name="Begynd forfra").click()
    expect(page.get_by_label("Besked")).to_have_value(begun)
    assert drafts_of(page) == []


def test_signing_out_leaves_nothing_in_the_tab(app: Flask, town: Town, new_page: Callable[..., Page]) -> None:
    page = town.sign_in(new_page(1200), "leder")
    page.goto(f"{town.address}/stab/klager/{case_in(app)}/notat")
    page.locator("textarea").first.fill("Talt med afdelingen.")
    expect(page.get_by_text("Gemt på denne computer")).to_be_visible()
    assert len(drafts_of(page)) == 1
    page.locator("textarea").first.fill("Talt med afdelingen i dag.")
    page.get_by_role("button", name="Log af").click()
    expect(page.get_by_role("button", name="Log af")).to_have_count(0)
    assert drafts_of(page) == []


def test_a_complaint_at_the_desk_is_kept_until_it_is_saved(town: Town, new_page: Callable[..., Page]) -> None:
    page = town.sign_in(new_page(360), "skranke")
    page.goto(f"{town.address}/stab/klager/ny")
    page.get_by_label("Hvad er der sket?").fill("Jeg har ventet i tre uger.")
    page.get_by_label("Telefon", exact=True).check(force=True)
    expect(page.get_by_text("Gemt på denne computer")).to_be_visible()
    page.goto(f"{town.address}/stab/tael")
    page.goto(f"{town.address}/stab/klager/ny")
    expect(page.get_by_label("Hvad er der sket?")).to_have_value("Jeg har ventet i tre uger.")
    expect(page.get_by_label("Telefon", exact=True)).to_be_checked()
    look(page)
    page.get_by_label("Ledelsen").first.check(force=True)
    page.get_by_role("button", name="Gem klagen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kvittering til borgeren")
    page.goto(f"{town.address}/stab/klager/ny")
    expect(page.get_by_label("Hvad er der sket?")).to_have_value("")
    assert drafts_of(page) == []
