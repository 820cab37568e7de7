"""What a file that waits to be imported would do to the maalepunkter: computed as if it were stored, and kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from værdig.clock import HalfYear, today
from værdig.db.types import canonical
from værdig.hooks import current_host
from værdig.hooks.contracts import Observation, SeriesInput
from værdig.hooks.records import Contribution
from værdig.i18n import _
from værdig.imports import queries as imports
from værdig.imports.contracts import Effect
from værdig.metrics import engine, queries
from værdig.metrics.engine import Computed
from værdig.metrics.gather import Inputs
from værdig.metrics.goalposts import goalposts
from værdig.metrics.overview import with_unit
from værdig.metrics.points import Value, find
from værdig.metrics.status import standing

MOST = 20
"""Maalepunkter that are computed for one preview; a file touches a handful."""


def effects_of(observations: Sequence[Observation], kind: str, source: str) -> list[Effect]:
    """Return what importing these figures would do to each maalepunkt that is computed from them, in the plan's order."""
    touched = [item for item in queries.active_metrics() if _reads(item, observations, source)][:MOST]
    if not touched:
        return []
    now = HalfYear.of(today())
    with imports.as_if_imported(observations, kind, source), current_host().batch() as batch:
        found = [engine.compute(batch, item, now, _inputs(item), own_too=False) for item in touched]
    return [_effect(computed) for computed in found]


def _reads(item: Contribution, observations: Sequence[Observation], source: str) -> bool:
    wanted = {
        (given.table, given.measure, canonical(dict(given.where)))
        for given in item.value.inputs
        if isinstance(given, SeriesInput) and given.source == source
    }
    return any((each.table, each.measure, canonical(dict(each.where))) in wanted for each in observations)


def _inputs(item: Contribution) -> Inputs:
    run = queries.newest_run(item.id)
    return engine.read_inputs(run.inputs) if run else {}


def _effect(computed: Computed) -> Effect:
    metric = computed.item.value
    about = {"code": metric.code, "title": str(metric.title)}
    if computed.failure:
        return Effect(**about, failure=computed.failure)
    before, after = queries.values(computed.item.id), list(computed.values)
    changed = [value for value in after if _number(before, value.period) != value.value]
    if not changed:
        return Effect(**about)
    newest, unit = changed[-1], str(metric.unit)
    return Effect(
        **about,
        period=newest.label,
        before=_text(_number(before, newest.period), unit),
        after=_text(newest.value, unit),
        status_before=str(queries.standing_of(computed.item).word),
        status_after=str(standing(after, goalposts(metric.code, metric), today()).word),
        others=len(changed) - 1,
    )


def _number(values: Sequence[Value], period: str) -> Decimal | None:
    value = find(values, period)
    return value.value if value else None


def _text(value: Decimal | None, unit: str) -> str:
    return _("ingen tal") if value is None else with_unit(value, unit)
