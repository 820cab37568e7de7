"""When answers contradict each other: the rule, how often it is right on made-up respondents, and how kindly it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from surveys.contradictions.respondents import OVERALL, Person, halfway, one, people, points, slip, some
from surveys.rounds import codes_for, open_round

from værdig.surveys import answering
from værdig.surveys.contradictions.rules import Contradiction, find

ITEMS = (
    "moedet",
    "samtalen",
    "hoert",
    "maal",
    "forventninger",
    "svar_til_tiden",
    "paa_tvaers",
    "progression",
    "samlet",
)


def answers(*given: int) -> list[tuple[str, int]]:
    return list(zip((*ITEMS[: len(given) - 1], "samlet"), given, strict=True))


@pytest.mark.parametrize(
    ("given", "kind", "question"),
    [
        ((4, 5, 4, 4, 5, 4, 4, 5, 1), "overall", "samlet"),
        ((1, 2, 2, 3, 2, 1, 2, 2, 4), "overall", "samlet"),
        ((4, 5, 1, 4, 5, 4, 4, 5, 4), "alone", "hoert"),
        ((2, 1, 1, 5, 2, 2, 1, 2, 2), "alone", "maal"),
        ((5, 5, 4, 5, 2, 1, 1, 2, 3), "turned", "forventninger"),
    ],
)
def test_what_contradicts_itself_is_asked_about(given: tuple[int, ...], kind: str, question: str) -> None:
    found = find(answers(*given), "samlet")
    assert found is not None
    assert (found.kind, found.question) == (kind, question)
    assert question not in found.against


@pytest.mark.parametrize(
    "given",
    [
        (4, 5, 4, 4, 5, 4, 4, 5, 3),
        (4, 5, 2, 4, 5, 2, 4, 5, 4),
        (5, 5, 5, 5, 5, 5, 5, 5, 5),
        (3, 3, 3, 3, 3, 3, 3, 3, 1),
        (5, 5, 5, 5, 1),
        (2, 4, 3, 5, 2, 4, 3, 2, 4),
    ],
)
def test_honest_nuance_and_few_answers_are_let_be(given: tuple[int, ...]) -> None:
    assert find(answers(*given), "samlet") is None


def test_without_a_question_on_the_whole_the_other_patterns_are_still_seen() -> None:
    assert find(answers(4, 5, 4, 4, 5, 4, 4, 5, 1), None) == Contradiction("alone", "samlet", 1, ITEMS[:-1], 4)


def asked(number: int, misread: Any = None) -> float:
    """Return the share of made-up people who are asked."""
    return sum(find(points(person), f"q{OVERALL}") is not None for person in people(number, misread)) / number


RATES = [(None, 0.025), (slip, 0.56), (halfway, 0.49), (some, 0.23), (one, 0.18)]
"""As the rule's docstring says."""


@pytest.mark.parametrize(("misread", "rate"), RATES)
def test_so_many_are_asked_of_a_thousand(misread: Callable[..., Person] | None, rate: float) -> None:
    assert asked(1000, misread) == pytest.approx(rate, abs=0.05 if misread else 0.012)


@pytest.mark.long
@pytest.mark.parametrize(("misread", "rate"), RATES)
def test_so_many_are_asked(misread: Callable[..., Person] | None, rate: float) -> None:
    assert asked(5000 if misread else 20_000, misread) == pytest.approx(rate, abs=0.006 if misread else 0.0015)


@pytest.fixture
def code(within: Callable[..., Any]) -> Any:
    """A code of an open round."""
    return within(lambda: codes_for(open_round(), "dagpenge", 1)[0])


def answered(within: Callable[..., Any], code: str, **given: int) -> None:
    within(lambda: [answering.answer(code, question, point) for question, point in given.items()])


GLAD = {"moedet": 5, "samtalen": 4, "hoert": 4, "maal": 5, "forventninger": 4, "svar_til_tiden": 4}


def test_the_check_page_asks_kindly_and_either_can_be_changed(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    answered(within, code, **GLAD, samlet=1)
    client.get(f"/svar/{code}")
    page = client.get("/svar/tjek")
    assert "Passer det?" in page.text
    assert "Du har svaret »Meget utilfreds« til »Alt i alt" in page.text
    assert "Dine andre svar er mest »Tilfreds«" in page.text
    assert "»Meget utilfreds« er det dårligste svar. »Meget tilfreds« er det bedste." in page.text
    assert page.click("Ret de andre svar").h1.startswith("Hvor tilfreds er du med den måde, du bliver mødt på?")
    own = client.get("/svar/tjek").click("Ret svaret til »Alt i alt")
    changed = own.submit({"svar": "5"}, button="Gem og gå til tjek").follow()
    assert "Passer det?" not in changed.text


def test_a_contradiction_never_holds_up_sending_and_is_not_stored(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    answered(within, code, **GLAD, samlet=1)
    client.get(f"/svar/{code}")
    copy = client.get("/svar/tjek").submit()
    assert copy.h1 == "Tak for dit svar"
    assert "Passer det?" not in copy.text


def test_a_turn_names_where_it_begins(client: Any, code: str, within: Callable[..., Any]) -> None:
    answered(
        within,
        code,
        moedet=5,
        samtalen=5,
        hoert=4,
        maal=5,
        forventninger=2,
        svar_til_tiden=1,
        paa_tvaers=1,
        progression=2,
    )
    client.get(f"/svar/{code}")
    page = client.get("/svar/tjek")
    assert "Fra spørgsmålet »Hvor tilfreds er du med aftalerne om, hvem der gør hvad?« er de mest" in page.text
    assert page.click("Ret svarene fra").status == 200


def test_most_people_are_not_asked(client: Any, code: str, within: Callable[..., Any]) -> None:
    answered(within, code, **GLAD, samlet=4)
    client.get(f"/svar/{code}")
    assert "Passer det?" not in client.get("/svar/tjek").text
