"""Telling a citizen by e-mail that there is news: only where she asks, over real SMTP, and without a word of what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from complaints.given import BOSS, BR, again, citizen_keys, database_bytes, received
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_box import Box

from værdig.complaints import history, keys, service
from værdig.complaints.delays.service import Delay, send_delay_letter
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseNotice
from værdig.complaints.post import notices
from værdig.complaints.post.notices import Way, number_of
from værdig.db import db
from værdig.settings import Settings

ADDRESS = "anna@eksempel.dk"


def asked(address: str = ADDRESS, reader: Reader = Reader.MANAGEMENT, **more: Any) -> tuple[Case, str]:
    case, code = received("Jeg får ikke svar.", reader, identity={"name": "Anna Holm", "email": address}, **more)
    notices.choose(case.id, citizen_keys(case, code), Way.EMAIL)
    return again(case), code


def opened(case: Case) -> keys.Keys:
    return keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())


def answer(case: Case, text: str = "Her er et svar.") -> None:
    service.answer(case.id, opened(case), text, BOSS)


def waiting() -> int:
    return db.session.query(CaseNotice).count()


def test_who_has_asked_is_told_and_nothing_is_kept(context: Flask, box: Box) -> None:
    case, _code = asked()
    answer(case)
    assert notices.send_waiting() == 1
    (letter,) = box.letters
    assert letter["To"] == ADDRESS
    assert waiting() == 0
    assert notices.send_waiting() == 0


def test_the_notice_says_neither_what_it_is_about_nor_that_it_is_a_complaint(context: Flask, box: Box) -> None:
    case, code = asked()
    answer(case, "Hemmeligt svar.")
    notices.send_waiting()
    said = (box.letters[0]["Subject"] + box.letters[0].get_content()).casefold()
    for secret in ("hemmeligt", "klag", "anna", case.number, code, "borgerrådgiver", "jobcenter", "sagsnummer"):
        assert secret.casefold() not in said


def test_who_has_not_asked_or_has_changed_her_mind_is_not_told(context: Flask, box: Box) -> None:
    silent = received(reader=Reader.MANAGEMENT, identity={"email": ADDRESS})[0]
    answer(silent)
    case, code = asked()
    answer(case)
    notices.choose(case.id, citizen_keys(case, code), None)
    assert notices.send_waiting() == 0
    answer(again(case), "Mere.")
    assert waiting() == 0
    assert not box.letters


def test_what_is_written_twice_before_it_is_sent_is_told_once(context: Flask, box: Box) -> None:
    case, _code = asked()
    answer(case)
    answer(again(case), "Og lidt til.")
    assert notices.send_waiting() == 1


def test_a_delay_letter_and_a_closing_letter_are_news_too(context: Flask, box: Box, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    case, _code = asked()
    row = next(row for row in case.clocks if row.kind == "foerste_svar")
    late = Delay(clock_id=row.id, letter="Vi når det ikke.", until=date(2026, 11, 25))
    send_delay_letter(case.id, opened(case), late, BOSS)
    assert notices.send_waiting() == 1


def test_the_management_that_may_not_know_who_she_is_cannot_make_her_be_told(ready: Any, box: Box) -> None:
    case, _code = asked(reader=Reader.BORGERRAADGIVER)
    hers = keys.open_for(case, Reader.BORGERRAADGIVER, ready())
    service.give_consent(case.id, hers, "uden_navn", BR)
    shared = again(case)
    service.answer(shared.id, opened(shared), "Fra ledelsen.", BOSS)
    assert waiting() == 0
    service.answer(shared.id, keys.open_for(shared, Reader.BORGERRAADGIVER, ready()), "Fra mig.", BR)
    assert notices.send_waiting() == 1


def test_the_address_lies_sealed_while_it_waits(app: Flask, context: Flask, box: Box) -> None:
    case, _code = asked()
    answer(case)
    assert waiting() == 1
    assert ADDRESS.encode() not in database_bytes(app)


@pytest.mark.parametrize(("address", "left"), [("ukendt@eksempel.dk", 0), ("senere@eksempel.dk", 1)])
def test_what_the_server_refuses_is_told_to_the_handler_and_what_it_puts_off_waits(
    context: Flask, box: Box, address: str, left: int
) -> None:
    case, _code = asked(address)
    answer(case)
    assert notices.send_waiting() == 0
    assert waiting() == left
    told = [line.what for line in history.lines(again(case), opened(case))]
    assert ("E-mailen om, at der er nyt, kunne ikke afleveres til borgeren" in told) == (left == 0)


def test_after_three_days_nobody_tries_any_more(context: Flask, box: Box, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    case, _code = asked("senere@eksempel.dk")
    answer(case)
    freeze("2026-11-05 09:00")
    notices.send_waiting()
    assert waiting() == 1
    freeze("2026-11-06 09:00")
    notices.send_waiting()
    assert waiting() == 0


def test_the_citizen_chooses_on_her_page_and_keeps_what_she_wished(context: Flask, client: Any) -> None:
    _case, code = received(
        reader=Reader.MANAGEMENT, identity={"email": ADDRESS}, particulars={"wish": "En undskyldning."}
    )
    page = client.get("/sag").submit({"code": code}).follow()
    page = page.submit(form="Send mig en e-mail, når der er nyt").follow()
    assert "Du får en e-mail, når der er nyt." in page.text
    assert "En undskyldning." in page.text
    assert "notice" not in page.text
    page = page.submit(form="Sig ikke mere til, når der er nyt").follow()
    assert "Send mig en e-mail, når der er nyt" in page.text


def test_nobody_without_an_address_is_offered_it(context: Flask, client: Any) -> None:
    _case, code = received(reader=Reader.MANAGEMENT)
    assert "E-mail, når der er nyt" not in client.get("/sag").submit({"code": code}).follow().text


# --- by SMS, which goes as an e-mail to the provider ---


@pytest.fixture
def sms(app: Flask) -> Iterator[None]:
    before = app.extensions["vaerdig_settings"]
    app.extensions["vaerdig_settings"] = Settings(
        {**{key: before[key] for key in before}, "sms_gateway": "sms.udbyder.dk"}
    )
    yield
    app.extensions["vaerdig_settings"] = before


def test_an_sms_goes_to_the_provider_and_fits_in_one(context: Flask, sms: None, box: Box) -> None:
    case, code = received("Jeg får ikke svar.", Reader.MANAGEMENT, identity={"phone": "Ring 12 34 56 78 efter kl. 10"})
    notices.choose(case.id, citizen_keys(case, code), Way.SMS)
    answer(again(case), "Hemmeligt svar.")
    assert notices.send_waiting() == 1
    (letter,) = box.letters
    assert letter["To"] == "4512345678@sms.udbyder.dk"
    said = letter.get_content().strip()
    assert len(said) <= 160
    for secret in ("hemmeligt", "klag", case.number, code, "borgerrådgiver"):
        assert secret.casefold() not in said.casefold()


def test_without_a_provider_or_a_number_nobody_is_offered_an_sms(context: Flask, box: Box) -> None:
    assert notices.offered({"phone": "12 34 56 78", "email": ADDRESS}) == [Way.EMAIL]


def test_what_is_offered_is_what_can_be_sent(context: Flask, sms: None) -> None:
    assert notices.offered({"phone": "12 34 56 78", "email": ADDRESS}) == [Way.EMAIL, Way.SMS]
    assert notices.offered({"phone": "lokal 42"}) == []
    assert notices.offered({}) == []


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12 34 56 78", "4512345678"),
        ("+45 12345678", "4512345678"),
        ("0045 12 34 56 78", "4512345678"),
        ("+49 (30) 123456", "4930123456"),
        ("min søns: 87654321", "4587654321"),
        ("٠١٢٣٤٥٦٧", "4501234567"),
        ("1234567", ""),
        ("ring ikke", ""),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert number_of(typed) == number


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_whatever_is_typed_becomes_digits_or_nothing(typed: str) -> None:
    number = number_of(typed)
    assert number == "" or (number.isascii() and number.isdigit() and 8 <= len(number) <= 15)


def test_she_changes_from_one_to_the_other_and_to_none_on_her_page(context: Flask, sms: None, client: Any) -> None:
    _case, code = received("Jeg venter.", Reader.MANAGEMENT, identity={"phone": "12 34 56 78", "email": ADDRESS})
    page = client.get("/sag").submit({"code": code}).follow()
    page = page.submit(form="Send mig en sms, når der er nyt").follow()
    assert "Du får en sms, når der er en ny besked til dig." in page.text
    page = page.submit(form="Send mig en e-mail, når der er nyt").follow()
    assert "Du får en e-mail, når der er en ny besked til dig." in page.text
    page = page.submit(form="Sig ikke mere til, når der er nyt").follow()
    assert "Vi siger ikke til mere" in page.visible_text
