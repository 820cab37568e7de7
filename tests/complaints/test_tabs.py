"""Several tabs, one cookie: what a page does is done in the case it was made for, or not at all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from checking import CheckingClient, Page
from complaints.given import received, see_again
from flask import Flask
from sqlalchemy import select

from værdig.complaints import marks, queries
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, Event, Message
from værdig.db import db


@pytest.fixture
def browser(client: CheckingClient, ready: Any) -> CheckingClient:
    """A citizen's browser, the borgerraadgiver's inbox being ready."""
    return client


def open_by(browser: CheckingClient, code: str) -> Page:
    """Type a code, as in a new tab."""
    token = browser.get("/sag").form().values["csrf_token"]
    return browser.post("/sag", data={"csrf_token": token, "code": code}).follow()


def everything() -> tuple[Any, ...]:
    """Return what deeds leave behind in any case."""
    see_again()
    cases = [(case.id, case.state) for case in db.session.scalars(select(Case).order_by(Case.id))]
    events = len(list(db.session.scalars(select(Event))))
    messages = len(list(db.session.scalars(select(Message))))
    readers = [
        (case_id, queries.is_shared(case, reader))
        for case_id, _state in cases
        for reader in Reader
        if (case := db.session.get(Case, case_id)) is not None
    ]
    return cases, events, messages, readers


def posts(app: Flask) -> list[str]:
    """Return every address behind a code that does something."""
    found = [rule for rule in app.url_map.iter_rules() if marks.is_behind_a_code(rule.rule)]
    return sorted({rule.rule for rule in found if "POST" in (rule.methods or set())})


def test_no_page_of_one_case_does_anything_in_another(browser: CheckingClient, app: Flask, context: Flask) -> None:
    (_one, first), (other, second) = received(reader=Reader.MANAGEMENT), received()
    page = open_by(browser, first)
    carried = re.search(r"\?sag=(\w+)", str(page.form().tag["action"]))
    assert carried
    token = page.form().values["csrf_token"]
    open_by(browser, second)
    before = everything()
    assert len(posts(app)) >= 9
    typed = {"csrf_token": token, "text": "Kun til den første.", "scope": "med_navn", "token": "t" * 22}
    for address in posts(app):
        for mark in (f"?sag={carried[1]}", "", "?sag=noget"):
            refused = browser.post(address + mark, data=typed, status=409)
            assert refused.h1 == "En anden sag er åben i denne browser", address
            assert other.number in refused.text
            assert "code" in refused.form().values
    assert everything() == before


def test_every_form_and_link_of_a_case_carries_its_mark(browser: CheckingClient) -> None:
    _case, code = received()
    open_by(browser, code)
    pages = [browser.get(address) for address in ("/sag", "/sag/traek", "/sag/samtykke", "/klage/kvittering")]
    for page in pages:
        found = [str(tag.get("action") or tag.get("href")) for tag in page.soup.select("main form, main a")]
        behind = [address for address in found if address.startswith("/sag/")]
        assert all("?sag=" in address for address in behind), page.url
    assert code not in str(pages), "the mark is not the code"


def test_a_message_written_in_one_tab_is_kept_when_another_case_was_opened(browser: CheckingClient) -> None:
    (one, first), (_other, second) = received(reader=Reader.MANAGEMENT), received()
    page = open_by(browser, first)
    open_by(browser, second)
    refused = page.submit({"text": "Fortroligt til den første."})
    assert refused.status == 409
    assert refused.form().values["text"].strip() == "Fortroligt til den første."
    assert refused.submit({"code": "2222-2222-22222"}).form().values["text"].strip() == "Fortroligt til den første."
    after = refused.submit({"code": first}).follow()
    assert one.number in after.text
    assert "Fortroligt til den første." in after.text
    see_again()
    assert [message.case_id for message in db.session.scalars(select(Message))] == [one.id]


def test_a_link_to_a_question_asks_it_of_its_own_case(browser: CheckingClient) -> None:
    (_one, first), (_other, second) = received(), received()
    page = open_by(browser, first)
    open_by(browser, second)
    assert page.click("Træk din klage tilbage").status == 409
    assert page.click("Giv lov til, at ledelsen ser sagen").status == 409
    assert page.click("Se kvitteringen med din kode").status == 409


def test_another_browser_has_another_mark(app: Flask, browser: CheckingClient) -> None:
    _case, code = received()
    one, two = open_by(browser, code), open_by(app.test_client(), code)
    assert one.form().tag["action"] != two.form().tag["action"]


def write(browser: CheckingClient, story: str) -> Page:
    return browser.get("/klage/skriv").submit({"story": story}).follow()


def code_on(page: Page) -> str:
    return str(page.soup.select_one(".return-code").get_text(strip=True))


def test_each_receipt_stays_its_own(browser: CheckingClient) -> None:
    first, second = write(browser, "den ene"), write(browser, "den anden")
    assert code_on(first) != code_on(second)
    for receipt in (first, second):
        assert code_on(browser.get(receipt.url)) == code_on(receipt)
    assert "den ene" in first.click("Se din sag").follow().text
    assert "den anden" in second.click("Se din sag").follow().text


def test_closing_from_a_receipt_closes_that_case_and_says_what_is_still_open(browser: CheckingClient) -> None:
    first, second = write(browser, "den ene"), write(browser, "den anden")
    left = first.submit(form="Luk sagen på denne enhed")
    assert "er stadig åben i denne browser" in left.text
    assert browser.get(first.url).status == 409
    assert code_on(browser.get(second.url)) == code_on(second)
    left.submit(form=left.form().tag.find("button").get_text())
    assert browser.get(second.url).location == "/sag"


def test_a_receipt_is_gone_with_its_visit(browser: CheckingClient, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    first = write(browser, "den ene")
    write(browser, "den anden")
    freeze("2021-05-03 09:00")
    assert browser.get(first.url).location == "/sag"
