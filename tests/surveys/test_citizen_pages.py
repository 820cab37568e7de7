"""A citizen's way through the pages, and everything that may be in the way."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import HOME
from flask import Flask
from surveys.rounds import codes_for, open_round

from værdig.db import db, tenant


@pytest.fixture
def code(app: Flask) -> str:
    """A code of an open round."""
    with app.app_context(), tenant(HOME):
        round_id = open_round()
        (made,) = codes_for(round_id, "dagpenge", 1)
        db.session.remove()
    return made


def test_a_citizen_answers_from_the_front_page_to_the_copy(client: Any, code: str) -> None:
    page = client.get("/").click("Svare på spørgsmål").submit({"code": code.lower().replace("-", " ")}).follow()
    assert page.h1 == "Før du svarer"
    page = page.click("Begynd")
    for _number in range(12):
        value = next(c for c in page.form().controls if c.get("type") == "radio")["value"]
        page = page.submit({"svar": value}, button="Frem").follow()
    page = page.submit({"svar": "Tak for hjælpen 😀"}, button="Frem").follow()
    assert page.h1 == "Tjek dine svar"
    page = page.submit()
    assert page.h1 == "Tak for dit svar"
    assert "Tak for hjælpen 😀" in page.text
