"""The referee's arithmetic against counting every case, and its word on guesses that know nothing, something, and all."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from math import factorial, isclose

import pytest

from værdig.attack.referee import matches, score


@pytest.mark.parametrize(
    ("guessed", "true"),
    [
        ("abcdef", "abcdef"),
        ("aaaaaa", "aabbcc"),
        ("aabbcc", "aabbcc"),
        ("ab", "aabbcd"),
        ("xyz", "aabbcd"),
        ("", "aab"),
    ],
)
def test_the_distribution_of_hits_is_that_of_all_permutations(guessed: str, true: str) -> None:
    counted: Counter[int] = Counter()
    for dealt in permutations(true):
        counted[sum(a == b for a, b in zip(guessed, dealt, strict=False))] += 1
    board = [(Counter(guessed)[value], Counter(true)[value]) for value in sorted(set(guessed) & set(true))]
    found = matches(len(true), board)
    for hits in range(len(true) + 1):
        exact = counted[hits] / factorial(len(true))
        assert isclose(found[hits] if hits < len(found) else 0.0, exact, abs_tol=1e-12), hits


def people(number: int) -> list[str]:
    return [f"p{place}" for place in range(number)]


def test_the_best_constant_guess_is_no_better_than_guessing() -> None:
    truth = {person: "often" if place < 8 else "seldom" for place, person in enumerate(people(10))}
    found = score([(dict.fromkeys(truth, "often"), truth, dict.fromkeys(truth, ""))])
    assert (found.hits, found.expected, found.p) == (8, 8.0, 1.0)


def test_knowing_the_cell_is_no_better_than_guessing() -> None:
    cell = {person: place % 2 for place, person in enumerate(people(12))}
    found = score([(cell, cell, cell)])
    assert (found.hits, found.p) == (12, 1.0)


def test_a_guess_that_knows_is_found_and_rounds_add_up() -> None:
    truth = {person: person for person in people(5)}
    one = (truth, truth, dict.fromkeys(truth, ""))
    assert isclose(score([one]).p, 1 / factorial(5))
    both = score([one, one])
    assert isclose(both.p, 1 / factorial(5) ** 2)
    assert (both.hits, both.expected, both.guesses) == (10, 2.0, 10)


def test_guesses_of_nobody_are_not_counted() -> None:
    found = score([({"stranger": "x"}, {"p0": "x"}, {"p0": ""})])
    assert (found.guesses, found.hits, found.p) == (0, 0, 1.0)


def test_a_large_cell_is_exact_too() -> None:
    chances = matches(200, [(1, 1)] * 200)
    assert isclose(sum(chances), 1.0, rel_tol=1e-12)
    assert isclose(sum(k * chance for k, chance in enumerate(chances)), 1.0, rel_tol=1e-12)
    assert all(chance >= 0 for chance in chances)
