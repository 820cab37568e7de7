"""Reading computed maalepunkter: values, revisions, how they stand, and results as plug-ins and reports use them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from værdig.clock import HalfYear, today
from værdig.db import db
from værdig.hooks import current_host
from værdig.hooks.contracts import Line, OwnInput
from værdig.hooks.records import Contribution
from værdig.hooks.sections import (
    ComplaintFigures,
    MetricPoint,
    MetricResult,
    SectionContext,
    SurveyFigures,
)
from værdig.i18n import _
from værdig.imports import queries as imports
from værdig.metrics import frames
from værdig.metrics.engine import read_inputs
from værdig.metrics.frames import section_table
from værdig.metrics.gather import Inputs
from værdig.metrics.goalposts import goalposts
from værdig.metrics.models import MetricRun, MetricValue
from værdig.metrics.points import BETWEEN_SOURCES, Value, in_order, up_to
from værdig.metrics.revisions import Revision, Snapshot, changes
from værdig.metrics.signal import Signal, signal
from værdig.metrics.status import Standing, judged_value, standing
from værdig.periods import Period

__all__ = [
    "Revision",
    "active_metrics",
    "goalposts",
    "inputs_before",
    "judged_value",
    "latest_failure",
    "line",
    "merged",
    "newest_run",
    "registered",
    "registrations",
    "result",
    "results",
    "revisions",
    "section_context",
    "section_table",
    "signal_of",
    "standing_of",
    "values",
]


def active_metrics() -> list[Contribution]:
    """Return the maalepunkter of the plug-ins that are on in the bound municipality."""
    return current_host().active("register_metrics")


def registered(code: str) -> Contribution | None:
    """Return the registered maalepunkt with a catalogue code, if a plug-in that is on has one."""
    return next((item for item in active_metrics() if item.value.code == code), None)


def _runs(metric_id: str, half_year: HalfYear | None) -> list[MetricRun]:
    query = select(MetricRun).where(MetricRun.metric_id == metric_id).order_by(MetricRun.half_year, MetricRun.id)
    if half_year is not None:
        query = query.where(MetricRun.half_year <= half_year)
    return list(db.session.scalars(query))


def newest_run(metric_id: str, half_year: HalfYear | None = None, *, of_exactly: bool = False) -> MetricRun | None:
    """Return the newest computation that did not fail, up to a half-year (or of exactly that one)."""
    runs = [run for run in _runs(metric_id, half_year) if not run.failure]
    if of_exactly:
        runs = [run for run in runs if run.half_year == half_year]
    return runs[-1] if runs else None


def latest_failure(metric_id: str, half_year: HalfYear | None = None) -> MetricRun | None:
    """Return the newest computation when it failed, else None."""
    runs = _runs(metric_id, half_year)
    return runs[-1] if runs and runs[-1].failure else None


def inputs_before(metric_id: str, half_year: HalfYear | None = None) -> Inputs:
    """Return what a metric's newest computation up to a half-year was computed from; nothing where there is none."""
    run = newest_run(metric_id, half_year)
    return read_inputs(run.inputs) if run else {}


def values(metric_id: str, half_year: HalfYear | None = None) -> list[Value]:
    """Return a metric's figures in time order, from the newest computation of each half-year; later half-years decide.

    Where nothing was computed for a half-year itself, the next later computation tells the figures up to its end.
    """
    found = merged([_value(row) for row in run.values] for run in _current(metric_id, half_year))
    return found if half_year is None else up_to(found, half_year.end)


def merged(computations: Iterable[Iterable[Value]]) -> list[Value]:
    """Return the figures of several computations, earliest half-year first, as one series: the later ones decide."""
    found = {value.period: value for computation in computations for value in computation}
    return in_order(found.values())


def _current(metric_id: str, half_year: HalfYear | None) -> list[MetricRun]:
    """Return the newest computations that did not fail, by half-year: up to one, and the next later where it has none."""
    newest = {run.half_year: run for run in _runs(metric_id, None) if not run.failure}
    if half_year is None or half_year in newest:
        return [run for when, run in newest.items() if half_year is None or when <= half_year]
    later = [run for when, run in newest.items() if when > half_year]
    return [*(run for when, run in newest.items() if when < half_year), *later[:1]]


def _value(row: MetricValue) -> Value:
    """Return a stored figure; that of a period which is not over may still change, whatever its source says."""
    return Value(
        period=row.period,
        value=None if row.value is None else Decimal(row.value),
        missing=row.missing,
        provenance=row.provenance,
        kinds=tuple(row.kinds),
        provisional=row.provisional or Period.parse(row.period).end >= today(),
    )


def revisions(metric_id: str) -> list[Revision]:
    """Return every change of a figure that had been computed before, newest first; undone mistakes are left out."""
    runs = [
        Snapshot(run.half_year.end, run.computed_at, {row.period: _value(row).value for row in run.values})
        for run in sorted(_runs(metric_id, None), key=lambda run: run.id)
        if not run.failure
    ]
    return changes(runs, imports.undone_moments())


def standing_of(item: Contribution, half_year: HalfYear | None = None) -> Standing:
    """Return how a registered maalepunkt stands, on what was known by the end of a half-year."""
    posts = goalposts(item.value.code, item.value, _breaks(item, half_year))
    return standing(values(item.id, half_year), posts, _day(half_year))


def _breaks(item: Contribution, half_year: HalfYear | None) -> list[str]:
    runs = _current(item.id, half_year)
    return runs[-1].breaks if runs else []


def _day(half_year: HalfYear | None) -> date:
    return today() if half_year is None else min(today(), half_year.end)


def signal_of(found: Sequence[Value], breaks: Iterable[str]) -> Signal:
    """Return whether the newest final figures are signal or noise, counted since the last gap or break."""
    tail: list[float] = []
    for value in found:
        if value.provisional:
            continue
        if value.period in set(breaks) or value.value is None:
            tail = []
        if value.value is not None:
            tail.append(float(value.value))
    return signal(tail)


def result(item: Contribution, half_year: HalfYear) -> MetricResult:
    """Return a maalepunkt as a report section reads it: its points up to the half-year, and how it stands."""
    metric = item.value
    run, failed = newest_run(item.id, half_year), latest_failure(item.id, half_year)
    found = values(item.id, half_year)
    posts = goalposts(metric.code, metric, run.breaks if run else ())
    stands = standing(found, posts, _day(half_year))
    return MetricResult(
        id=item.id,
        code=metric.code,
        title=str(metric.title),
        unit=str(metric.unit),
        direction=metric.direction,
        definition=run.definition if run else str(metric.definition),
        source=run.source if run else str(metric.source),
        points=tuple(map(_point, found)),
        status=stands.metric_status,
        status_text=stands.text,
        target=None if posts.target is None else float(posts.target),
        baseline=None if posts.baseline is None else float(posts.baseline),
        breaks=tuple(run.breaks) if run else (),
        failure=failed.failure if failed else "",
    )


def _point(value: Value) -> MetricPoint:
    return MetricPoint(
        period=value.period,
        label=value.label,
        value=None if value.value is None else float(value.value),
        why_missing=value.missing,
        provenance=value.provenance,
        provisional=value.provisional,
    )


def results(half_year: HalfYear, metric_ids: Iterable[str] | None = None) -> dict[str, MetricResult]:
    """Return all active maalepunkter (or those named) as computed for a half-year; compute first with `service.compute`."""
    wanted = None if metric_ids is None else set(metric_ids)
    return {item.id: result(item, half_year) for item in active_metrics() if wanted is None or item.id in wanted}


def section_context(
    section: Contribution,
    half_year: HalfYear,
    plan_id: str,
    found: Mapping[str, MetricResult],
    *,
    survey: SurveyFigures | None = None,
    complaints: ComplaintFigures | None = None,
) -> SectionContext:
    """Return all that one report section is built from; `found` are the half-year's `results`."""
    return frames.section_context(
        section,
        half_year,
        plan_id,
        found,
        survey=survey,
        complaints=complaints,
        registrations=registrations(section.plugin_id, half_year),
    )


def registrations(plugin_id: str, half_year: HalfYear) -> dict[str, int | None]:
    """Return a plug-in's own cleared counts in a half-year by input name; None where one of its periods is unknown or hidden."""
    found: dict[str, int | None] = {}
    for item in active_metrics():
        inputs = inputs_before(item.id, half_year) if item.plugin_id == plugin_id else {}
        for given in item.value.inputs:
            if isinstance(given, OwnInput) and given.name in inputs:
                found[given.name] = _counted(inputs[given.name], half_year)
    return found


def _counted(points: Sequence[Value], half_year: HalfYear) -> int | None:
    inside = [value for value in points if _is_in(value, half_year)]
    known = [int(value.value) for value in inside if value.value is not None]
    return sum(known) if inside and len(known) == len(inside) else None


def _is_in(value: Value, half_year: HalfYear) -> bool:
    period = Period.parse(value.period)
    return half_year.start <= period.start and period.end <= half_year.end


def line(item: Contribution, half_year: HalfYear | None = None) -> Line:
    """Return a maalepunkt's series as a block that charts and reports draw."""
    run = newest_run(item.id, half_year)
    found = values(item.id, half_year)
    posts = goalposts(item.value.code, item.value)
    examples = any(value.is_example for value in found)
    return Line(
        caption=str(item.value.title),
        unit=str(item.value.unit),
        periods=tuple(value.period for value in found),
        values=tuple(None if value.value is None else float(value.value) for value in found),
        target=None if posts.target is None else float(posts.target),
        breaks=tuple(run.breaks) if run else (),
        provisional=tuple(value.period for value in found if value.provisional),
        provenance=_sources(found),
        note=_("Eksempeldata: tallene er lavet til at vise systemet.") if examples else "",
    )


def _sources(found: Sequence[Value]) -> str:
    """Return the line that names every source behind a series, that of the newest figure first; empty where none is known."""
    each = list(dict.fromkeys(source for value in reversed(found) for source in value.sources))
    if len(each) == 1:
        return _("Kilde: %(source)s.", source=each[0])
    return _("Kilder: %(sources)s.", sources=BETWEEN_SOURCES.join(each)) if each else ""
