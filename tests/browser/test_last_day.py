"""A complaint over a decision on its very last day, at ten in the evening: by telephone without JavaScript, and at a desk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from browsing import axe, fits
from complaints.given import PASSPHRASE
from conftest import HOME, signed_in
from flask import Flask
from playwright.sync_api import Page, expect

from værdig.complaints import inbox
from værdig.db import tenant
from værdig.sessions import STAFF_COOKIE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Serve the application on Monday 30 November 2026 from 22 o'clock in Denmark on."""
    from werkzeug.serving import make_server

    with time_machine.travel("2026-11-30T21:00:00+00:00", tick=True):
        with app.app_context(), tenant(HOME):
            inbox.set_up("u" * 22, PASSPHRASE)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


def look(page: Page, with_axe: bool) -> None:
    """Look at a page; axe is a script, and a telephone without scripts cannot run it."""
    fits(page)
    if with_axe:
        axe(page)


@pytest.mark.parametrize(("width", "javascript"), [(1200, True), (360, True), (360, False)])
def test_a_decision_complaint_on_its_last_day(
    app: Flask, address: str, new_page: Callable[..., Page], width: int, javascript: bool
) -> None:
    page = new_page(width, javascript=javascript)
    page.goto(f"{address}/klage")
    page.get_by_role("link", name="Jeg er uenig i en afgørelse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du er uenig i en afgørelse")
    fits(page)
    _reckon(page, javascript)
    page.get_by_role("link", name="Skriv klagen nu").click()
    expect(page.get_by_text("Det er i dag.")).to_be_visible()
    page.get_by_label("Hvilken afgørelse klager du over?").fill("Jeg klager.")
    page.get_by_role("button", name="Næste").click()
    page.get_by_label("Ledelsen i jobcentret", exact=True).check(force=True)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Skriv dit navn.").first).to_be_visible()
    expect(page.get_by_text("Det er i dag.")).to_be_visible()
    page.get_by_label("Navn", exact=True).fill("Anna Prøve")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi har modtaget det, du skrev")
    number = page.locator("dt:has-text('Sagsnummer') + dd").inner_text().strip()
    page.goto(f"{address}/sag")
    expect(
        page.get_by_text("Sidste dag for klagen er mandag den 30. november 2026. Vi fik den i tide.")
    ).to_be_visible()
    fits(page)
    _handle(signed_in(app, "leder"), new_page(width, javascript=javascript), address, number, javascript)


def _reckon(page: Page, javascript: bool) -> None:
    page.get_by_label("Hvilken dato står der på afgørelsen?").fill("31.11.2026")
    page.get_by_label("Digital Post").check(force=True)
    page.get_by_role("button", name="Regn sidste dag ud").click()
    expect(page.get_by_text("Den dag findes ikke.").first).to_be_visible()
    expect(page.get_by_label("Hvilken dato står der på afgørelsen?")).to_have_value("31.11.2026")
    look(page, javascript)
    page.get_by_label("Hvilken dato står der på afgørelsen?").fill("2. november 2026")
    page.get_by_role("button", name="Regn sidste dag ud").click()
    expect(page.get_by_role("heading", name="Sådan er datoen regnet ud")).to_be_visible()
    expect(page.get_by_text("Det er i dag. Kommunen skal have din klage senest i dag")).to_be_visible()
    look(page, javascript)


def _handle(client: Any, page: Page, address: str, number: str, javascript: bool) -> None:
    cookie = next(each for each in client._cookies.values() if each.key == STAFF_COOKIE)
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": f"{address}/stab/"}])
    page.goto(f"{address}/stab/klager")
    page.get_by_role("link", name=number).first.click()
    expect(page.get_by_text("Den er kommet i tide efter vores regning.")).to_be_visible()
    look(page, javascript)
