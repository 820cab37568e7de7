"""The citizen's return code at the desk: on paper, on the screen once and logged, and nowhere later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import STORY, see_again
from flask import Flask
from sqlalchemy import select

from værdig import audit
from værdig.complaints.models import Case
from værdig.complaints.receipts.checking import check
from værdig.complaints.receipts.keys import trusted
from værdig.db import db

Staff = Callable[..., Any]
BUTTON = "Vis koden én gang"
TOLD = {
    "story": STORY, "channel": "telefon", "day": "3.5.2021", "hour": "14.30", "type": "vejledning", "inbox": "ledelse",
}  # fmt: skip


@pytest.fixture
def receipt(context: Flask, staff: Staff, freeze: Callable[[str], None]) -> Any:
    """The receipt of a case that the desk has just registered."""
    freeze("2021-05-04 12:00")
    return staff("skranke").get("/stab/klager/ny").submit(TOLD)


def _code(receipt: Any) -> str:
    return str(receipt.soup.select_one(".return-code.d-print-block").get_text()).strip()


def _shown() -> list[audit.AuditEntry]:
    see_again()
    (case,) = db.session.scalars(select(Case))
    return audit.entries_about("complaint_case", case.id, "complaint.code_shown")


def test_the_receipt_has_the_code_on_paper_only(receipt: Any) -> None:
    code = _code(receipt)
    assert receipt.html.count(code) == 1, "on the print alone"
    assert receipt.soup.select("main details") == []
    assert "Du må ikke gemme koden" in receipt.text
    assert _shown() == []


def test_it_is_shown_on_the_screen_once_and_that_is_logged(receipt: Any) -> None:
    code = _code(receipt)
    page = receipt.submit(form=BUTTON)
    assert code in page.text
    assert "Du må ikke gemme koden" in page.text
    assert "Skriv den af" not in page.text, "what the citizen is told on paper is not for the desk"
    (entry,) = _shown()
    assert (entry.actor, entry.role) == (receipt.browser.user_id, "skranke")
    assert code not in receipt.submit(form=BUTTON).html, "not a second time"
    assert len(_shown()) == 1


def test_it_is_shown_to_nobody_else_and_not_later(receipt: Any, staff: Staff, freeze: Callable[[str], None]) -> None:
    code, token = _code(receipt), receipt.form(BUTTON).values["token"]
    colleague = staff("skranke")
    own = colleague.get("/stab/klager/ny").form().values["csrf_token"]
    assert colleague.post("/stab/klager/ny/kode", data={"csrf_token": own, "token": token}).status == 404
    assert colleague.post("/stab/klager/ny/kode", data={"csrf_token": own, "token": "x" * 22}).status == 404
    freeze("2021-05-04 12:06")
    assert code not in receipt.submit(form=BUTTON).html
    assert _shown() == []


def test_the_paper_carries_what_the_municipality_has_signed(receipt: Any) -> None:
    see_again()
    (case,) = db.session.scalars(select(Case))
    signed = receipt.soup.select_one(".signed-text").get_text()
    assert signed == case.receipt
    found = check(signed.encode(), trusted())
    assert found.receipt.number == case.number
    assert receipt.soup.select_one("img[alt*=skannes]")["src"].startswith("data:image/svg+xml;base64,")
    assert not receipt.submit(form=BUTTON).soup.select(".signed-text"), "what is read aloud is the code alone"
