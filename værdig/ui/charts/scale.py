"""Round axis steps and where values fall on them; pure arithmetic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST = 1e-9
"""What differs by less is drawn as one value."""


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high` in steps; the steps are 1, 2 or 5 times a power of ten."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [round(self.low + number * self.step, 10) for number in range(count + 1)]

    def share(self, value: float) -> float:
        """Return where a value lies: 0 at the bottom, 1 at the top."""
        return (value - self.low) / (self.high - self.low)


def scale(values: Sequence[float], most: int = 6) -> Scale:
    """Return an axis that holds every value and zero, so that a small change is not drawn as a large one."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if high - low < SMALLEST:
        low, high = 0.0, 1.0
    step = _round_step((high - low) / (most - 1))
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, step)


def _round_step(least: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))
