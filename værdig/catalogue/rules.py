"""Computes the target a plan's rule gives; the target the plan states is data, and comparing the two is in `checks`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from værdig.catalogue.contracts import PlanMetric
from værdig.catalogue.findings import written, written_short

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class ComputedTarget:
    """What a rule gives before rounding, and the arithmetic written out."""

    value: Decimal
    arithmetic: str


def computed_target(metric: PlanMetric) -> ComputedTarget | None:
    """Return the target that the metric's rule gives, or None where the rule has no arithmetic."""
    rule = metric.rule
    if rule is None or rule.amount is None:
        return None
    if rule.kind == "level":
        return ComputedTarget(rule.amount, written(rule.amount))
    start = _start(metric)
    if start is None:
        return None
    return _percent(start, rule.amount) if rule.kind == "percent" else _amount(start, rule.amount)


def _start(metric: PlanMetric) -> Decimal | None:
    if metric.rule is None or metric.rule.on is None:
        return None
    reading = metric.baseline if metric.rule.on == "baseline" else metric.latest
    return reading.value if reading else None


def _percent(start: Decimal, per_cent: Decimal) -> ComputedTarget:
    factor = (HUNDRED + per_cent) / HUNDRED
    value = start * factor
    return ComputedTarget(value, f"{written(start)} × {written_short(factor)} = {written_short(value)}")


def _amount(start: Decimal, amount: Decimal) -> ComputedTarget:
    sign = "−" if amount < 0 else "+"
    return ComputedTarget(start + amount, f"{written(start)} {sign} {written(abs(amount))} = {written(start + amount)}")
