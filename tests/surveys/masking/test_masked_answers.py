"""Masking on a citizen's way: her own words until the check page, the masked text from there on, and no CPR number anywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import HOME
from flask import Flask
from surveys.rounds import codes_for, open_round

from værdig.db import tenant
from værdig.masking.rules import MARKS
from værdig.surveys import answering, service
from værdig.surveys.quotations import queries

WROTE = "Mette Hansen hjalp mig, ring 22 33 44 55. Mit cpr er 010190-1234."
SEALED = "[navn] hjalp mig, ring [telefon]. Mit cpr er [cpr-nummer]."


@pytest.fixture
def code(within: Callable[..., Any]) -> Any:
    """A code of an open round."""
    return within(lambda: codes_for(open_round(), "dagpenge", 1)[0])


def at_the_text(client: Any, code: str) -> Any:
    client.get(f"/svar/{code}")
    return client.get("/svar/13")


def test_the_check_page_shows_what_is_hidden_and_says_that_it_is_not_everything(client: Any, code: str) -> None:
    page = at_the_text(client, code)
    assert "Vi finder ikke alt" in page.text
    page.submit({"svar": WROTE}, button="Frem")
    check = client.get("/svar/tjek")
    assert SEALED in check.text
    told = [line.get_text() for line in check.soup.select(".alert li")]
    assert {"»Mette Hansen« bliver til [navn]", "»22 33 44 55« bliver til [telefon]", "[cpr-nummer]"} == set(told)
    assert "Vi finder ikke alt" in check.text
    again = check.click("Ret din tekst")
    assert "Mette Hansen hjalp mig" in again.form().values["svar"], "her own words, to be changed"
    changed = again.submit({"svar": "Hun hjalp mig."}, button="Gem og gå til tjek").follow()
    assert "Hun hjalp mig." in changed.text
    assert "Vi fandt ikke noget at skjule" in changed.text
    assert "[navn]" not in changed.text


def test_no_cpr_number_is_even_in_the_draft(within: Callable[..., Any], client: Any, code: str) -> None:
    at_the_text(client, code).submit({"svar": WROTE}, button="Frem")
    kept = within(lambda: dict(answering.enter(code).answers))
    assert kept["fortael"] == "Mette Hansen hjalp mig, ring 22 33 44 55. Mit cpr er [cpr-nummer]."


def test_the_copy_is_what_was_sent(client: Any, code: str) -> None:
    at_the_text(client, code).submit({"svar": WROTE}, button="Frem")
    copy = client.get("/svar/tjek").submit()
    assert copy.h1 == "Tak for dit svar"
    assert SEALED in copy.text
    assert "Mette Hansen" not in copy.html


def test_what_comes_out_of_the_box_is_masked_however_it_came_in(engine_app: Flask) -> None:
    with engine_app.app_context(), tenant(HOME):
        round_id = open_round()
        codes = codes_for(round_id, "dagpenge", 12)
        for code in codes[:6]:
            answering.deliver(code, {"moedet": 4, "fortael": WROTE})
        for code in codes[6:]:
            answering.answer(code, "fortael", WROTE)
            assert answering.send(code).answers["fortael"] == SEALED
        service.close_round(round_id)
        assert [queries.text(round_id, number).words for number in range(1, 13)] == [SEALED] * 12


def test_a_text_that_is_full_of_names_still_fits_its_envelope(app: Flask, context: Any) -> None:
    code = codes_for(open_round(), "dagpenge", 1)[0]
    crowded = ("a Eva " * 334)[:2000].strip()
    answering.answer(code, "fortael", crowded)
    sent = answering.send(code).answers["fortael"]
    assert len(str(sent)) <= len(crowded)
    assert "Eva" not in str(sent)
    assert MARKS["name"] not in str(sent)
