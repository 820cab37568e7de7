"""A question read aloud by a person, in Chromium: put in by staff, heard by a citizen with and without scripts, and deleted again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from browsing import Site, axe, fits, get_code, sign_in
from playwright.sync_api import Page, expect
from surveys.recordings import sounds

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

FIRST = "Hvor tilfreds er du med den måde, du bliver mødt på?"
SECONDS = 2.0
NONE_READ = re.compile(r"^0 af \d+ tekster er indtalt\.")
"""How many there are depends on the rounds that other tests have planned."""
HEARD = """async () => {
  const player = document.querySelector("main audio");
  const moved = new Promise((done) => player.addEventListener("timeupdate", () => player.currentTime > 0 && done()));
  await player.play();
  await moved;
  player.pause();
  return [player.duration, player.currentTime];
}"""
"""Plays what is on the page until it is heard."""


@pytest.fixture
def recorded(site: Site, desktop: Page) -> Iterator[Page]:
    """The page of the first question, read aloud in Danish; deleted when the test is over."""
    sign_in(desktop, site, "leder")
    desktop.goto(f"{site.address}/stab/oplaesning/da")
    desktop.get_by_role("link", name=FIRST).click()
    file = {"name": "tone.wav", "mimeType": "application/octet-stream", "buffer": sounds.wav(SECONDS)}
    desktop.get_by_label("Lydfil").set_input_files(file)  # type: ignore[arg-type]
    desktop.get_by_role("button", name="Gem optagelsen").click()
    expect(desktop.get_by_text("Optagelsen er gemt.")).to_be_visible()
    yield desktop
    desktop.get_by_role("link", name="Slet optagelsen").click()
    axe(desktop)
    desktop.get_by_role("button", name="Slet optagelsen").click()
    expect(desktop.get_by_text(NONE_READ)).to_be_visible()


def test_a_recording_is_really_heard(site: Site, recorded: Page, new_page: Callable[..., Page]) -> None:
    page = new_page(360)
    page.goto(f"{site.address}/svar/her/{site.told['survey_place']}")
    get_code(page)
    page.goto(f"{site.address}/svar/1")
    for shown in (page, recorded):
        axe(shown)
        fits(shown)
        duration, at = shown.evaluate(HEARD)
        assert duration == pytest.approx(SECONDS)
        assert 0 < at <= SECONDS
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)


def test_without_scripts_there_is_a_player_with_a_name(site: Site, recorded: Page, page: Page) -> None:
    page.goto(f"{site.address}/svar/her/{site.told['survey_place']}")
    get_code(page)
    page.goto(f"{site.address}/svar/1")
    player = page.locator("main audio")
    expect(player).to_be_visible()
    expect(player).to_have_accessible_name("Hør teksten")
    page.goto(f"{site.address}/svar/2")
    expect(player).to_have_count(0)


def test_a_screen_does_not_clear_itself_while_somebody_listens(
    site: Site, recorded: Page, new_page: Callable[..., Page]
) -> None:
    page = new_page(360)
    page.goto(f"{site.address}/svar/her/{site.told['survey_place']}")
    get_code(page)
    page.clock.install()
    page.goto(f"{site.address}/svar/1")
    full = seconds_left(page)
    page.clock.run_for(40_000)
    assert seconds_left(page) < full - 35
    page.evaluate(HEARD)
    assert seconds_left(page) > full - 20


def seconds_left(page: Page) -> int:
    """Return in how many seconds the screen says that it clears itself."""
    return int("".join(filter(str.isdigit, page.locator("[data-told]").inner_text())))
