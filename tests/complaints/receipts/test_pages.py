"""A citizen keeps her receipt as a file, and anybody can check one: on the pages, and on the page that works without us."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import HOME
from flask import Flask

from værdig.administration.plain_language import measured_page
from værdig.complaints.receipts import checking, document, keys, service
from værdig.db import tenant

FORM = {"story": "Jeg venter på svar.", "inbox": "ledelse"}


@pytest.fixture
def receipt(client: Any, freeze: Callable[[str], Any]) -> Any:
    """The receipt's page of a complaint that has just been sent."""
    freeze("2026-11-23 13:05")
    return client.get("/klage/skriv").submit(FORM).follow()


def file(client: Any, page: Any, words: str) -> Any:
    return client.open(page.soup.find("a", string=words)["href"])


def test_the_receipt_can_be_had_as_pdf_and_as_text(app: Flask, client: Any, receipt: Any) -> None:
    number = receipt.soup.find("dt", string="Sagsnummer").find_next("dd").text
    pdf, text = file(client, receipt, "Hent kvitteringen som PDF"), file(client, receipt, "Hent den underskrevne tekst")
    assert pdf.data.startswith(b"%PDF")
    assert f'filename="kvittering-{number}.pdf"' in pdf.headers["Content-Disposition"]
    with app.app_context(), tenant(HOME):
        for answer in (pdf, text):
            assert checking.check(answer.data, keys.trusted()).receipt.number == number
    assert "no-store" in pdf.headers["Cache-Control"]


def test_the_next_day_the_text_proves_that_it_stands_in_the_log(
    app: Flask, client: Any, receipt: Any, freeze: Callable[[str], Any]
) -> None:
    with app.app_context(), tenant(HOME):
        freeze("2026-11-23 13:10")
        assert checking.check(file(client, receipt, "Hent den underskrevne tekst").data, keys.trusted()).head is None
        freeze("2026-11-24 00:10")
        service.end_days()
        freeze("2026-11-23 13:12")
        found = checking.check(file(client, receipt, "Hent den underskrevne tekst").data, keys.trusted())
    assert found.head is not None
    assert found.head.day.isoformat() == "2026-11-23"


def test_without_a_case_in_hand_there_is_no_file(client: Any) -> None:
    for name in ("pdf", "txt"):
        assert client.get(f"/klage/kvittering.{name}", status=302).location.startswith("/sag")


def test_anybody_checks_a_receipt_by_its_text_or_file(app: Flask, client: Any, receipt: Any) -> None:
    pdf = file(client, receipt, "Hent kvitteringen som PDF").data
    other = app.test_client()
    page = other.get("/kvittering")
    text = document.signed_text(pdf)
    found = page.submit({"text": "\n".join(re.findall(".{1,60}", text))})
    assert "Kvitteringens underskrift er ægte" in found.text
    assert "Albertslund Kommune" in found.text
    assert "Jeg venter på svar." not in found.text
    assert "Kvitteringens underskrift er ægte" in page.submit({"file": (io.BytesIO(pdf), "kvittering.pdf")}).text


def test_what_is_no_receipt_is_told_and_kept(client: Any) -> None:
    page = client.get("/kvittering").submit({"text": "abc.def.ghi"})
    assert page.errors == ["Det er ikke en underskrevet kvittering."]
    assert page.form().values["text"] == "abc.def.ghi"
    page = page.submit({"text": ""})
    assert page.errors == ["Sæt teksten ind, eller vælg filen."]


def test_the_days_are_published_and_tell_no_numbers(app: Flask, client: Any, receipt: Any, freeze: Any) -> None:
    assert "Der er ingen dage endnu." in client.get("/kvittering/dage").text
    client.get("/kvittering/dage.txt", status=404)
    freeze("2026-11-26 09:00")
    with app.app_context(), tenant(HOME):
        service.end_days()
    page = client.get("/kvittering").click("Se dagene i loggen")
    days = [row.find("th").text for row in page.soup.select("tbody tr")]
    assert days == ["25. november 2026", "24. november 2026", "23. november 2026"]
    lines = client.open("/kvittering/dage.txt").data.decode().splitlines()
    assert [line.split()[0] for line in lines] == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert {len(line) for line in lines[1:]} == {len(lines[1])}, "a day without complaints looks like any other"


def test_a_month_of_signatures_makes_no_page_hard_to_read(app: Flask, client: Any, receipt: Any, freeze: Any) -> None:
    freeze("2027-01-26 09:00")
    with app.app_context(), tenant(HOME):
        service.end_days()
    page = client.get("/kvittering/dage")
    assert len(page.soup.select("tbody tr")) == 31
    assert not measured_page(page.url, page.html).too_hard


def test_the_page_that_works_without_us_fetches_nothing(client: Any) -> None:
    answer = client.open("/kvittering/efterproev.html")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    page = answer.data.decode()
    assert "default-src 'none'" in page
    assert not re.findall(r"""(?:src|href)=["']?https?:""", page)
