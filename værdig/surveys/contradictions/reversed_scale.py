"""Languages in which the scale looks read backwards, from how the questions compare with one another; no database, no pages.

People agree largely about *which* questions score best and worst, also where one group is less satisfied with all of them. Where a
share p of a language's answers is turned (1 for 5), its questions' means follow the others' with the slope 1 - 2p. A language is warned
of when that slope on the means of the answers in Danish, in which the questions were written, is -0.25 or less and significantly below 0
(one-sided, 5 %), and its level lies on the other side of *hverken-eller*. At least thirty answers in the language, and in Danish, and
six questions that ten of each answered, are needed: with fewer nothing is said.

Measured on made-up rounds (seed 2021, 300 of each, 400 answers in Danish, questions whose difficulty differs in the language too): an
honest language is warned of in under 1 %, also when it is much less satisfied. One that all read backwards is warned of in 95 % (30 and
50 answers) and 97 % (100), one that four of five do in 80, 88 and 93 %. Where half read it backwards it is seen in 5-10 % only, and
where the questions hardly differ from one another less often.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import mean

LEAST_IN_LANGUAGE = 30
LEAST_TO_QUESTION = 10
LEAST_QUESTIONS = 6
MIDDLE = 3
STEEPEST = -0.25
ONE_SIDED_5_PERCENT = 1.645

Chosen = Mapping[str, int]
"""Question id to point (1 to 5) of one person's rated answers."""


def reversed_languages(people: Sequence[tuple[str, Chosen]], source: str, least: int = LEAST_IN_LANGUAGE) -> list[str]:
    """Return the languages whose answers look turned, out of everybody's language and rated answers.

    `source` is the language that the others are compared with. `least` is how many answers a language must have to be looked at, never
    under thirty.
    """
    by_language: dict[str, list[Chosen]] = {}
    for language, chosen in people:
        by_language.setdefault(language, []).append(chosen)
    yardstick = by_language.pop(source, [])
    enough = max(least, LEAST_IN_LANGUAGE)
    return sorted(language for language, own in by_language.items() if _is_turned(own, yardstick, enough))


def _is_turned(own: Sequence[Chosen], others: Sequence[Chosen], least: int) -> bool:
    if min(len(own), len(others)) < least:
        return False
    mine, theirs = _means(own), _means(others)
    shared = sorted(mine.keys() & theirs.keys())
    if len(shared) < LEAST_QUESTIONS:
        return False
    ours, everybody = [mine[question] for question in shared], [theirs[question] for question in shared]
    return (mean(ours) - MIDDLE) * (mean(everybody) - MIDDLE) < 0 and _runs_against(everybody, ours)


def _means(people: Sequence[Chosen]) -> dict[str, float]:
    points: dict[str, list[int]] = {}
    for chosen in people:
        for question, point in chosen.items():
            points.setdefault(question, []).append(point)
    return {question: mean(given) for question, given in points.items() if len(given) >= LEAST_TO_QUESTION}


def _runs_against(x: Sequence[float], y: Sequence[float]) -> bool:
    """Tell whether the slope of `y` on `x` is steep enough downwards and no accident."""
    from_x, from_y = mean(x), mean(y)
    spread = sum((one - from_x) ** 2 for one in x)
    if spread == 0:
        return False
    slope = sum((a - from_x) * (b - from_y) for a, b in zip(x, y, strict=True)) / spread
    rest = sum((b - from_y - slope * (a - from_x)) ** 2 for a, b in zip(x, y, strict=True))
    error = sqrt(rest / (len(x) - 2) / spread)
    return slope <= STEEPEST and slope + ONE_SIDED_5_PERCENT * error < 0
