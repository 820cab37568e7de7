"""A town where days pass: the application served by this process under a clock that tests move, its people, and the hourly jobs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import time_machine
from browsing import axe, fits
from complaints.given import PASSPHRASE
from conftest import HOME, signed_in
from flask import Flask
from playwright.sync_api import Page, expect

from værdig.accounts import queries as accounts
from værdig.complaints import inbox
from værdig.db import db, tenant
from værdig.hooks import current_host
from værdig.sessions import STAFF_COOKIE


@dataclass
class Town:
    """The served application; `at` moves everybody's clock, `work` does what the hourly jobs do."""

    app: Flask
    address: str = ""
    people: dict[str, str] = field(default_factory=dict)
    _traveller: Any = None

    def at(self, moment: str) -> None:
        """Set the clock to a moment in UTC; it goes on from there."""
        self.leave()
        self._traveller = time_machine.travel(f"{moment.replace(' ', 'T')}+00:00", tick=True)
        self._traveller.start()

    def leave(self) -> None:
        """Let the clock be as it is outside."""
        if self._traveller is not None:
            self._traveller.stop()
            self._traveller = None

    def work(self, *jobs: str) -> None:
        """Do some of the hourly jobs, by their ids."""
        with self.app.app_context(), tenant(HOME):
            known = {found.value.id: found.value for found in current_host().active("register_jobs")}
            for each in jobs:
                known[each].run()
            db.session.remove()

    def settle(self, role: str) -> str:
        """Give somebody a role here; the borgerraadgiver gets the key of her inbox. Returns her id."""
        user_id: str = signed_in(self.app, role).user_id
        self.people[role] = user_id
        if role == "borgerraadgiver":
            with self.app.app_context(), tenant(HOME):
                inbox.set_up(user_id, PASSPHRASE)
                db.session.remove()
        return user_id

    def sign_in(self, page: Page, role: str) -> Page:
        """Sign somebody in who lives here, as one does each morning."""
        client = self.app.test_client()
        with self.app.app_context(), tenant(HOME):
            mark = accounts.user_here(self.people[role]).fs_uniquifier
        with client.session_transaction("/stab/") as session:
            session.update({"_user_id": mark, "_fresh": True, "fs_cc": "set", "fs_paa": 4102444800.0, "kommune": HOME})
        cookie = next(each for each in client._cookies.values() if each.key == STAFF_COOKIE)
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": "127.0.0.1", "path": "/stab"}])
        return page

    def open_inbox(self, page: Page) -> None:
        """Unlock the borgerraadgiver's inbox."""
        self.sign_in(page, "borgerraadgiver")
        page.goto(f"{self.address}/stab/indbakke")
        page.get_by_label("Kodeord til indbakken").fill(PASSPHRASE)
        page.get_by_role("button", name="Lås op").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Borgerrådgiverens indbakke", timeout=20_000)

    def own_case(self, page: Page, code: str) -> None:
        """Come back to one's case with the code."""
        page.goto(f"{self.address}/sag")
        page.get_by_label("Din kode").fill(code)
        page.get_by_role("button", name="Se sagen").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Din sag")


@contextmanager
def serving(app: Flask, moment: str) -> Iterator[Town]:
    """Serve an application from a moment on."""
    from werkzeug.serving import make_server

    town = Town(app)
    town.at(moment)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    town.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield town
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        town.leave()


def look(page: Page) -> None:
    """Hold a page to what every page is held to."""
    fits(page)
    axe(page)


def receipt_of(page: Page) -> tuple[str, str]:
    """Return the code and the number of a receipt."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi har modtaget det, du skrev")
    code = page.locator(".return-code").inner_text().strip()
    return code, page.locator("dt:has-text('Sagsnummer') + dd").inner_text().strip()


def move(page: Page, state: str, words: str) -> None:
    """Move the case on the page, by the name of the state as staff read it."""
    page.get_by_role("link", name="Flyt sagen").click()
    page.get_by_label(state, exact=True).check(force=True)
    page.get_by_label("Begrundelse").fill(words)
    page.get_by_role("button", name="Flyt sagen").click()
    expect(page.get_by_role("link", name="Flyt sagen")).to_be_visible()
