"""What browser tests share: the running example, the browser's settings, and what every page is held to.

`axe(page)` fails on any breach of WCAG 2.2 A and AA, `fits(page)` on a page wider than the screen.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Site:
    """A running example installation."""

    address: str
    told: dict[str, Any]
    instance: Path

    def user(self, word: str) -> dict[str, str]:
        """Return the example user whose e-mail begins with `word`."""
        return next(user for user in self.told["users"] if user["email"].startswith(word))


def chromium() -> str:
    """Return the browser's path; without one the tests are skipped, in CI they fail."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("Chromium is missing on a CI machine")
    pytest.skip("Chromium is not installed")


def settled(page: Page) -> None:
    """Wait until the page that a click leads to is there, so that nothing is asked of a document that is just being made."""
    page.wait_for_load_state("load")
    page.locator("main").wait_for()
    page.wait_for_load_state("load")


def back(page: Page, *, forward: bool = False) -> None:
    """Press Back (or Forward) as a person does: once the page is there.

    A click returns before the page it leads to has replaced the old one, and Chromium has no history for a page that is
    being replaced.
    """
    page.wait_for_load_state("load")
    for attempt in range(5):
        try:
            page.go_forward() if forward else page.go_back()
        except Error as broken:
            if "Not attached to an active page" not in broken.message or attempt == 4:
                raise
            page.wait_for_timeout(200)
        else:
            return


def axe(page: Page) -> None:
    """Fail on any breach of WCAG 2.2 level A or AA on the page that is shown."""
    from axe_playwright_python.sync_playwright import Axe

    settled(page)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    wrong = [f"{rule['id']}: {rule['help']} at {[node['target'] for node in rule['nodes']][:3]}" for rule in found]
    assert not wrong, f"{page.url}: " + "; ".join(wrong)


def fits(page: Page) -> None:
    """Fail when the page is wider than the screen (WCAG 1.4.10)."""
    settled(page)
    width, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= shown, f"{page.url} is {width} px wide on a screen of {shown}"


def sign_in(page: Page, site: Site, word: str) -> None:
    """Sign in as one of the example's users."""
    user = site.user(word)
    page.goto(f"{site.address}/stab/log-ind")
    page.get_by_label("E-mail").fill(user["email"])
    page.get_by_label("Adgangskode").fill(user["password"])
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url(re.compile(rf"{re.escape(site.address)}/stab/(i-dag/\w+)?$"))


def get_code(page: Page) -> None:
    """Press *Begynd* at the reception's screen; when many have begun just before, wait a little and press again, as people do."""
    code, busy = page.get_by_role("heading", name="Her er din kode"), page.get_by_text("Vent lidt, og prøv igen")
    for _press in range(6):
        page.get_by_role("button", name="Begynd").click()
        expect(code.or_(busy).first).to_be_visible()
        if code.count():
            return
        page.wait_for_timeout(5_000)
    raise AssertionError("no code at the reception's screen within half a minute")
