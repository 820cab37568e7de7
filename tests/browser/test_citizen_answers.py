"""A citizen answers on a small telephone without JavaScript, by touch and by keyboard alone, and keeps a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from browsing import Site, axe, back, fits
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

LAST = 13
NEW_CASEWORKER = 7
"""Those who answer yes to it get one question more."""
FIRST_VISIT_BYTES = 60_000
FIRST_VISIT_REQUESTS = 6


@pytest.fixture(scope="module")
def codes(site: Site) -> Iterator[str]:
    """Unused codes of the example's open round, one for each test."""
    return iter(site.told["survey_codes"][1:])


@pytest.fixture
def look(new_page: Callable[..., Page]) -> Callable[[Page], None]:
    """Return a check of the page that is shown: accessible, and no wider than the screen, also at 320 pixels.

    The checker of accessibility is a script, so it is given the same page in a tab where scripts run.
    """
    glass = new_page(360)

    def check(page: Page) -> None:
        html = page.content()
        fits(page)
        glass.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        glass.goto(page.url)
        glass.unroute(page.url)
        axe(glass)
        glass.set_viewport_size({"width": 320, "height": 640})
        fits(glass)
        glass.set_viewport_size({"width": 360, "height": 740})

    return check


def test_a_citizen_answers_by_touch(site: Site, page: Page, codes: Iterator[str], look: Callable[[Page], None]) -> None:
    page.goto(site.address)
    look(page)
    page.get_by_role("link", name="Svare på spørgsmål").click()
    look(page)
    page.get_by_label("Din kode").fill("2345-6789")
    page.get_by_role("button", name="Fortsæt").click()
    expect(page.get_by_text("Der er problemer")).to_be_visible()
    expect(page.get_by_label("Din kode")).to_have_value("2345-6789")
    look(page)
    page.get_by_label("Din kode").fill(next(codes).lower())
    page.get_by_role("button", name="Fortsæt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Før du svarer")
    look(page)
    page.get_by_role("link", name="Begynd").click()
    for number in range(1, LAST):
        expect(page.get_by_text(f"Spørgsmål {number} af {LAST}")).to_be_visible()
        if number in (1, 7):
            look(page)
        if number == NEW_CASEWORKER:
            page.get_by_role("radio", name="Ja").check()
        elif number != 3:
            page.get_by_role("radio").nth(number % 3).check()
        page.get_by_role("button", name="Frem").click()
    page.get_by_label("Dit svar").fill("Jeg blev mødt med et smil. 😀\nMen brevet var svært.")
    look(page)
    page.get_by_role("button", name="Frem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hjalp nogen dig med at svare?")
    look(page)
    page.get_by_label("Ja, en jeg kender").check()
    page.get_by_role("button", name="Frem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tjek dine svar")
    expect(page.get_by_text("Ikke besvaret")).to_have_count(1)
    look(page)
    page.get_by_role("link", name="Ret svaret på: Hvor tilfreds er du med den måde, vi lytter til dig på?").click()
    page.get_by_text("Tilfreds", exact=True).click()
    page.get_by_role("button", name="Gem og gå til tjek").click()
    expect(page.get_by_text("Ikke besvaret")).to_have_count(0)
    page.get_by_role("button", name="Send mit svar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak for dit svar")
    expect(page.get_by_text("Jeg blev mødt med et smil. 😀")).to_be_visible()
    look(page)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi har dit svar")
    expect(page.get_by_text("smil")).to_have_count(0)
    look(page)


def test_a_citizen_answers_by_keyboard_from_the_link_in_the_letter(
    site: Site, page: Page, codes: Iterator[str]
) -> None:
    code = next(codes)
    page.goto(f"{site.address}/svar/{code}")
    assert code not in page.url
    tab_to(page, "Begynd")
    page.keyboard.press("Enter")
    for number in range(1, LAST):
        expect(page.get_by_text(f"Spørgsmål {number} af {LAST}")).to_be_visible()
        tab_to(page, "radio")
        page.keyboard.press("Space")
        tab_to(page, "Frem")
        page.keyboard.press("Enter")
    expect(page.get_by_text(f"Spørgsmål {LAST} af {LAST}")).to_be_visible()
    tab_to(page, "Frem")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hjalp nogen dig med at svare?")
    tab_to(page, "Frem")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tjek dine svar")
    tab_to(page, "Send mit svar")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak for dit svar")


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on a control with this text or of this type; fails when it never gets there."""
    for _press in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate("() => [document.activeElement.innerText || '', document.activeElement.type || '']")
        if wanted in here[0].split("\n")[0] or wanted == here[1]:
            return
    raise AssertionError(f"Tab never reaches {wanted}")


def test_the_browsers_back_button_and_a_second_device_lose_nothing(
    site: Site, page: Page, new_page: Callable[..., Page], codes: Iterator[str]
) -> None:
    code = next(codes)
    page.goto(f"{site.address}/svar/{code}")
    page.get_by_role("link", name="Begynd").click()
    page.get_by_text("Utilfreds", exact=True).click()
    page.get_by_role("button", name="Frem").click()
    page.get_by_text("Meget tilfreds", exact=True).click()
    page.get_by_role("button", name="Frem").click()
    expect(page.get_by_text(f"Spørgsmål 3 af {LAST}")).to_be_visible()
    back(page)
    expect(page.get_by_text(f"Spørgsmål 2 af {LAST}")).to_be_visible()
    back(page)
    page.get_by_text("Tilfreds", exact=True).click()
    page.get_by_role("button", name="Frem").click()
    other = new_page(320, javascript=False)
    other.goto(f"{site.address}/svar/{code}")
    other.get_by_role("link", name="Fortsæt").click()
    expect(other.get_by_text(f"Spørgsmål 3 af {LAST}")).to_be_visible()
    other.goto(f"{site.address}/svar/1")
    expect(other.get_by_label("Tilfreds", exact=True)).to_be_checked()


def test_a_cookie_that_is_gone_while_typing_loses_nothing(
    site: Site, page: Page, codes: Iterator[str], look: Callable[[Page], None]
) -> None:
    code = next(codes)
    page.goto(f"{site.address}/svar/{code}")
    page.goto(f"{site.address}/svar/{LAST}")
    page.get_by_label("Dit svar").fill("Det tog mig lang tid at skrive.\n\nمرحبا")
    page.context.clear_cookies()
    page.get_by_role("button", name="Frem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skriv din kode")
    expect(page.get_by_text("Det tog mig lang tid at skrive.")).to_be_visible()
    look(page)
    page.get_by_label("Din kode").fill(code)
    page.get_by_role("button", name="Fortsæt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hjalp nogen dig med at svare?")
    page.get_by_role("button", name="Frem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tjek dine svar")
    expect(page.get_by_text("Det tog mig lang tid at skrive.")).to_be_visible()


def test_a_lost_connection_and_back_lose_nothing_of_what_is_typed(
    site: Site, new_page: Callable[..., Page], codes: Iterator[str]
) -> None:
    page, long = new_page(360), "Det tog mig lang tid at skrive."
    field, onwards = page.get_by_label("Dit svar"), page.get_by_role("button", name="Frem")
    page.goto(f"{site.address}/svar/{next(codes)}")
    page.goto(f"{site.address}/svar/{LAST}")
    field.fill(long)
    page.context.set_offline(True)
    onwards.click()
    offline = page.get_by_role("alert").get_by_text("Der er ingen forbindelse til nettet lige nu.")
    expect(offline).to_be_visible()
    expect(field).to_have_value(long)
    axe(page)
    page.context.set_offline(False)
    expect(offline).to_be_hidden()
    page.goto(f"{site.address}/svar/tjek")
    unsaved = page.get_by_text("Noget af det, du har skrevet her på enheden, er ikke gemt.")
    expect(unsaved).to_be_visible()
    axe(page)
    page.locator("[data-draft-waits] a").click()
    expect(field).to_have_value(long)
    expect(page.get_by_text("Vi har sat det ind, du skrev før.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Gem og gå til tjek").click()
    expect(page.get_by_text(long)).to_be_visible()
    expect(unsaved).to_be_hidden()
    assert page.evaluate("sessionStorage.length") == 0, "what has reached us is not kept here"
    page.goto(f"{site.address}/svar/{LAST}")
    onwards.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hjalp nogen dig med at svare?")
    page.goto(f"{site.address}/svar/{LAST}")
    field.fill(f"{long} Og mere.")
    page.reload()
    expect(field).to_have_value(f"{long} Og mere.")
    page.get_by_role("button", name="Slet mit svar").click()
    expect(field).to_have_value("")
    field.fill("Kort.")
    page.get_by_role("button", name="Gem og hold pause").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dine svar er gemt")
    assert page.evaluate("sessionStorage.length") == 0


def test_without_a_connection_a_choice_stays_on_the_page_and_is_sent_later(
    site: Site, new_page: Callable[..., Page], codes: Iterator[str]
) -> None:
    page = new_page(360)
    page.goto(f"{site.address}/svar/{next(codes)}")
    page.goto(f"{site.address}/svar/1")
    page.get_by_label("Utilfreds", exact=True).check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Frem").click()
    expect(page.get_by_text("Der er ingen forbindelse til nettet lige nu.")).to_be_visible()
    expect(page.get_by_label("Utilfreds", exact=True)).to_be_checked()
    page.context.set_offline(False)
    page.get_by_role("button", name="Frem").click()
    page.wait_for_url("**/svar/2")


def test_what_one_has_typed_is_not_the_next_ones(
    site: Site, new_page: Callable[..., Page], codes: Iterator[str]
) -> None:
    page = new_page(360)
    field = page.get_by_label("Dit svar")
    for typed in ("Den første skriver.", ""):
        page.goto(f"{site.address}/svar/{next(codes)}")
        page.goto(f"{site.address}/svar/{LAST}")
        expect(field).to_have_value("")
        field.fill(typed)
        if typed:
            page.wait_for_timeout(700)  # it is kept half a second after the last key
            assert page.evaluate("sessionStorage.length") == 1


def test_the_check_page_and_the_copy_print_without_buttons(site: Site, page: Page, codes: Iterator[str]) -> None:
    page.goto(f"{site.address}/svar/{next(codes)}")
    page.get_by_role("link", name="Begynd").click()
    page.get_by_text("Tilfreds", exact=True).click()
    page.get_by_role("button", name="Frem").click()
    page.goto(f"{site.address}/svar/tjek")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Send mit svar")).to_be_hidden()
    expect(page.get_by_role("link", name="Ret svaret på", exact=False).first).to_be_hidden()
    expect(page.get_by_text("Tilfreds", exact=True)).to_be_visible()


def test_the_text_box_counts_what_is_left(site: Site, new_page: Callable[..., Page], codes: Iterator[str]) -> None:
    page = new_page(360)
    page.goto(f"{site.address}/svar/{next(codes)}")
    page.goto(f"{site.address}/svar/{LAST}")
    page.get_by_label("Dit svar").fill("Tak 😀")
    expect(page.get_by_text("Du har 1.995 tegn tilbage.")).to_be_visible()


def test_a_first_visit_is_light(site: Site, page: Page, codes: Iterator[str]) -> None:
    got: list[int] = []
    page.on("requestfinished", lambda request: got.append(request.sizes()["responseBodySize"]))
    page.goto(f"{site.address}/svar/{next(codes)}")
    page.get_by_role("link", name="Begynd").wait_for()
    assert sum(got) <= FIRST_VISIT_BYTES, got
    redirects = 1
    assert len(got) <= FIRST_VISIT_REQUESTS + redirects, got
