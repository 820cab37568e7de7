"""What a file that waits to be imported would do to the maalepunkter: computed as if it were stored, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from værdig.clock import today
from værdig.db.types import canonical
from værdig.hooks import current_host
from værdig.hooks.contracts import Observation, SeriesInput
from værdig.hooks.isolated import Batch
from værdig.hooks.records import Contribution
from værdig.i18n import _, format_date, with_unit
from værdig.imports import queries as imports
from værdig.imports.contracts import Effect
from værdig.metrics import due, engine, overview, queries
from værdig.metrics.goalposts import goalposts
from værdig.metrics.points import Value, after, find
from værdig.metrics.status import standing
from værdig.periods import Period

LISTED = 4
"""So many periods are named one by one."""


def effects_of(observations: Sequence[Observation], kind: str, source: str) -> list[Effect]:
    """Return what importing these figures would do to each maalepunkt that is computed from them, in the plan's order.

    Each is computed twice, without and with the figures, for the half-years it is computed for after an import: what differs
    is what this file changes, and what the pages show then.
    """
    touched = [(item, _read_by(item, observations, source)) for item in queries.active_metrics()]
    touched = [(item, read) for item, read in touched if read]
    if not touched:
        return []
    with current_host().batch() as batch:
        without = [_tried(batch, item) for item, _read in touched]
        with imports.as_if_imported(observations, kind, source):
            with_it = [_tried(batch, item) for item, _read in touched]
    return [
        _effect(item, read, before, then) for (item, read), before, then in zip(touched, without, with_it, strict=True)
    ]


def _read_by(item: Contribution, observations: Sequence[Observation], source: str) -> list[Observation]:
    """Return the figures that a maalepunkt is computed from: those of its tables, measures and groups."""
    wanted = {
        (given.table, given.measure, canonical(dict(given.where)))
        for given in item.value.inputs
        if isinstance(given, SeriesInput) and given.source == source
    }
    return [each for each in observations if (each.table, each.measure, canonical(dict(each.where))) in wanted]


@dataclass(frozen=True)
class _Tried:
    """A maalepunkt computed on trial: its figures and breaks, or why it could not be."""

    values: Sequence[Value] = ()
    breaks: Sequence[str] = ()
    failure: str = ""


def _tried(batch: Batch, item: Contribution) -> _Tried:
    found = [
        engine.compute(batch, item, when, queries.inputs_before(item.id, when), own_too=False)
        for when in due.half_years_of(item)
    ]
    failed = next((computed.failure for computed in found if computed.failure), "")
    if failed or not found:
        return _Tried(failure=failed)
    return _Tried(queries.merged(computed.values for computed in found), engine.breaks_of(found[-1]))


def _effect(item: Contribution, read: Sequence[Observation], before: _Tried, then: _Tried) -> Effect:
    metric = item.value
    about = {"code": metric.code, "title": str(metric.title)}
    if then.failure:
        return Effect(**about, failure=then.failure)
    changed = [value for value in then.values if _number(before.values, value.period) != value.value]
    notes = tuple(_notes(item, read, changed, then.values))
    if not changed:
        return Effect(**about, notes=notes)
    newest, unit = changed[-1], str(metric.unit)
    return Effect(
        **about,
        period=newest.label,
        before=_text(_number(before.values, newest.period), unit),
        after=_text(newest.value, unit),
        status_before=_status(item, before),
        status_after=_status(item, then),
        others=len(changed) - 1,
        notes=notes,
    )


def _status(item: Contribution, tried: _Tried) -> str:
    return str(standing(tried.values, goalposts(item.value.code, item.value, tried.breaks), today()).word)


def _number(values: Sequence[Value], period: str) -> Decimal | None:
    value = find(values, period)
    return value.value if value else None


def _text(value: Decimal | None, unit: str) -> str:
    return _("ingen tal") if value is None else with_unit(value, unit)


def _notes(
    item: Contribution, read: Sequence[Observation], changed: Sequence[Value], shown: Sequence[Value]
) -> Iterable[str]:
    """Yield what is to be known of figures outside the maalepunkt's time: not shown at all, or shown though the plan is over."""
    hidden = [each.period for each in read if not _is_in_one(Period.parse(each.period), shown)]
    if hidden:
        last, said = item.value.valid_to, {"periods": _listed(hidden)}
        if last is not None and all(Period.parse(code).end > due.newest_of(item.value).end for code in hidden):
            yield _(
                "Tal for %(periods)s bliver gemt, men ikke vist: Målepunktet følges kun til og med %(last)s.",
                **said, last=format_date(last),
            )  # fmt: skip
        else:
            yield _(
                "Tal for %(periods)s bliver gemt, men ikke vist: Målepunktet bruger andre perioder eller et andet område.",
                **said,
            )
    over = overview.plan_end(item.value.code)
    late = after(changed, over) if over else []
    if over and late:
        yield _(
            "Planen gjaldt til og med %(last)s. Tal for %(periods)s bliver vist, og siden siger, at de er efter planen.",
            periods=_listed(value.period for value in late), last=format_date(over),
        )  # fmt: skip


def _is_in_one(period: Period, shown: Iterable[Value]) -> bool:
    """Tell whether a figure's period is one that is shown, or lies inside one: months make up a quarter."""
    spans = (Period.parse(value.period) for value in shown)
    return any(span.start <= period.start and period.end <= span.end for span in spans)


def _listed(codes: Iterable[str]) -> str:
    """Return periods in words, a long row of them as its first and last."""
    ordered = sorted({Period.parse(code) for code in codes}, key=lambda period: period.order)
    if len(ordered) > LISTED:
        return _("%(first)s til %(last)s", first=ordered[0].label, last=ordered[-1].label)
    return ", ".join(period.label for period in ordered)
