"""Tells a signal from noise in a series; how a metric stands against its target is in `status`.

The rule is the individuals chart (XmR) of W. A. Shewhart and D. J. Wheeler as public health care uses it (NHS England, *Making
Data Count*): the centre is the mean, the natural limits are the mean ± 2,66 times the mean of the changes from point to point
(2,66 = 3 / 1,128). A signal is a newest point outside the limits, the newest 7 points all on one side of the centre, or the
newest 6 points all rising or all falling. The centre and limits are taken from the points before the newest one, so that a
jump cannot widen its own limits. With fewer than 10 points nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Literal

WIDTH = 2.66
"""Mean moving ranges from the centre to a limit: 3 / d2, with d2 = 1,128 for ranges of two."""

FEWEST = 10
RUN = 7
TREND = 6

Kind = Literal["too_short", "noise", "outside", "run", "trend"]
Side = Literal["up", "down", ""]

SIDES: tuple[tuple[Side, int], ...] = (("up", 1), ("down", -1))

ROUNDING = 1e-9
"""Share of the centre within which a computed limit counts as met, since arithmetic rounds."""


@dataclass(frozen=True)
class Signal:
    """What the newest points say, and which way; `low` and `high` are the natural limits, None when the series is too short."""

    kind: Kind
    side: Side = ""
    low: float | None = None
    high: float | None = None

    @property
    def is_signal(self) -> bool:
        return self.kind in ("outside", "run", "trend")


def signal(values: Sequence[float]) -> Signal:
    """Judge the newest of `values`, oldest first, with no gap and no break among them."""
    if len(values) < FEWEST:
        return Signal("too_short")
    before, newest = values[:-1], values[-1]
    centre = fmean(before)
    reach = WIDTH * fmean(abs(later - earlier) for earlier, later in pairwise(before))
    low, high = centre - reach, centre + reach
    kind, side = _kind(values, newest, centre, reach)
    return Signal(kind, side, low, high)


def _kind(values: Sequence[float], newest: float, centre: float, reach: float) -> tuple[Kind, Side]:
    slack = ROUNDING * max(abs(centre), abs(newest), reach)
    if abs(newest - centre) > reach + slack:
        return "outside", "up" if newest > centre else "down"
    for side, sign in SIDES:
        if all(sign * (value - centre) > slack for value in values[-RUN:]):
            return "run", side
        if all(sign * (later - earlier) > slack for earlier, later in pairwise(values[-TREND:])):
            return "trend", side
    return "noise", ""
