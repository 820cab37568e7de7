"""The desk saves a complaint once: the very same one is asked about, and another citizen's is saved all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import STORY, see_again
from flask import Flask
from sqlalchemy import func, select

from værdig.complaints.models import Case
from værdig.db import db

TOLD = {
    "story": STORY, "channel": "telefon", "day": "3.5.2021", "hour": "14.30", "type": "vejledning", "inbox": "ledelse",
    "name": "Anna Andersen",
}  # fmt: skip


def cases() -> int:
    see_again()
    return db.session.scalar(select(func.count()).select_from(Case)) or 0


@pytest.fixture
def desk(context: Flask, staff: Callable[..., Any], freeze: Callable[[str], None]) -> Any:
    """A browser at the desk in which a complaint has just been saved."""
    freeze("2021-05-04 12:00")
    browser = staff("skranke")
    assert browser.get("/stab/klager/ny").submit(TOLD).h1 == "Kvittering til borgeren"
    assert cases() == 1
    return browser


def test_the_form_does_not_let_the_browser_fill_it_again(desk: Any) -> None:
    page = desk.get("/stab/klager/ny")
    assert page.soup.select_one("main form[autocomplete=off] textarea[name=story]") is not None


def test_the_very_same_complaint_with_a_new_token_is_not_saved_again(desk: Any) -> None:
    asked = desk.get("/stab/klager/ny").submit(TOLD)
    assert asked.h1 == "Klagen er allerede gemt"
    assert db.session.scalars(select(Case.number)).one() in asked.text
    assert asked.soup.select_one(".return-code") is None
    assert cases() == 1


def test_another_citizens_is_saved_when_one_says_so(desk: Any) -> None:
    receipt = desk.get("/stab/klager/ny").submit(TOLD).submit(form="Gem som en ny klage")
    assert receipt.h1 == "Kvittering til borgeren"
    assert receipt.soup.select_one(".return-code") is not None
    assert cases() == 2


@pytest.mark.parametrize("other", [{"name": "Bo Andersen"}, {"hour": "15.30"}, {"inbox": "ledelse", "wish": "En tid."}])
def test_one_that_differs_is_saved_without_a_question(desk: Any, other: dict[str, str]) -> None:
    assert desk.get("/stab/klager/ny").submit(TOLD | other).h1 == "Kvittering til borgeren"
    assert cases() == 2


def test_a_colleague_is_not_asked_about_it(desk: Any, staff: Callable[..., Any]) -> None:
    assert staff("skranke").get("/stab/klager/ny").submit(TOLD).h1 == "Kvittering til borgeren"
    assert cases() == 2
