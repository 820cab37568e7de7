"""The gallery in Chromium: nothing for axe to find, no wider than the screen, within the weight of a citizen's page."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import CHROMIUM
from browsing import chromium as installed_chromium
from flask import request
from ui.gallery import make_app

from værdig.ui.static_files import static_url

pytestmark = pytest.mark.browser

ASKED: list[str] = []
"""Every path the server has been asked for."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    from werkzeug.serving import make_server

    app = make_app()
    app.before_request(lambda: ASKED.append(request.path))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    executable = installed_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, address: str) -> Iterator[Any]:
    contexts: list[Any] = []

    def open_at(path: str, width: int, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.answers = []
        page.on("response", lambda answer: page.answers.append(answer))
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_at
    for context in contexts:
        context.close()


def look(page: Any, name: str) -> None:
    """Keep a picture when asked to: `VAERDIG_TEST_PICTURES` names a folder."""
    if folder := os.environ.get("VAERDIG_TEST_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("width", [1200, 360, 320])
@pytest.mark.parametrize("path", ["/galleri?eksempel=1", "/stab/galleri", "/bekraeft", "/findes-ikke"])
def test_pages_are_accessible_and_fit(open_page: Any, path: str, width: int) -> None:
    page = open_page(path, width)
    look(page, f"{path.strip('/').replace('/', '-').partition('?')[0]}-{width}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [text for text in page.said if "404 (NOT FOUND)" not in text] == []


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("path", ["/galleri", "/stab/galleri"])
def test_errors_are_accessible_and_lead_to_their_fields(open_page: Any, path: str, width: int) -> None:
    page = open_page(path, width)
    page.get_by_role("button", name="Send klagen").click()
    page.wait_for_load_state("networkidle")
    look(page, f"{path.strip('/').replace('/', '-')}-errors-{width}")
    assert page.title().startswith("Fejl: ")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Vælg et svar under").click()
    assert page.evaluate("document.activeElement.id") == "talk-0"


def test_a_citizens_first_page_is_light(open_page: Any) -> None:
    page = open_page("/galleri", 360)
    sizes = {answer.url: answer.request.sizes() for answer in page.answers}
    assert sum(answer.request.resource_type != "image" for answer in page.answers) <= 4, (
        "the page and three stylesheets"
    )
    assert sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes.values()) <= 60_000
    assert page.answers[0].request.sizes()["responseBodySize"] <= 15_000
    kinds = {answer.request.resource_type for answer in page.answers}
    assert not kinds & {"font", "script"}


def test_no_page_fetches_a_font(open_page: Any) -> None:
    page = open_page("/stab/galleri", 1200)
    assert "font" not in {answer.request.resource_type for answer in page.answers}
    fonts = "[...document.querySelectorAll('*')].map(e => getComputedStyle(e).fontFamily).join()"
    assert "Plex" not in page.evaluate(fonts)


def test_a_second_visit_fetches_the_page_alone(open_page: Any, address: str) -> None:
    page = open_page("/galleri", 360)
    ASKED.clear()
    page.goto(address + "/galleri?igen=1")
    page.wait_for_load_state("networkidle")
    assert ASKED == ["/galleri"]


def test_the_menu_opens_without_scripts(open_page: Any) -> None:
    page = open_page("/stab/galleri", 360, java_script_enabled=False)
    link = page.locator(".small-menu a").first
    assert not link.is_visible()
    page.locator("summary", has_text="Menu").click()
    assert link.is_visible()
    assert not page.locator(".large-menu").is_visible()


def test_the_counter_counts_and_the_keyboard_reaches_the_content(open_page: Any) -> None:
    page = open_page("/stab/galleri", 1200)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skipnav"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main-content"
    page.locator("#what").press_sequentially("hej")
    page.wait_for_timeout(1200)
    assert page.locator(".character-limit-sr-only").text_content() == "Du har 1.997 tegn tilbage"
    assert page.locator(".character-limit").inner_text() == "Du har 1.997 tegn tilbage"


def test_a_page_prints_on_paper_without_its_buttons(open_page: Any) -> None:
    page = open_page("/stab/galleri", 1200)
    page.emulate_media(media="print")
    look(page, "print")
    assert not page.get_by_role("button", name="Send klagen").is_visible()
    assert not page.locator(".large-menu").is_visible()
    assert page.get_by_role("heading", name="Skriv din klage").is_visible()


def test_the_municipalitys_colour_is_used(open_page: Any) -> None:
    page = open_page("/galleri", 1200)
    assert static_url("vaerdig.css") in page.content()
    colour = page.get_by_role("button", name="Send klagen").evaluate("e => getComputedStyle(e).backgroundColor")
    assert colour == "rgb(26, 94, 60)"
