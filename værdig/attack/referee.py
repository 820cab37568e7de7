"""The referee: how many guesses are right, how many would be by chance, and how unlikely that is; exact, and nothing else.

Chance is this: within a cell (people whom what is published, or known anyway, does not tell apart) the truth is dealt out in
any order with the same probability. So the yardstick already knows *what* was said in a cell, only not by whom.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import comb, factorial

ALPHA = 0.001
"""How often a run in which nothing leaks may be called leaking all the same, over all methods of the run together."""


@dataclass(frozen=True)
class Score:
    """How one method did: guesses made, how many were right, how many would be by chance, and the chance of so many or more."""

    guesses: int
    hits: int
    expected: float
    p: float


def score(rounds: Iterable[tuple[Mapping[str, Hashable], Mapping[str, Hashable], Mapping[str, Hashable]]]) -> Score:
    """Score one method over several rounds; each is (guess, truth, cell), all by person. Guesses of nobody known are dropped."""
    guesses = hits = 0
    expected, chances = 0.0, [1.0]
    for guess, truth, cell in rounds:
        made = {person: value for person, value in guess.items() if person in truth}
        guesses += len(made)
        hits += sum(truth[person] == value for person, value in made.items())
        for number, board in _boards(made, truth, cell):
            expected += sum(guessed * true for guessed, true in board) / number
            chances = _added(chances, matches(number, board))
    return Score(guesses, hits, expected, min(1.0, sum(chances[hits:])))


def _boards(
    guess: Mapping[str, Hashable], truth: Mapping[str, Hashable], cell: Mapping[str, Hashable]
) -> Iterable[tuple[int, list[tuple[int, int]]]]:
    """Yield for every cell how many people are in it, and for every value how often it was guessed and how often it is true."""
    inside: defaultdict[Hashable, list[str]] = defaultdict(list)
    for person in truth:
        inside[cell[person]].append(person)
    for people in inside.values():
        guessed = Counter(guess[person] for person in people if person in guess)
        true = Counter(truth[person] for person in people)
        yield len(people), [(guessed[value], true[value]) for value in guessed if true[value]]


def matches(number: int, board: Iterable[tuple[int, int]]) -> list[float]:
    """Return the probability of 0, 1, 2 … hits when `number` truths are dealt out at random; exact, by rook polynomials.

    `board` has a pair for every value: by how many people it was guessed, and of how many it is true.
    """
    rooks = [1]
    for guessed, true in board:
        most = min(guessed, true)
        block = [comb(guessed, k) * comb(true, k) * factorial(k) for k in range(most + 1)]
        rooks = _multiplied(rooks, block)
    ways = [count * factorial(number - k) for k, count in enumerate(rooks)]
    exact = [sum((-1) ** (j - k) * comb(j, k) * ways[j] for j in range(k, len(ways))) for k in range(len(ways))]
    return [count / factorial(number) for count in exact]


def _multiplied(left: list[int], right: list[int]) -> list[int]:
    product = [0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            product[i + j] += a * b
    return product


def _added(left: list[float], right: list[float]) -> list[float]:
    """Return the distribution of the sum of two independent numbers of hits."""
    total = [0.0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            total[i + j] += a * b
    return total
