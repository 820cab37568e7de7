"""The page for quick counts: today's own as a list, and taking one back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import see_again
from flask import Flask
from sqlalchemy import select

from værdig import audit
from værdig.complaints.models import ContactCount
from værdig.db import db

Staff = Callable[..., Any]
Freeze = Callable[[str], None]


def _count(browser: Any, **typed: str) -> Any:
    return browser.get("/stab/tael").submit({"type": "vejledning", "channel": "telefon", **typed}).follow()


def _left() -> list[ContactCount]:
    see_again()
    return list(db.session.scalars(select(ContactCount)))


def _rows(page: Any) -> list[str]:
    return [row.get_text(" ", strip=True) for row in page.soup.select("main tbody tr")]


def test_todays_own_counts_are_listed_and_a_slip_is_taken_back(context: Flask, staff: Staff) -> None:
    desk, other = staff("skranke"), staff("leder")
    assert "Du har ikke talt noget endnu i dag." in desk.get("/stab/tael").text
    _count(desk)
    page = _count(desk, type="vejvisning", theme="complaints.optraeden")
    first, second = _rows(page)
    assert "Vejvisning" in first, "the last one stands first"
    assert "Personalets optræden" in first
    assert "Vejledning" in second
    assert _rows(other.get("/stab/tael")) == [], "only one's own"
    page = page.submit(form="Fortryd Vejvisning, Telefon, Personalets optræden").follow()
    assert "Tællingen er taget tilbage." in page.text
    assert len(_rows(page)) == 1
    assert [row.type for row in _left()] == ["vejledning"]
    (taken,) = [e for e in db.session.scalars(select(audit.AuditEntry)) if e.action == "contact.uncounted"]
    assert (taken.actor, taken.role) == (desk.user_id, "skranke")


def _labels(page: Any, name: str) -> list[str]:
    return [box.find_next_sibling("label").get_text() for box in page.soup.find_all("input", {"name": name})]


def test_the_last_used_choices_stand_first_for_whoever_used_them(context: Flask, staff: Staff, freeze: Freeze) -> None:
    freeze("2021-05-03 10:00")
    desk, other = staff("skranke"), staff("leder")
    assert _labels(desk.get("/stab/tael"), "type")[0] == "Vejledning"
    page = _count(desk, type="ros", channel="brev", theme="complaints.optraeden")
    assert _labels(page, "type")[:2] == ["Ros", "Vejledning"]
    assert _labels(page, "channel")[:2] == ["Brev", "Telefon"]
    assert page.soup.select("#theme option")[1].get_text() == "Personalets optræden"
    assert _labels(other.get("/stab/tael"), "type")[0] == "Vejledning", "only one's own"
    freeze("2021-06-20 10:00")
    assert len(_labels(staff("skranke").get("/stab/tael"), "type")) == len(_labels(page, "type"))


def test_after_a_count_the_form_is_empty_and_the_count_can_be_taken_back(context: Flask, staff: Staff) -> None:
    desk = staff("skranke")
    _count(desk, type="vejvisning")
    page = _count(desk, type="ros")
    assert "Ros, Telefon, Intet bestemt tema. Du har talt 2 i dag." in page.text
    assert "type" not in page.form("Tæl").values, "nothing is chosen"
    page = page.submit(form="Fortryd den sidste").follow()
    assert "Fortryd den sidste" not in page.text
    assert [row.type for row in _left()] == ["vejvisning"]


def test_a_busy_day_shows_the_last_ones(context: Flask, staff: Staff) -> None:
    desk = staff("skranke")
    for _number in range(11):
        page = _count(desk)
    assert len(_rows(page)) == 10
    assert "11 henvendelser. Her er de sidste 10." in page.text


@pytest.mark.parametrize("day", ["1.1.1900", "31.12.1999", "24.12.2199"])
def test_a_day_that_cannot_be_is_not_counted(context: Flask, staff: Staff, day: str) -> None:
    desk = staff("skranke")
    page = desk.get("/stab/tael").submit({"type": "vejledning", "channel": "telefon", "day": day})
    assert page.soup.select_one(".form-error-message, .error-summary, .alert-error") is not None
    assert _left() == []
    desk.get("/stab/tael")


def test_nobody_takes_back_what_another_counted_or_what_is_older_than_today(
    context: Flask, staff: Staff, freeze: Freeze
) -> None:
    freeze("2021-05-03 21:30")
    desk = staff("skranke")
    undo = _count(desk).soup.select_one("main tbody form")["action"]
    assert staff("skranke").post(undo, data={"csrf_token": ""}).status in (400, 404, 422)
    other = staff("leder")
    token = other.get("/stab/tael").form().values["csrf_token"]
    assert other.post(undo, data={"csrf_token": token}).status == 404
    token = desk.get("/stab/tael").form().values["csrf_token"]
    freeze("2021-05-03 22:10")
    assert _rows(desk.get("/stab/tael")) == [], "the day has turned in Denmark"
    assert desk.post(undo, data={"csrf_token": token}).status == 404
    assert len(_left()) == 1


def test_a_count_taken_back_twice_is_taken_back_once(context: Flask, staff: Staff) -> None:
    desk = staff("skranke")
    page = _count(desk)
    assert page.submit(form="Fortryd Vejledning, Telefon, Intet bestemt tema").status == 302
    assert page.submit(form="Fortryd Vejledning, Telefon, Intet bestemt tema").status == 404
    assert _left() == []
