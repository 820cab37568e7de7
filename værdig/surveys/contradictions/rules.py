"""When somebody's answers contradict each other so much that she is asked whether that is what she means; no database, no pages.

All rated questions run the same way, from the worst answer (1) to the best (5); only whole answers to those count, *ved ikke* does
not. With at least six rated answers, three patterns are asked about, the first of them that fits:

* *overall*: the answer on the whole (theme `samlet`) lies on one side of the scale and the middle (median) of at least five others on
  the other side, both at least a step from *hverken-eller*.
* *alone*: one answer lies at one end of the scale, and at least five others, all of them, on the other side.
* *turned*: from one question on, the answers lie on the other side than before: the medians of both halves (three answers at the
  least) a step or more from *hverken-eller* on opposite sides, and their means two steps apart.

The reasoning: satisfaction items share most of what they measure, so that an honest person's answers spread around her own level
(item-response models of rating scales, Samejima 1969); answers that turn around that level are known from people who read the poles
the wrong way round (Sønderborg's survey of 2014 put a part of its negative answers down to it). People do feel both ways about an
office, so a contradiction is a question to her and never an error: nothing is changed, sending is not held up, and that she was asked
is stored nowhere.

Measured on made-up respondents (`tests/surveys/contradictions/respondents.py`, seed 2021, 20,000 honest, 5,000 of each other kind; a
latent level, a second aspect for half the questions, questions of different difficulty, every twelfth answer missing):

===============================================  =====
honest, with nuances, asked without reason        2.5 %
turned the scale on the whole by a slip            56 %
turned the scale from the middle on                49 %
turned it on four of ten questions, anyhow         23 %
turned one question, any of them                   18 %
===============================================  =====

Somebody who reads the whole scale backwards does not contradict herself and is never asked; see `reversed_scale`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

MIDDLE = 3
LEAST_OTHERS = 5
LEAST_ANSWERS = LEAST_OTHERS + 1
LEAST_IN_HALF = 3
STEPS_APART = 2

Points = Sequence[tuple[str, int]]
"""Question id and answer (1 to 5) of the rated questions somebody answered, in the order asked."""


@dataclass(frozen=True)
class Contradiction:
    """One question's answer against others'. `kind` is `overall`, `alone` or `turned`; for `turned` it is the first that turned.

    `against` are the answers it contradicts, `middle` their median as a point of the scale, and `own` the point of the question, or the
    median from it on.
    """

    kind: str
    question: str
    own: int
    against: tuple[str, ...]
    middle: int


def find(points: Points, overall: str | None) -> Contradiction | None:
    """Return the contradiction to ask about; `overall` is the id of the question on the whole, None where there is none."""
    if len(points) < LEAST_ANSWERS:
        return None
    return _overall(points, overall) or _alone(points) or _turned(points)


def _overall(points: Points, overall: str | None) -> Contradiction | None:
    own = dict(points).get(overall or "")
    if own is None or not overall:
        return None
    others = _without(points, overall)
    middle = _median(others)
    return _told("overall", overall, own, others, middle) if _opposite(own, middle) else None


def _alone(points: Points) -> Contradiction | None:
    for question, own in points:
        others = _without(points, question)
        ends = (own == 1 and all(point > MIDDLE for _id, point in others)) or (
            own == 2 * MIDDLE - 1 and all(point < MIDDLE for _id, point in others)
        )
        if ends:
            return _told("alone", question, own, others, _median(others))
    return None


def _turned(points: Points) -> Contradiction | None:
    """Return the sharpest turn, if there is one."""
    turns = []
    for place in range(LEAST_IN_HALF, len(points) - LEAST_IN_HALF + 1):
        before, after = points[:place], points[place:]
        apart = abs(mean(point for _id, point in before) - mean(point for _id, point in after))
        if apart >= STEPS_APART and _opposite(_median(before), _median(after)):
            turns.append((apart, place))
    if not turns:
        return None
    _apart, place = max(turns)
    before, after = points[:place], points[place:]
    return _told("turned", after[0][0], _median(after), before, _median(before))


def _without(points: Points, question: str) -> Points:
    return [(other, point) for other, point in points if other != question]


def _median(points: Points) -> float:
    return median(point for _id, point in points)


def _opposite(one: float, other: float) -> bool:
    """Tell whether two points lie on opposite sides of the middle, each at least a step from it."""
    return min(one, other) <= MIDDLE - 1 and max(one, other) >= MIDDLE + 1


def _told(kind: str, question: str, own: float, against: Points, middle: float) -> Contradiction:
    return Contradiction(kind, question, _outwards(own), tuple(other for other, _point in against), _outwards(middle))


def _outwards(point: float) -> int:
    """Return a median as a point of the scale; one that lies between two is read as the outer one's neighbour: 4.5 as 4, 1.5 as 2."""
    return int(point) if point > MIDDLE else -int(-point // 1)
