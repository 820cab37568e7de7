"""What a maalepunkt is measured against: the target and baseline its plan states, else those its plug-in declares."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from værdig.catalogue import queries as catalogue
from værdig.catalogue.contracts import PlanMetric, Reading
from værdig.errors import NotYours
from værdig.hooks.contracts import Metric
from værdig.metrics.status import Goalposts
from værdig.periods import Period, find

EVERY_YEAR = "hvert år"
"""How a plan says that a target is to be met anew each calendar year."""

PERSONS = ("person", "borger", "ledige", "unge", "aktiverede", "modtager", "medarbejder")
"""Words in a unit that tell that people are counted."""


def goalposts(code: str, metric: Metric | None, breaks: Iterable[str] = ()) -> Goalposts:
    """Return what a maalepunkt is measured against: what its plan states, else what its plug-in declares."""
    plan_metric = _in_catalogue(code)
    unit = str(metric.unit) if metric else plan_metric.unit if plan_metric else ""
    baseline = plan_metric.baseline if plan_metric else None
    target = plan_metric.target if plan_metric and _is_target(plan_metric) else None
    return Goalposts(
        direction=metric.direction if metric else plan_metric.direction if plan_metric else "monitor",
        unit=unit,
        baseline=_number(baseline, metric.baseline if metric else None),
        baseline_at=_at(baseline),
        target=_number(target, metric.target if metric else None),
        target_at=_at(target),
        date_inferred=target is not None and target.basis == "inferred",
        yearly=target is not None and target.period == EVERY_YEAR,
        counts_persons=any(word in unit.casefold() for word in PERSONS),
        breaks=tuple(breaks),
    )


def _in_catalogue(code: str) -> PlanMetric | None:
    try:
        return catalogue.metric(code)
    except NotYours:
        return None


def _is_target(metric: PlanMetric) -> bool:
    return metric.rule is None or metric.rule.kind != "forecast"


def _number(reading: Reading | None, declared: float | None) -> Decimal | None:
    if reading is not None and reading.value is not None:
        return reading.value
    return None if declared is None else Decimal(repr(declared))


def _at(reading: Reading | None) -> Period | None:
    return find(reading.period_code) if reading else None
