"""Languages that look read backwards: how often they are seen on made-up rounds, and how seldom without reason."""

from __future__ import annotations

import random

import pytest
from surveys.contradictions.respondents import SEED, difficulties, everything, honest, points

from værdig.surveys.contradictions.reversed_scale import LEAST_IN_LANGUAGE, reversed_languages


def made_up(chance: random.Random, number: int, share: float, lower: float) -> list[tuple[str, dict[str, int]]]:
    """Return a round of 400 answers in Danish and some in another language, a share of which read the scale backwards."""
    difficulty = difficulties(chance)
    own = [easy + chance.gauss(0, 0.2) for easy in difficulty]
    people = [("da", dict(points(honest(chance, difficulty)))) for _person in range(400)]
    for _person in range(number):
        person = honest(chance, own, lower)
        people.append(("tr", dict(points(everything(chance, person) if chance.random() < share else person))))
    return people


def seen(number: int, share: float, lower: float = 0, rounds: int = 300) -> float:
    chance = random.Random(f"{SEED}-{number}-{share}-{lower}")
    found = [reversed_languages(made_up(chance, number, share, lower), "da") for _round in range(rounds)]
    assert all(languages in ([], ["tr"]) for languages in found)
    return sum(map(bool, found)) / rounds


def test_a_language_read_backwards_is_warned_of_and_an_honest_one_is_not() -> None:
    assert seen(50, 1, rounds=20) >= 0.8
    assert seen(50, 0, rounds=20) == 0
    assert seen(50, 0, lower=1.5, rounds=20) == 0, "less satisfied is not backwards"


@pytest.mark.long
@pytest.mark.parametrize(
    ("number", "share", "lower", "rate"),
    [
        (30, 0, 0, 0), (50, 0, 0.6, 0), (100, 0, 1.5, 0), (30, 1, 0, 0.95), (50, 1, 0, 0.95), (100, 1, 0, 0.97),
        (30, 0.8, 0, 0.80), (50, 0.8, 0, 0.88), (100, 0.8, 0, 0.93), (50, 0.5, 0, 0.08),
    ],
)  # fmt: skip
def test_so_often_it_is_seen(number: int, share: float, lower: float, rate: float) -> None:
    assert seen(number, share, lower) == pytest.approx(rate, abs=0.01 if rate == 0 else 0.03)


def test_of_few_answers_nothing_is_said() -> None:
    chance = random.Random(SEED)
    people = made_up(chance, LEAST_IN_LANGUAGE, 1, 0)
    assert reversed_languages(people, "da") == ["tr"]
    assert reversed_languages(people[:-1], "da") == []
    assert reversed_languages(people, "da", least=LEAST_IN_LANGUAGE + 1) == [], "a higher threshold holds"
    assert reversed_languages([one for one in people if one[0] == "tr"], "da") == [], "there is nothing to compare with"
