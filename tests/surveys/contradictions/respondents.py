"""Made-up respondents with a latent satisfaction, and the ways the scale is misread; the same for the same seed.

Somebody's answer to a question comes from her level, a second aspect that half of the questions share, the question's own difficulty
and chance; cut into five points so that most are satisfied, as in the municipalities' surveys.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

SEED = 2021
QUESTIONS = 10
OVERALL = QUESTIONS - 1
CASEWORK = 6
"""The question that only those with a new caseworker are asked."""
CUTS = (-1.4, -0.7, 0.1, 1.0)

Person = list[int | None]
"""Points by question; None is unanswered."""


def difficulties(chance: random.Random, spread: float = 0.35) -> list[float]:
    return [chance.gauss(0, spread) for _question in range(QUESTIONS)]


def honest(chance: random.Random, difficulty: Sequence[float], lower: float = 0.0) -> Person:
    """Return somebody who answers as she feels; `lower` is how much less satisfied she is."""
    level, aspect = chance.gauss(0, 1), chance.gauss(0, 1)
    return [_answer(chance, question, level, aspect, difficulty[question] - lower) for question in range(QUESTIONS)]


def _answer(chance: random.Random, question: int, level: float, aspect: float, easy: float) -> int | None:
    if chance.random() < (0.63 if question == CASEWORK else 0.08):
        return None
    own = 0.35 * aspect if question % 2 else 0.0
    left = (1 - 0.75**2 - (0.35**2 if question % 2 else 0)) ** 0.5
    felt = 0.75 * level + own + left * chance.gauss(0, 1) + easy + 0.6
    return 1 + sum(felt > cut for cut in CUTS)


def turned(point: int | None) -> int | None:
    return None if point is None else 6 - point


def slip(_chance: random.Random, person: Person) -> Person:
    """Turn the answer on the whole."""
    return [turned(point) if question == OVERALL else point for question, point in enumerate(person)]


def one(chance: random.Random, person: Person) -> Person:
    """Turn one answer, whichever."""
    which = chance.randrange(QUESTIONS)
    return [turned(point) if question == which else point for question, point in enumerate(person)]


def halfway(chance: random.Random, person: Person) -> Person:
    """Turn every answer from somewhere in the middle on."""
    place = chance.randint(3, 7)
    return [turned(point) if question >= place else point for question, point in enumerate(person)]


def some(chance: random.Random, person: Person) -> Person:
    """Turn four of ten answers, anywhere."""
    return [turned(point) if chance.random() < 0.4 else point for point in person]


def everything(_chance: random.Random, person: Person) -> Person:
    """Read the whole scale backwards."""
    return [turned(point) for point in person]


def people(number: int, misread: Callable[[random.Random, Person], Person] | None = None) -> Iterator[Person]:
    """Yield people, all of whom misread the scale in one way, or none."""
    chance = random.Random(f"{SEED}-{misread.__name__ if misread else 'honest'}")
    difficulty = difficulties(random.Random(SEED))
    for _person in range(number):
        person = honest(chance, difficulty)
        yield misread(chance, person) if misread else person


def points(person: Person) -> list[tuple[str, int]]:
    return [(f"q{question}", point) for question, point in enumerate(person) if point is not None]
