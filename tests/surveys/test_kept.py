"""An answer that waits for its code: shown, kept for the code it was answered with, and for no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from surveys.rounds import codes_for, open_round

from værdig.surveys import answering

Within = Callable[..., Any]


@pytest.fixture
def codes(within: Within) -> Any:
    """Two codes of one open round; the other's owner has answered two questions."""

    def made() -> Any:
        mine, yours = codes_for(open_round(), "dagpenge", 2)
        answering.answer(yours, "samtalen", 5)
        answering.answer(yours, "fortael", "Dine egne ord")
        return mine, yours

    return within(made)


def answers(within: Within, code: str) -> Any:
    return within(lambda: dict(answering.enter(code).answers))


def without_session(client: Any, code: str, number: int, given: str) -> Any:
    """Answer a question when the session is gone, and return the page that asks for the code."""
    client.get(f"/svar/{code}")
    page = client.get(f"/svar/{number}")
    client.delete_cookie("vaerdig_borger", path="/")
    return page.submit({"svar": given}, button="Frem")


def beside_another(client: Any, mine: str, yours: str, number: int, given: str) -> Any:
    """Answer a question in one tab when another code is in use in a second."""
    client.get(f"/svar/{mine}")
    page = client.get(f"/svar/{number}")
    client.get(f"/svar/{yours}")
    return page.submit({"svar": given}, button="Frem")


@pytest.mark.parametrize("tabs", [False, True])
@pytest.mark.parametrize(("number", "question", "given"), [(2, "samtalen", "1"), (13, "fortael", "Mine egne ord")])
def test_an_answer_never_lands_in_another_persons_draft(
    client: Any, codes: Any, within: Within, tabs: bool, number: int, question: str, given: str
) -> None:
    mine, yours = codes
    page = beside_another(client, mine, yours, number, given) if tabs else without_session(client, mine, number, given)
    page = page.submit({"code": yours}, button="Fortsæt")
    assert page.h1 == "Skriv din kode"
    assert "hører til en anden kode" in page.errors[0]
    assert "Mine egne ord" not in page.text
    assert answers(within, yours) == {"samtalen": 5, "fortael": "Dine egne ord"}
    page.submit({"code": mine}, button="Fortsæt")
    assert answers(within, mine) == {question: int(given) if given.isdigit() else given}
    assert answers(within, yours) == {"samtalen": 5, "fortael": "Dine egne ord"}


def test_one_can_go_on_with_the_other_code_and_leave_the_answer(client: Any, codes: Any, within: Within) -> None:
    mine, yours = codes
    page = without_session(client, mine, 2, "1").submit({"code": yours}, button="Fortsæt")
    page = page.submit(button="Fortsæt uden svaret").follow()
    assert page.h1 == "Før du svarer"
    assert "Du er begyndt før" in page.text
    assert answers(within, mine) == {}
    assert answers(within, yours) == {"samtalen": 5, "fortael": "Dine egne ord"}


def test_an_answer_that_does_not_say_whose_it_is_is_nobodys(client: Any, codes: Any, within: Within) -> None:
    mine, _yours = codes
    page = without_session(client, mine, 2, "1")
    page = page.submit({"code": mine, "kept_mark": ""}, button="Fortsæt")
    assert "hører til en anden kode" in page.errors[0]
    assert answers(within, mine) == {}


@pytest.mark.parametrize(("number", "given", "shown"), [(2, "1", "Meget utilfreds"), (13, "Mine ord", "Mine ord")])
def test_what_waits_is_shown_with_its_question(
    client: Any, codes: Any, within: Within, number: int, given: str, shown: str
) -> None:
    mine, _yours = codes
    page = without_session(client, mine, number, given)
    wording = within(lambda: answering.enter(mine).questions[number - 1]["wording"])
    assert "Det svarede du" in page.text
    assert wording in page.text
    assert shown in page.text


def test_nothing_is_said_to_wait_where_nothing_was_chosen(client: Any, codes: Any) -> None:
    mine, _yours = codes
    client.get(f"/svar/{mine}")
    page = client.get("/svar/2")
    client.delete_cookie("vaerdig_borger", path="/")
    assert "Det svarede du" not in page.submit(button="Frem").text
