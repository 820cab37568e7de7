"""Two codes in one browser, and one code on two devices: a page acts for the code and the answers it was made with, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from surveys.rounds import codes_for, open_round

from værdig.db import db
from værdig.surveys import answering
from værdig.surveys.models import Envelope
from værdig.surveys.page_marks import FIELD

Within = Callable[..., Any]


@pytest.fixture
def codes(within: Within) -> Any:
    """Two codes of one open round."""
    return within(lambda: codes_for(open_round(), "dagpenge", 2))


def seated(client: Any, code: str) -> Any:
    return client.get(f"/svar/{code}").follow()


def answers(within: Within, code: str) -> Any:
    return within(lambda: dict(answering.enter(code).answers))


def sent(within: Within) -> Any:
    return within(lambda: db.session.scalar(select(func.count()).select_from(Envelope)))


def test_an_answer_given_beside_another_code_is_kept_for_its_own(client: Any, codes: Any, within: Within) -> None:
    mine, yours = codes
    seated(client, mine)
    page = client.get("/svar/13")
    seated(client, yours)
    page = page.submit({"svar": "Mine egne ord"}, button="Frem")
    assert page.h1 == "Skriv din kode"
    assert any("en anden kode" in error for error in page.errors)
    assert "Mine egne ord" in page.text
    page.submit({"code": mine})
    assert answers(within, mine) == {"fortael": "Mine egne ord"}
    assert answers(within, yours) == {}


def test_nothing_is_sent_for_another_code_than_was_checked(client: Any, codes: Any, within: Within) -> None:
    mine, yours = codes
    seated(client, mine)
    client.get("/svar/1").submit({"svar": "5"}, button="Frem")
    check = client.get("/svar/tjek")
    seated(client, yours)
    client.get("/svar/1").submit({"svar": "1"}, button="Frem")
    page = check.submit()
    assert page.h1 == "Skriv din kode"
    assert sent(within) == 0
    page.submit({"code": mine})
    assert client.get("/svar/tjek").submit().h1 == "Tak for dit svar"
    assert answers(within, yours) == {"moedet": 1}


def test_help_is_told_for_the_code_of_its_page(client: Any, codes: Any, within: Within) -> None:
    mine, yours = codes
    seated(client, mine)
    page = client.get("/svar/hjaelp")
    seated(client, yours)
    assert page.submit({"helped": "relative"}).h1 == "Skriv din kode"
    assert within(lambda: answering.enter(yours).help) == ""


def test_answers_changed_elsewhere_are_checked_again(app: Flask, client: Any, codes: Any, within: Within) -> None:
    mine, _yours = codes
    seated(client, mine)
    client.get("/svar/1").submit({"svar": "1"}, button="Frem")
    check = client.get("/svar/tjek")
    elsewhere: Any = app.test_client()
    seated(elsewhere, mine)
    elsewhere.get("/svar/1").submit({"svar": "5"}, button="Frem")
    page = check.submit()
    assert page.h1 == "Tjek dine svar"
    assert any("ændret" in error for error in page.errors)
    assert "Meget tilfreds" in page.text
    assert sent(within) == 0
    assert page.submit().h1 == "Tak for dit svar"
    assert sent(within) == 1


def test_a_page_left_behind_by_a_sent_answer_promises_nothing(client: Any, codes: Any) -> None:
    mine, _yours = codes
    seated(client, mine)
    stale = client.get("/svar/2")
    client.get("/svar/1").submit({"svar": "1"}, button="Frem")
    client.get("/svar/tjek").submit()
    page = stale.submit({"svar": "4"}, button="Frem")
    (error,) = page.errors
    assert "bliver gemt" not in error
    assert "ikke med" in error


@pytest.mark.parametrize("address", ["/svar/1", "/svar/13", "/svar/hjaelp", "/svar/tjek"])
def test_every_form_of_the_flow_says_whose_it_is(client: Any, codes: Any, address: str) -> None:
    mine, yours = codes
    marks = []
    for code in (mine, yours):
        seated(client, code)
        mark = client.get(address).form().values[FIELD]
        assert mark
        assert code not in mark
        marks.append(mark)
    assert len(set(marks)) == 2
