"""Writes of computed maalepunkter: compute and keep every new result; a failing metric is named and the others go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from værdig import audit, clock, municipality
from værdig.clock import HalfYear
from værdig.db import db, transaction
from værdig.hooks import current_host
from værdig.hooks.records import Contribution
from værdig.metrics import engine, queries
from værdig.metrics.engine import Computed
from værdig.metrics.gather import Inputs, break_dates
from værdig.metrics.models import MetricRun, MetricValue

Change = Literal["new", "unchanged", "failed"]


@dataclass(frozen=True, kw_only=True)
class ComputeOutcome:
    """What computing one maalepunkt gave: a new result, the same as before, or a failure told in Danish."""

    metric_id: str
    code: str
    half_year: str
    change: Change
    values: int = 0
    missing: int = 0
    failure: str = ""


def compute(half_year: HalfYear | None = None, metric_ids: Iterable[str] | None = None) -> list[ComputeOutcome]:
    """Compute the active maalepunkter (or those named) for a half-year, the current one by default, and keep what is new.

    Takes seconds: `compute` runs in a process of its own. Call it outside any transaction.
    """
    return compute_each([half_year or HalfYear.of(clock.today())], metric_ids)


def compute_all(metric_ids: Iterable[str] | None = None) -> list[ComputeOutcome]:
    """Compute for the current half-year and for every half-year that has been computed before."""
    known = db.session.scalars(select(MetricRun.half_year).distinct())
    return compute_each({HalfYear.of(clock.today()), *known}, metric_ids)


def compute_each(half_years: Iterable[HalfYear], metric_ids: Iterable[str] | None = None) -> list[ComputeOutcome]:
    """Compute for several half-years in one process, oldest first."""
    wanted = None if metric_ids is None else set(metric_ids)
    items = [item for item in queries.active_metrics() if wanted is None or item.id in wanted]
    outcomes: list[ComputeOutcome] = []
    with current_host().batch() as batch:
        for when in sorted(set(half_years)):
            found = [engine.compute(batch, item, when, _kept(item, when)) for item in items if _valid(item, when)]
            with transaction():
                outcomes += [_keep(computed) for computed in found]
    return outcomes


def _valid(item: Contribution, half_year: HalfYear) -> bool:
    metric = item.value
    begun = metric.valid_from is None or metric.valid_from <= half_year.end
    return begun and (metric.valid_to is None or metric.valid_to >= half_year.start)


def _kept(item: Contribution, half_year: HalfYear) -> Inputs:
    run = queries.newest_run(item.id, half_year)
    return engine.read_inputs(run.inputs) if run else {}


def _keep(computed: Computed) -> ComputeOutcome:
    """Store a computation unless the newest one of that half-year says the same."""
    last = db.session.scalar(
        select(MetricRun)
        .where(MetricRun.metric_id == computed.item.id, MetricRun.half_year == computed.half_year)
        .order_by(MetricRun.id.desc())
        .limit(1)
    )
    same = last is not None and last.fingerprint == computed.fingerprint
    if not same:
        run = _run(computed)
        db.session.add(run)
        db.session.flush()
        detail = {
            "metric": computed.item.id,
            "half_year": computed.half_year.code,
            "fingerprint": run.fingerprint,
        }
        audit.record("metric.failed" if run.failure else "metric.computed", "metric_run", str(run.id), detail=detail)
    return _outcome(computed, same)


def _run(computed: Computed) -> MetricRun:
    metric = computed.item.value
    days = break_dates(metric.code, municipality.get().name)
    return MetricRun(
        metric_id=computed.item.id,
        code=metric.code,
        half_year=computed.half_year,
        computed_at=clock.now(),
        title=str(metric.title),
        unit=str(metric.unit),
        direction=metric.direction,
        definition=str(metric.definition),
        source=str(metric.source),
        inputs=engine.plain_inputs(computed.inputs),
        fingerprint=computed.fingerprint,
        breaks=engine.breaks_at(days, computed.values),
        failure=computed.failure,
        detail=computed.detail,
        values=[
            MetricValue(
                period=value.period,
                value=None if value.value is None else str(value.value),
                missing=value.missing[:300],
                provenance=value.provenance,
                kinds=list(value.kinds),
                provisional=value.provisional,
            )
            for value in computed.values
        ],
    )


def _outcome(computed: Computed, same: bool) -> ComputeOutcome:
    change: Change = "failed" if computed.failure else "unchanged" if same else "new"
    return ComputeOutcome(
        metric_id=computed.item.id,
        code=computed.item.value.code,
        half_year=computed.half_year.code,
        change=change,
        values=sum(value.value is not None for value in computed.values),
        missing=sum(value.value is None for value in computed.values),
        failure=computed.failure,
    )
