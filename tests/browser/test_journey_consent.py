"""A confidential complaint whose citizen lets the management see it, and takes that back while somebody is answering."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from town import Town, look, receipt_of, serving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

STORY = "Min sagsbehandler svarer aldrig. Jeg er bange for, at det går ud over mig."
UNSENT = "Jeg har set på sagen, og jeg vil gerne beklage."


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with serving(app, "2026-12-01 08:00") as found:
        found.settle("borgerraadgiver")
        found.settle("leder")
        yield found


def test_consent_given_and_taken_back_while_somebody_writes(town: Town, new_page: Callable[..., Page]) -> None:
    citizen, boss = new_page(360), new_page(1200)
    code, number = _complain(town, citizen)
    _nothing_to_see(town, boss, number)
    town.at("2026-12-02 08:00")
    _let_them_see(town, citizen, code)
    town.sign_in(boss, "leder")
    _begin_to_answer(town, boss, number)
    _take_it_back(citizen)
    boss.get_by_role("button", name="Send til borgeren").click()
    expect(boss.get_by_text(UNSENT)).to_be_visible()
    assert STORY not in boss.content()
    assert "Anna Holm" not in boss.content()
    look(boss)
    _nothing_to_see(town, boss, number)
    citizen.reload()
    assert UNSENT not in citizen.content()
    expect(citizen.get_by_text("Nej. Kun borgerrådgiveren kan se den.")).to_be_visible()
    expect(citizen.get_by_role("rowheader", name=re.compile("Leder")).first).to_be_visible()
    br = new_page(1200)
    town.open_inbox(br)
    br.get_by_role("link", name=number).first.click()
    expect(br.get_by_text("Samtykket taget tilbage: ledelsen kan ikke længere se sagen").first).to_be_visible()
    look(br)


def _complain(town: Town, page: Page) -> tuple[str, str]:
    page.goto(f"{town.address}/klage/skriv?slags=behandling")
    page.get_by_label("Hvad er der sket?").fill(STORY)
    page.get_by_label("Navn (frivilligt)").fill("Anna Holm")
    page.get_by_role("button", name="Send").click()
    return receipt_of(page)


def _nothing_to_see(town: Town, page: Page, number: str) -> None:
    town.sign_in(page, "leder")
    page.goto(f"{town.address}/stab/klager?vis=alle")
    expect(page.get_by_role("heading", level=1)).to_have_text("Klager til ledelsen")
    assert number not in page.content()


def _let_them_see(town: Town, page: Page, code: str) -> None:
    town.own_case(page, code)
    page.get_by_role("link", name="Giv lov til, at ledelsen ser sagen").click()
    look(page)
    page.get_by_label("Både klagen og mit navn").check(force=True)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("Du har sagt ja. Du kan fortryde, når du vil.")).to_be_visible()
    look(page)


def _begin_to_answer(town: Town, page: Page, number: str) -> None:
    page.goto(f"{town.address}/stab/klager?vis=alle")
    page.get_by_role("link", name=number).first.click()
    expect(page.get_by_text(STORY)).to_be_visible()
    expect(page.get_by_text("Anna Holm").first).to_be_visible()
    look(page)
    page.get_by_role("link", name="Skriv til borgeren").click()
    page.get_by_label("Beskeden til borgeren").fill(UNSENT)


def _take_it_back(page: Page) -> None:
    page.goto(page.url)
    page.get_by_role("button", name="Tag dit ja tilbage").click()
    expect(page.get_by_text("Du har taget dit ja tilbage.")).to_be_visible()
    look(page)
