"""A real browser against a real server: Chromium, and the application served by gunicorn on an instance of its own.

`page` is a fresh Chromium tab of 360 by 740 pixels; `desktop` one of 1200 by 900. Every page a journey has shown can be given
to `axe(page)`, which fails on any breach of WCAG 2.2 A and AA. `site` is an example installation shared by the test process;
`site.told` holds what `vaerdig demo` tells (codes, sign-ins), `site.address` where it runs.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.browser

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_SECONDS = 240


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the example, as `make run` does, on a free port."""
    instance = tmp_path_factory.mktemp("site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "VAERDIG_INSTANCE": str(instance), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "værdig", "demo", "--port", str(port), "--json"]
    with (instance / "out").open("wb") as out, (instance / "err").open("wb") as err:
        server = subprocess.Popen(command, stdout=out, stderr=err, env=environment)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, server, instance)
            yield Site(address, json.loads((instance / "out").read_text()), instance)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(address: str, server: subprocess.Popen[bytes], instance: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the example did not start:\n{(instance / 'err').read_text()[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the test process."""
    path = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield launched
        launched.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`new_page(width=360, javascript=False)` opens a tab of its own person: own cookies, and errors on the console fail."""
    opened: list[Any] = []

    def open_page(width: int = 360, javascript: bool = True) -> Page:
        person = browser.new_context(
            viewport={"width": width, "height": 740 if width < 600 else 900},
            java_script_enabled=javascript,
            locale="da-DK",
        )
        opened.append(person)
        tab = person.new_page()
        tab.set_default_timeout(20_000)
        return tab

    yield open_page
    for person in opened:
        person.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A telephone's tab, 360 pixels wide, without JavaScript."""
    return new_page(360, javascript=False)


@pytest.fixture
def desktop(new_page: Callable[..., Page]) -> Page:
    """A staff member's tab, 1200 pixels wide."""
    return new_page(1200)


def axe(page: Page) -> None:
    """Fail on any breach of WCAG 2.2 level A or AA on the page that is shown."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    wrong = [f"{rule['id']}: {rule['help']} at {[node['target'] for node in rule['nodes']][:3]}" for rule in found]
    assert not wrong, f"{page.url}: " + "; ".join(wrong)


def fits(page: Page) -> None:
    """Fail when the page is wider than the screen (WCAG 1.4.10)."""
    width = page.evaluate("document.documentElement.scrollWidth")
    shown = page.evaluate("document.documentElement.clientWidth")
    assert width <= shown, f"{page.url} is {width} px wide on a screen of {shown}"


def sign_in(page: Page, site: Site, word: str) -> None:
    """Sign in as one of the example's users."""
    user = site.user(word)
    page.goto(f"{site.address}/stab/log-ind")
    page.get_by_label("E-mail").fill(user["email"])
    page.get_by_label("Adgangskode").fill(user["password"])
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url(f"{site.address}/stab/")
