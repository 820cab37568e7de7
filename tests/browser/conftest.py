"""A real browser against a real server: Chromium, and the application served by gunicorn on an instance of its own.

`page` is a fresh Chromium tab of 360 by 740 pixels; `desktop` one of 1200 by 900. `site` is an example installation shared by
the test process; `site.told` holds what `vaerdig demo` tells (codes, sign-ins), `site.address` where it runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from browsing import CHROMIUM, Site, chromium
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright
from servers import free_port

pytestmark = pytest.mark.browser

PATIENCE_SECONDS = 900


@pytest.fixture(scope="session")
def mail_settings() -> Iterator[dict[str, str]]:
    """Settings that lead the installation's letters to a mail server of the tests, which throws them away."""
    port = free_port()
    controller = Controller(Sink(), hostname="127.0.0.1", port=port)
    controller.start()
    chosen = {"server": "127.0.0.1", "port": str(port), "security": "none", "sender": "Kommunen <svar@eksempel.dk>"}
    yield {f"VAERDIG_MAIL_{name.upper()}": value for name, value in chosen.items()}
    controller.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, mail_settings: dict[str, str]) -> Iterator[Site]:
    """Serve the example, as `make run` does, on a free port."""
    instance = tmp_path_factory.mktemp("site")
    port = free_port()
    environment = {**os.environ, **mail_settings, "VAERDIG_INSTANCE": str(instance), "PYTHONUTF8": "1"}
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


def _listen(tab: Page, wrong: list[str]) -> None:
    """Note files that are refused, by address, and what the browser complains of; a page may itself be an error page.

    Of fonts only the design system's are ever asked for, which we do not have: when a test looks at a page whose second stylesheet,
    which names others, is not there yet.
    """

    def answered(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type not in ("document", "font"):
            wrong.append(f"{response.status} {response.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            wrong.append(f"{tab.url}: {message.text}")

    tab.on("response", answered)
    tab.on("console", said)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`new_page(width=360, javascript=False)` opens a tab of its own person, with own cookies.

    A test fails whose pages ask for a file that is not there, or whose scripts or styles the browser refuses.
    """
    opened: list[Any] = []
    wrong: list[str] = []

    def open_page(width: int = 360, javascript: bool = True) -> Page:
        person = browser.new_context(
            viewport={"width": width, "height": 740 if width < 600 else 900},
            java_script_enabled=javascript,
            locale="da-DK",
        )
        opened.append(person)
        tab = person.new_page()
        tab.set_default_timeout(20_000)
        _listen(tab, wrong)
        return tab

    yield open_page
    for person in opened:
        person.close()
    assert wrong == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A telephone's tab, 360 pixels wide, without JavaScript."""
    return new_page(360, javascript=False)


@pytest.fixture
def desktop(new_page: Callable[..., Page]) -> Page:
    """A staff member's tab, 1200 pixels wide."""
    return new_page(1200)
