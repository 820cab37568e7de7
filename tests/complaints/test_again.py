"""A citizen who upholds, or opens her case again, may say why; what she writes is sent, whatever becomes of the deed."""

from __future__ import annotations

from typing import Any

import pytest
from checking import CheckingClient
from complaints.given import BOSS, again, received
from flask import Flask

from værdig.complaints import keys, queries, service
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.reading import read_case
from værdig.complaints.states import State

WHY = "Svaret siger ikke, hvorfor der gik tre uger."


@pytest.fixture
def browser(client: CheckingClient, ready: Any) -> CheckingClient:
    return client


def answered() -> tuple[Case, str]:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Svar.")
    service.answer(case.id, opened, "Her er svaret.", BOSS, settles=True)
    return again(case), code


def written(case: Case, code: str) -> list[str]:
    found = again(case)
    return [each.text for each in read_case(found, keys.open_with_code(found, code)).messages if each.from_citizen]


def test_she_upholds_and_says_why_in_one(browser: CheckingClient) -> None:
    case, code = answered()
    browser.get("/sag").submit({"code": code})
    page = browser.get("/sag").click("Fasthold din klage")
    assert "112" in page.text
    told = page.submit({"text": WHY}).follow()
    assert "Din klage er fastholdt." in told.text
    assert "sendt som en besked" in told.text
    assert written(case, code) == [WHY]
    assert again(case).state == State.FASTHOLDT
    assert queries.is_unanswered(again(case), Reader.MANAGEMENT)
    page.submit({"text": WHY})
    assert written(case, code) == [WHY], "pressed twice is once"


def test_she_opens_the_case_again_and_need_not_say_why(browser: CheckingClient) -> None:
    case, code = received()
    service.withdraw(case.id)
    browser.get("/sag").submit({"code": code})
    page = browser.get("/sag").click("Åbn sagen igen").submit().follow()
    assert "Din sag er åbnet igen." in page.text
    assert written(case, code) == []


def test_what_she_wrote_is_sent_where_the_deed_came_too_late(browser: CheckingClient) -> None:
    case, code = answered()
    browser.get("/sag").submit({"code": code})
    page = browser.get("/sag").click("Fasthold din klage")
    service.withdraw(case.id)
    told = page.submit({"text": WHY}).follow()
    assert "sagen er kommet videre" in told.text
    assert written(case, code) == [WHY]
    assert again(case).state == State.TRUKKET


def test_what_she_wrote_is_there_when_the_case_has_closed_itself(app: Flask, browser: CheckingClient) -> None:
    case, code = answered()
    browser.get("/sag").submit({"code": code})
    page = browser.get("/sag").click("Fasthold din klage")
    browser.get("/sag").submit(form="Luk sagen på denne enhed")
    late = page.submit({"text": WHY})
    assert late.status in (409, 422)
    assert WHY in late.text
    late.submit({"code": code})
    assert written(case, code) == [WHY]


def test_in_a_confidential_case_the_management_reads_it_only_where_she_says_so(browser: CheckingClient) -> None:
    case, code = received(identity={"name": "Anna"})
    browser.get("/sag").submit({"code": code})
    service.withdraw(case.id)
    assert "with_management" not in browser.get("/sag/genaabn").form().values
    assert "Ledelsen må også læse" not in browser.get("/sag/genaabn").text
    long = browser.get("/sag/genaabn").submit({"text": "a" * 20_001})
    assert long.status == 422
    assert again(case).state == State.TRUKKET
