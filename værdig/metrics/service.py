"""Writes of computed maalepunkter: compute and keep every new result; a failing metric is named and the others go on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from værdig import audit, clock
from værdig.clock import HalfYear
from værdig.db import db, transaction
from værdig.hooks import current_host
from værdig.hooks.records import Contribution
from værdig.metrics import due, engine, queries
from værdig.metrics.engine import Computed
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
    when = half_year or HalfYear.of(clock.today())
    return _compute((item, when) for item in _named(metric_ids) if due.is_valid(item.value, when))


def compute_all(metric_ids: Iterable[str] | None = None, *, also: Iterable[HalfYear] = ()) -> list[ComputeOutcome]:
    """Compute for every half-year that is due, see `due`, and for `also`: in one process, oldest half-year first."""
    more = list(also)
    return _compute((item, when) for item in _named(metric_ids) for when in due.half_years_of(item, more))


def _named(metric_ids: Iterable[str] | None) -> list[Contribution]:
    wanted = None if metric_ids is None else set(metric_ids)
    return [item for item in queries.active_metrics() if wanted is None or item.id in wanted]


def _compute(work: Iterable[tuple[Contribution, HalfYear]]) -> list[ComputeOutcome]:
    by_half_year: dict[HalfYear, list[Contribution]] = defaultdict(list)
    for item, when in work:
        by_half_year[when].append(item)
    outcomes: list[ComputeOutcome] = []
    with current_host().batch() as batch:
        for when in sorted(by_half_year):
            found = [
                engine.compute(batch, item, when, queries.inputs_before(item.id, when)) for item in by_half_year[when]
            ]
            with transaction():
                outcomes += [_keep(computed) for computed in found]
    return outcomes


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
        breaks=engine.breaks_of(computed),
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
