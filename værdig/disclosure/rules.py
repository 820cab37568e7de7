"""What one row may say: rounding, few answers, nearly everybody the same; the same numbers become statements and display texts.

What the gate promises, and what not
------------------------------------
**Promised.** No published combination determines a figure about fewer persons (or cases) than the threshold. The persons behind
a figure are those that the breakdowns single out: a group, a length of case, a half-year, what one release adds to another. For
the number in every hidden row the outsider's range still covers 0 to one below the threshold (or the number invited); for every
hidden share at least 50 points stay possible, for every hidden mean one and a half steps of the scale; less only where the whole
row shown around it allows no more (an answer that is rare there; answers that lie close together). A row's shares are hidden too
when enough answered but too few of them rated (the rest did not know): they would be about those few.

**Not promised.** What a shown row says about itself. In a row of 40, *8 %* means that 3 answered so; a whole percentage and `n`
give that back for every row under about 100, and no rounding that is still useful prevents it. It is an attribute of 40 persons
nobody has singled out, not a figure about 3. That is the distinction of the European Handbook on Statistical Disclosure Control
(2nd ed., 2024, ch. 5: identification through the classifying variables, against what is then learnt) and Danmarks Statistik's
practice (a group must hold enough persons before anything more is said of it). Because of it, no decimals are given, the audit
takes every rounded share for the exact count when it is one, and two things are done about what a row says of all its members:

* *Group disclosure* (handbook 5.2): above 90 %, or all but one, the exact share and the rest are hidden. The text says *mere
  end 90 %*; in rows of ten or fewer, where only "all" would be above 90 %, it says *næsten alle* (all, or all but one). What is
  hidden is audited like any hidden figure: at least two counts stay possible.
* Under 30 a row has three categories and is marked *få svar*; means need 30.

Also not promised: protection against readers who are in a hidden row themselves or know others' answers; bounds on crossings
that were never tabulated; and what the choice of rows itself tells of sizes (that a merged row holds a small one).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from værdig.disclosure.contracts import DOMINANCE, FEW, Counts


def percent(count: int, of: int) -> int:
    """Return the share as a whole percentage, halves up."""
    return int((Decimal(100 * count) / of).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def counts_within(share: int, of: int) -> tuple[int, int]:
    """Return the least and greatest count out of `of` that can be printed as `share` per cent, both halves included."""
    low = -((-(2 * share - 1) * of) // 200)
    return max(0, low), min(of, ((2 * share + 1) * of) // 200)


def dominant_from(of: int) -> int:
    """Return the least count that makes one answer dominant in a row: more than 90 %, or all but one in rows up to ten."""
    return DOMINANCE * of // 100 + 1 if of > 10 else max(of - 1, 1)


MOST_POINTS = 50
"""Percentage points of a hidden share that must stay possible, where the row around it allows as much."""

MOST_HUNDREDTHS = 150
"""Hundredths of a step of the scale that must stay possible of a hidden mean, where the row around it allows as much."""


def points_to_keep(count: int, threshold: int) -> int:
    """Return how many percentage points of a hidden share must stay possible: 50, or fewer for an answer that is rare.

    `count` is how many gave the answer in the row, or the remainder, that the hidden members are shown within. When those are
    few, that is said of that larger group, and nothing can make the answer common among its members.
    """
    return min(MOST_POINTS, 100 * count // (threshold - 1))


def hundredths_to_keep(counts: Counts, scores: Mapping[str, int], threshold: int) -> int:
    """Return how many hundredths of a step of a hidden mean must stay possible: 150, or fewer where answers lie close together.

    `counts` are the answers in the row, or the remainder, that the hidden members are shown within: one fewer than the threshold
    can have given the highest of them, or the lowest. Rounded down to half steps, so that the promise itself tells nothing.
    """
    points = sorted(score for category, score in scores.items() for _person in range(counts.get(category, 0)))
    few = min(threshold - 1, len(points))
    if not few:
        return 0
    apart = sum(points[-few:]) - sum(points[:few])
    return min(MOST_HUNDREDTHS, 50 * (2 * apart // few))


@dataclass(frozen=True)
class Face:
    """What a shown row says about one question: counts behind it, and what of them is shown.

    `everybody` are the persons of the row, `asked` those of them whom the question was put to, `n` those who rated.
    `dominant` is the category nearly everybody chose (then no share is shown), `shares` and `detail` are whole percentages by
    category (empty where nothing is shown), `mean_tenths` ten times the mean.
    """

    n: int
    everybody: int
    asked: int
    shares: Mapping[str, int | None]
    detail: Mapping[str, int | None]
    beside: Mapping[str, int]
    dominant: str
    mean_tenths: int | None

    @property
    def few(self) -> bool:
        """Whether the row is marked as resting on few answers."""
        return self.n < FEW


@dataclass(frozen=True)
class Question:
    """How answers are grouped for showing: fine categories, the coarse ones they collapse into, those beside, and points.

    `unasked` is the category of those whom the question was not put to; empty where everybody was asked.
    """

    fine: tuple[str, ...]
    collapse: Mapping[str, str]
    beside: tuple[str, ...]
    scores: Mapping[str, int]
    unasked: str = ""

    @property
    def coarse(self) -> tuple[str, ...]:
        """The categories of the shares that every row shows."""
        return tuple(dict.fromkeys(self.collapse[category] for category in self.fine)) if self.collapse else self.fine

    def finer(self, coarse: str) -> tuple[str, ...]:
        """Return the fine categories behind a coarse one."""
        if not self.collapse:
            return (coarse,)
        return tuple(category for category in self.fine if self.collapse[category] == coarse)

    def face(self, counts: Counts) -> Face:
        """Return what a row of these exact counts may say; the row itself is large enough."""
        n = sum(counts.get(category, 0) for category in self.fine)
        asked = n + sum(counts.get(category, 0) for category in self.beside)
        groups = {name: sum(counts.get(fine, 0) for fine in self.finer(name)) for name in self.coarse}
        dominant = _dominant(groups, n)
        return Face(
            n=n,
            everybody=asked + counts.get(self.unasked, 0),
            asked=asked,
            shares=_shares(groups, n, dominant) if len(groups) > 1 else {},
            detail=self._detail(counts, n, dominant),
            beside={category: percent(counts.get(category, 0), asked) for category in self.beside},
            dominant=dominant,
            mean_tenths=self._mean(counts, n, dominant),
        )

    def _detail(self, counts: Counts, n: int, dominant: str) -> dict[str, int | None]:
        if not self.collapse or n < FEW:
            return {}
        return {name: None if dominant else percent(counts.get(name, 0), n) for name in self.fine}

    def _mean(self, counts: Counts, n: int, dominant: str) -> int | None:
        if not self.scores or n < FEW or dominant:
            return None
        points = sum(self.scores[category] * counts.get(category, 0) for category in self.fine)
        return int((Decimal(10 * points) / n).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def points_within(mean_tenths: int, of: int) -> tuple[int, int]:
    """Return the least and greatest sum of points over `of` persons that can be printed as this mean."""
    low = -((-(2 * mean_tenths - 1) * of) // 20)
    return low, ((2 * mean_tenths + 1) * of) // 20


def _dominant(groups: Mapping[str, int], n: int) -> str:
    if len(groups) < 2:
        return ""
    return next((name for name, count in groups.items() if count >= dominant_from(n)), "")


def _shares(groups: Mapping[str, int], n: int, dominant: str) -> dict[str, int | None]:
    return {name: None if dominant else percent(count, n) for name, count in groups.items()}
