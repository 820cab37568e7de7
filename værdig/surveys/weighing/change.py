"""Change only when it is change: the difference between two cleared shares with its 95 % interval; no database, no texts."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from værdig.disclosure import ClearedRow
from værdig.disclosure.contracts import FEW

_Z = 1.959964
_HALF = 0.005
"""A printed whole percentage is up to half a point from the share behind it."""

Verdict = Literal["up", "down", "unchanged", "few"]


@dataclass(frozen=True)
class Change:
    """Two shares in whole percentages, the 95 % interval of their difference in whole points (rounded outwards), and what it says."""

    now: int
    before: int
    low: int
    high: int
    verdict: Verdict


def wilson(share: float, n: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share of `n` answers (Wilson 1927)."""
    middle = share + _Z**2 / (2 * n)
    reach = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return (middle - reach) / (1 + _Z**2 / n), (middle + reach) / (1 + _Z**2 / n)


def newcombe(now: float, n_now: int, before: float, n_before: int) -> tuple[float, float]:
    """Return the 95 % interval of the difference of two independent shares, by their score intervals (Newcombe 1998, method 10)."""
    low_now, high_now = wilson(now, n_now)
    low_before, high_before = wilson(before, n_before)
    low = now - before - sqrt((now - low_now) ** 2 + (high_before - before) ** 2)
    high = now - before + sqrt((high_now - now) ** 2 + (before - low_before) ** 2)
    return low, high


def change(now: ClearedRow, before: ClearedRow, category: str) -> Change | None:
    """Return how a share has moved between two rounds; None where either is hidden.

    The shares are rounded, so the interval is that of the two most distant pairs of shares that can be printed so.
    """
    share, then = now.shares.get(category), before.shares.get(category)
    if share is None or then is None or not now.n or not before.n:
        return None
    low = newcombe(_at(share, -_HALF), now.n, _at(then, _HALF), before.n)[0]
    high = newcombe(_at(share, _HALF), now.n, _at(then, -_HALF), before.n)[1]
    return Change(share, then, _outwards(low, -1), _outwards(high, 1), _verdict(low, high, min(now.n, before.n)))


def _at(percentage: int, off: float) -> float:
    return min(1.0, max(0.0, percentage / 100 + off))


def _outwards(difference: float, way: int) -> int:
    points = round(100 * difference, 6)
    return int(points) if points == int(points) or (points > 0) != (way > 0) else int(points) + way


def _verdict(low: float, high: float, fewest: int) -> Verdict:
    if fewest < FEW:
        return "few"
    if low > 0:
        return "up"
    return "down" if high < 0 else "unchanged"
