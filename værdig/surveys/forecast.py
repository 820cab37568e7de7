"""*Det kan du vise*: from the numbers invited, which groups will probably clear the threshold and what could be told from noise.

Pure arithmetic: no database. The response assumed is one rate for everybody: rates of small groups in earlier rounds are hidden
figures and must not come back as a forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, comb, sqrt
from typing import Literal

USUAL_RATE = 0.35
"""Share who answer where nothing else is known: KL's rounds had 39 % in 2024 and 33 % in 2025."""
USUAL_SHARE = 0.6
"""Share satisfied where nothing else is known: about six of ten in KL's round of 2024. Used for the uncertainty only."""
SURE = 0.9
"""How probable it must be that a group clears the threshold before we say that it will."""
FEW = 30
"""Under this a result is marked *få svar*."""
_Z = 1.959964

Verdict = Literal["vises", "usikker", "for_faa", "ukendt"]


@dataclass(frozen=True)
class Asked:
    """A group to ask: key, label and how many are invited (None: unknown)."""

    key: str
    label: str
    invited: int | None


@dataclass(frozen=True)
class GroupForecast:
    """What to expect of one group. `expected` and `difference` (percentage points) are None where the number is unknown."""

    key: str
    label: str
    invited: int | None
    expected: int | None
    verdict: Verdict
    few: bool
    difference: int | None


@dataclass(frozen=True)
class Forecast:
    """What a round can be expected to show. `merge` are the groups to report together, `merged_enough` whether that is enough."""

    rate: float
    threshold: int
    groups: tuple[GroupForecast, ...]
    merge: tuple[GroupForecast, ...]
    merged_enough: bool
    expected: int | None
    difference: int | None

    @property
    def small(self) -> tuple[GroupForecast, ...]:
        """The groups that will probably be too few to stand alone."""
        return tuple(group for group in self.merge if group.verdict != "vises")

    @property
    def partners(self) -> tuple[GroupForecast, ...]:
        """The groups that could stand alone, and are to be reported with the small ones so that those can be shown at all."""
        return tuple(group for group in self.merge if group.verdict == "vises")


def forecast(groups: Sequence[Asked], threshold: int, rate: float = USUAL_RATE) -> Forecast:
    """Return the forecast of a round with these groups, this threshold and this share who answer (0 to 1)."""
    told = tuple(_group(group, threshold, rate) for group in groups)
    merge = _to_merge(told, threshold, rate)
    known = [group.invited for group in groups if group.invited is not None]
    expected = round(sum(known) * rate) if len(known) == len(groups) else None
    return Forecast(
        rate=rate,
        threshold=threshold,
        groups=told,
        merge=tuple(merge),
        merged_enough=_chance(sum(group.invited or 0 for group in merge), threshold, rate) >= SURE,
        expected=expected,
        difference=smallest_difference(expected) if expected else None,
    )


def _group(group: Asked, threshold: int, rate: float) -> GroupForecast:
    if group.invited is None:
        return GroupForecast(group.key, group.label, None, None, "ukendt", False, None)
    expected = round(group.invited * rate)
    verdict = _verdict(_chance(group.invited, threshold, rate))
    difference = smallest_difference(expected) if expected >= threshold else None
    return GroupForecast(group.key, group.label, group.invited, expected, verdict, expected < FEW, difference)


def _verdict(chance: float) -> Verdict:
    if chance >= SURE:
        return "vises"
    return "usikker" if chance > 1 - SURE else "for_faa"


def _chance(invited: int, threshold: int, rate: float) -> float:
    """Return the probability that at least `threshold` of `invited` answer, each with probability `rate`."""
    fewer = range(min(threshold, invited + 1))
    return 1 - sum(comb(invited, k) * rate**k * (1 - rate) ** (invited - k) for k in fewer)


def _to_merge(groups: Sequence[GroupForecast], threshold: int, rate: float) -> list[GroupForecast]:
    """Return the groups to merge: all that will probably not stand alone, and the smallest others until they are enough."""
    known = [group for group in groups if group.invited is not None]
    merge = [group for group in known if group.verdict != "vises"]
    others = sorted((group for group in known if group.verdict == "vises"), key=lambda group: group.invited or 0)
    while merge and others and not _stands(merge, threshold, rate):
        merge.append(others.pop(0))
    return merge


def _stands(merge: Sequence[GroupForecast], threshold: int, rate: float) -> bool:
    return len(merge) > 1 and _chance(sum(group.invited or 0 for group in merge), threshold, rate) >= SURE


def smallest_difference(answers: int, share: float = USUAL_SHARE) -> int:
    """Return the smallest change between two rounds, in whole points, that is more than chance at 95 %.

    Both rounds have `answers` answers and about `share` satisfied: 1.96 · √(2 · p · (1 − p) / n), rounded up.
    """
    return ceil(round(100 * _Z * sqrt(2 * share * (1 - share) / answers), 6))
