"""What staff do with a round, and the helper beside a citizen: the pages behind a button, a file or a code, at two widths.

Pages that links lead to are in `test_every_page`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from browsing import Site, axe, fits, sign_in
from playwright.sync_api import Page, expect

from værdig.clock import HalfYear, today

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

WIDTHS = (360, 1200)
STORY = "Ring til Mette Hansen på 20 30 40 50. Brevet var svært."
HIDDEN = "20 30 40 50"


def look(page: Page) -> None:
    """Hold the page that is shown to the rules at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        fits(page)
        axe(page)


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def danish(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


@pytest.fixture
def desk(site: Site, new_page: Callable[..., Page]) -> Callable[[str], Page]:
    """`desk("leder")` is a tab of a member of staff."""

    def open_for(word: str) -> Page:
        page = new_page(1200)
        sign_in(page, site, word)
        return page

    return open_for


@pytest.fixture
def code(site: Site) -> str:
    """An unused code of the example's open round."""
    return str(site.told["survey_codes"].pop())


def test_a_manager_plans_a_round_invites_and_reminds(site: Site, desk: Callable[[str], Page], tmp_path: Any) -> None:
    page = desk("leder")
    _plan(page, site)
    _ask_something_of_ones_own(page)
    _open_with_letters(page)
    _invite_from_a_list(page, tmp_path)
    _send(page)


def _plan(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/stab/runder/ny")
    press(page, "Videre til målgrupper")
    expect(page.get_by_text("Der er problemer")).to_be_visible()
    look(page)
    page.get_by_label("Halvår").select_option(HalfYear.of(today()).code)
    page.get_by_label("Efter en samtale").check(force=True)
    page.get_by_label("Spørgeskema").select_option(index=0)
    page.get_by_label("Første dag").fill(danish(date.today()))  # noqa: DTZ011 - what the server's clock says too
    page.get_by_label("Sidste dag").fill(danish(date.today() + timedelta(days=30)))  # noqa: DTZ011
    press(page, "Videre til målgrupper")
    heading(page, "Målgrupper")
    for box in page.get_by_role("textbox").all():
        box.fill("")
    for tick in page.locator("main input[type=checkbox]").all():
        tick.set_checked(False, force=True)
    for label, number in (("Dagpenge", "3"), ("Sygedagpenge", "40")):
        page.get_by_label(f"Inviterede: {label}").fill(number)
    press(page, "Gem målgrupperne")


def _ask_something_of_ones_own(page: Page) -> None:
    follow(page, "Egne spørgsmål")
    follow(page, "Skriv et spørgsmål")
    press(page, "Gem")
    expect(page.get_by_text("Der er problemer")).to_be_visible()
    look(page)
    page.get_by_label("Spørgsmålet", exact=True).fill("Hvor tilfreds er du med vores ventetid?")
    page.locator("input[type=radio]").first.check(force=True)
    press(page, "Gem")
    expect(page.get_by_role("heading", level=3)).to_have_text("Hvor tilfreds er du med vores ventetid?")
    look(page)
    follow(page, "Se på telefon")
    look(page)
    page.go_back()
    follow(page, "Til runden")
    look(page)


def _open_with_letters(page: Page) -> None:
    follow(page, "Åbn runden")
    look(page)
    press(page, "Åbn runden")
    heading(page, "Lav koder")
    page.get_by_label("Antal koder: Dagpenge").fill("5")
    page.get_by_label("Antal koder: Sygedagpenge").fill("2")
    page.get_by_label("Giv os breve som PDF, eller en fil med hele teksten.").check(force=True)
    press(page, "Lav koder")
    expect(page.get_by_text("5 koder til 3 inviterede").first).to_be_visible()
    look(page)
    page.get_by_label("Ja, der er inviteret flere.").check(force=True)
    press(page, "Lav koder")
    heading(page, "Invitationer og breve")


def _invite_from_a_list(page: Page, folder: Any) -> None:
    rows = ["reference;gruppe;e-mail", *(f"L{n};Sygedagpenge;b{n}@eksempel.dk" for n in range(1, 4)), "L9;Findes ikke;"]
    (folder / "liste.csv").write_text("\n".join(rows), "utf-8")
    follow(page, "Tilføj en liste")
    look(page)
    page.get_by_label("Fil").set_input_files(folder / "liste.csv")
    press(page, "Vis, hvad der er i filen")
    heading(page, "Er listen rigtig?")
    look(page)
    press(page, "Invitér 3")
    expect(page.get_by_text("3 er på listen.")).to_be_visible()
    look(page)


def _send(page: Page) -> None:
    index = page.url
    follow(page, "Lav breve")
    page.get_by_label("Alle på listen").check(force=True)
    look(page)
    press(page, "Lav breve")
    expect(page.get_by_text("breve er lavet.")).to_be_visible()
    follow(page, "Send e-mails")
    look(page)
    press(page, "Send e-mails")
    expect(page.get_by_text("E-mails bliver sendt.")).to_be_visible()
    look(page)
    for _time in range(50):
        if page.get_by_role("link", name="Send en påmindelse nu").count():
            break
        page.wait_for_timeout(200)
        page.goto(index)
    follow(page, "Send en påmindelse nu")
    look(page)
    for name in ("/paamindelser", "/flettefil", "/slet", "/afviste"):
        page.goto(index + name)
        look(page)
    page.goto(index + "/paamindelser")
    page.get_by_label("Første påmindelse").fill(danish(date.today() + timedelta(days=10)))  # noqa: DTZ011
    press(page, "Gem")
    expect(page.get_by_text("Dagene er gemt.")).to_be_visible()
    look(page)


def _open_round(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/stab/runder/")
    page.locator("tr", has_text="Alle i målgrupperne").filter(has_text="Åben").get_by_role("link").click()


def test_places_and_papers_to_print(site: Site, desk: Callable[[str], Page]) -> None:
    page = desk("leder")
    _open_round(page, site)
    follow(page, "Steder at svare")
    press(page, "Lav stedet")
    expect(page.get_by_text("Der er problemer")).to_be_visible()
    look(page)
    page.get_by_label("Hvor er det?").fill("Biblioteket")
    page.get_by_label("På egen telefon").check(force=True)
    page.get_by_label("Flest koder om dagen").fill("1")
    press(page, "Lav stedet")
    look(page)
    place = page.locator("main p", has_text="/svar/her/").first.inner_text().strip()
    page.goto(place)
    press(page, "Begynd")
    look(page)
    page.goto(place)
    expect(page.get_by_text("Der er ikke flere koder i dag.")).to_be_visible()
    look(page)
    _open_round(page, site)
    follow(page, "Print papirer")
    page.get_by_label("Fra en side i browseren").check(force=True)
    press(page, "Lav papirer")
    heading(page, "Fortæl, hvordan du bliver mødt")
    look(page)


def test_an_interview(site: Site, desk: Callable[[str], Page], code: str) -> None:
    page = desk("skranke")
    page.goto(f"{site.address}/stab/interview/")
    press(page, "Begynd")
    expect(page.get_by_text("Der er problemer")).to_be_visible()
    look(page)
    page.get_by_label("Jeg er ikke borgerens sagsbehandler").check(force=True)
    page.get_by_label("Jeg har sagt, at det er frivilligt").check(force=True)
    page.get_by_label("Koden, som borgeren læser op").fill(code)
    press(page, "Begynd")
    look(page)
    page.locator("input[type=radio]").nth(1).check(force=True)
    press(page, "Frem")
    page.goto(f"{site.address}/stab/interview/13")
    look(page)
    page.get_by_role("textbox").fill(STORY)
    press(page, "Frem")
    heading(page, "Læs svarene op")
    look(page)
    page.get_by_label("Nej", exact=True).check(force=True)
    press(page, "Send borgerens svar")
    heading(page, "Svaret er sendt")
    look(page)


def _changed(site: Site, imports: str, act: str) -> str:
    """Do in the installation what no page can, and return what is printed."""
    change = (
        f"from værdig import create_app\nfrom værdig.db import tenant\n{imports}\n"
        f"with create_app().app_context(), tenant('albertslund'):\n    {act}\n"
    )
    environment = {**os.environ, "VAERDIG_INSTANCE": str(site.instance), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", change], check=True, env=environment, capture_output=True, text=True)
    return done.stdout.strip()


def _typed_twice(site: Site, wanted: bool) -> None:
    _changed(site, "from værdig.municipality import service", f"service.put('paper_typed_twice', {wanted})")


def _type(page: Page, site: Site, code: str, answer: int) -> None:
    page.goto(f"{site.address}/stab/papir/")
    page.get_by_label("Jeg er ikke sagsbehandler for dem").check(force=True)
    page.get_by_label("Koden på papiret").fill(code)
    press(page, "Fortsæt")
    page.locator("fieldset").first.locator("input[type=radio]").nth(answer).check(force=True)
    page.get_by_label("Ingen hjalp").check(force=True)


def test_a_paper_typed_once(site: Site, desk: Callable[[str], Page], code: str) -> None:
    page = desk("skranke")
    page.goto(f"{site.address}/stab/papir/")
    press(page, "Fortsæt")
    expect(page.get_by_text("Der er problemer")).to_be_visible()
    look(page)
    _type(page, site, code, 1)
    look(page)
    press(page, "Færdig med papiret")
    expect(page.get_by_text("Papiret er sendt. Makulér det.")).to_be_visible()


def test_a_paper_typed_twice_and_differently(site: Site, desk: Callable[[str], Page], code: str) -> None:
    _typed_twice(site, True)
    try:
        first, second = desk("skranke"), desk("analytiker")
        _type(first, site, code, 1)
        press(first, "Færdig med papiret")
        expect(first.get_by_text("En anden taster det igen.")).to_be_visible()
        look(first)
        _type(second, site, code, 3)
        press(second, "Færdig med papiret")
        expect(second.get_by_text("Den første tastede noget andet")).to_be_visible()
        look(second)
        second.get_by_label("Jeg har set på papiret igen.").check(force=True)
        press(second, "Færdig med papiret")
        expect(second.get_by_text("Papiret er sendt. Makulér det.")).to_be_visible()
    finally:
        _typed_twice(site, False)


def test_a_helper_reads_along_and_what_names_somebody_is_hidden(
    site: Site, new_page: Callable[..., Page], code: str
) -> None:
    page = new_page(1200)
    page.goto(f"{site.address}/svar/sammen")
    press(page, "Begynd sammen")
    expect(page.get_by_text("Der er problemer")).to_be_visible()
    look(page)
    page.get_by_label("Hvilket sprog skal stå ved siden af dansk?").select_option("ar")
    page.get_by_label("Din kode").fill(code)
    press(page, "Begynd sammen")
    look(page)
    page.goto(f"{site.address}/svar/1")
    look(page)
    page.locator("input[type=radio]").nth(1).check(force=True)
    page.locator("main .button-primary").first.click()
    page.goto(f"{site.address}/svar/13")
    page.get_by_role("textbox").fill(STORY)
    page.locator("main .button-primary").first.click()
    look(page)
    page.locator("input[type=radio]").last.check(force=True)
    page.locator("input[type=checkbox]").first.check(force=True)
    page.locator("main .button-primary").first.click()
    expect(page.locator("body")).not_to_contain_text("Der er problemer")
    look(page)
    page.locator("main .button-primary").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tak for dit svar")
    expect(page.get_by_text(HIDDEN)).to_have_count(0)
    look(page)


LEFT_OPEN = """half = HalfYear.of(today()).previous().previous().previous()
    round_id = service.create_round(half, "census", half.start, half.end)
    service.open_round(round_id)
    print(round_id)"""


def test_a_round_that_no_holder_can_open_is_lost_and_found_again(site: Site, desk: Callable[[str], Page]) -> None:
    imports = "from værdig.clock import HalfYear, today\nfrom værdig.surveys import service"
    address = f"{site.address}/stab/runder/{_changed(site, imports, LEFT_OPEN)}"
    page = desk("leder")
    page.goto(f"{address}/luk")
    look(page)
    follow(page, "Kan ingen af nøgleholderne åbne runden?")
    heading(page, "Kan ingen åbne runden?")
    look(page)
    press(page, "Meld runden tabt")
    expect(page.get_by_text("Der er problemer")).to_be_visible()
    look(page)
    page.get_by_label("Jeg har spurgt alle nøgleholderne").check(force=True)
    press(page, "Meld runden tabt")
    expect(page.get_by_role("heading", name="Runden er tabt")).to_be_visible()
    look(page)
    follow(page, "Opgiv runden")
    look(page)
    page.goto(f"{site.address}/stab/runder/")
    look(page)
    page.goto(address)
    follow(page, "Prøv at lukke igen")
    look(page)
    page.get_by_label("Dit kodeord som nøgleholder").fill(site.told["key_holders"][1]["passphrase"])
    press(page, "Luk runden")
    expect(page.get_by_text("Runden blev lukket")).to_be_visible()


def test_a_quotation_is_cleared_and_taken_back(site: Site, desk: Callable[[str], Page]) -> None:
    page = desk("leder")
    page.goto(f"{site.address}/stab/runder/")
    closed = HalfYear.of(today()).previous()
    page.get_by_role("link", name=closed.label, exact=False).first.click()
    follow(page, "Læs, hvad borgerne skrev")
    follow(page, "Læs den første tekst")
    press(page, "Citatet må stå i rapporten")
    expect(page.get_by_text("Der er problemer")).to_be_visible()
    look(page)
    page.locator("main input[type=checkbox]").last.check(force=True)
    press(page, "Citatet må stå i rapporten")
    expect(page.get_by_text("Citatet må nu stå i rapporten.")).to_be_visible()
    look(page)
    press(page, "Fortryd citatet")
    expect(page.get_by_text("Citatet er taget tilbage.")).to_be_visible()


def test_translations_are_approved_and_that_is_taken_back(site: Site, desk: Callable[[str], Page]) -> None:
    page = desk("leder")
    page.goto(f"{site.address}/stab/sprog/uk")
    press(page, "Godkend de valgte")
    expect(page.get_by_text("Vælg mindst én tekst.").first).to_be_visible()
    for button, told in (("Godkend de valgte", "er godkendt."), ("Træk godkendelsen tilbage", "ikke godkendt mere.")):
        page.locator("#texts-0").check(force=True)
        press(page, button)
        expect(page.get_by_text(told).first).to_be_visible()
