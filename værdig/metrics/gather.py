"""Collects what a metric computes from: imported series of the municipality, and a plug-in's own counts through the gate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from flask import current_app

from værdig import clock, disclosure, municipality
from værdig.catalogue import queries as catalogue
from værdig.catalogue.contracts import JointArea
from værdig.clock import HalfYear
from værdig.db import current_tenant, tenant
from værdig.errors import NotYours, UserError, VaerdigError
from værdig.hooks import calls
from værdig.hooks.contracts import OwnInput, SeriesInput
from værdig.hooks.records import Contribution
from værdig.i18n import _
from værdig.imports import queries as imports
from værdig.imports.queries import Point
from værdig.metrics.points import BETWEEN_SOURCES, Value, after, up_to
from værdig.periods import find

OWN_SECONDS = 5.0
"""How long a plug-in may take to count its own rows."""

Inputs = dict[str, list[Value]]


class InputFailed(VaerdigError):
    """An input could not be had; the text is Danish, `detail` is for the plug-in's author."""

    def __init__(self, text: str, detail: str = "") -> None:
        super().__init__(text)
        self.detail = detail


def inputs_of(item: Contribution, half_year: HalfYear, kept: Inputs, *, own_too: bool = True) -> Inputs:
    """Return a metric's declared inputs up to the end of a half-year; `kept` are those of the computation before.

    Without `own_too` a plug-in's own counts are those kept: nothing is counted, and nothing released.

    Raises InputFailed when the plug-in cannot count, or counts nonsense.
    """
    found: Inputs = {}
    for given in item.value.inputs:
        before = kept.get(given.name, [])
        is_kept = isinstance(given, OwnInput) and not own_too
        values = before if is_kept else _values(item, given, half_year, before)
        found[given.name] = up_to(values, half_year.end)
    return found


def _values(item: Contribution, given: SeriesInput | OwnInput, half_year: HalfYear, kept: list[Value]) -> list[Value]:
    if isinstance(given, SeriesInput):
        return _imported(given, item.value.code)
    return own_counts(item, given, half_year, kept)


def _imported(given: SeriesInput, code: str) -> list[Value]:
    here = municipality.get().name
    area = joint_area_of(code, here)
    own = [_value(point) for point in _series(given, imports.series, here)]
    if area is None:
        return own
    try:
        together = _series(given, imports.joint_series, area.covers)
    except UserError:  # shares are never added: the municipality's own figure is all there is
        return own
    return [*up_to(map(_value, together), area.valid_to), *after(own, area.valid_to)]


def _series(given: SeriesInput, read: Callable[..., list[Point]], where: str | Sequence[str]) -> list[Point]:
    return read(given.table, given.measure, dict(given.where), where, given.periods, source=given.source)


def _value(point: Point) -> Value:
    return Value(
        period=point.period,
        value=point.value,
        missing=point.missing,
        provenance=BETWEEN_SOURCES.join(dict.fromkeys(origin.label for origin in point.provenance)),
        kinds=tuple(sorted({str(origin.kind) for origin in point.provenance})),
        provisional=point.provisional,
    )


def joint_area_of(code: str, municipality_name: str) -> JointArea | None:
    """Return the joint area whose figures a maalepunkt speaks of, for a municipality that was part of it."""
    try:
        area = catalogue.placed(code).plan.joint_area
    except NotYours:
        return None
    return area if area and municipality_name.removesuffix(" Kommune") in area.covers else None


def break_dates(code: str, municipality_name: str) -> list[date]:
    """Return the days a maalepunkt begins to be counted in a new way: a new table, or the end of a joint area."""
    area = joint_area_of(code, municipality_name)
    try:
        series = catalogue.metric(code).series
    except NotYours:
        series = ()
    days = {item.valid_from for item in series if item.valid_from}
    if area:
        days.add(area.valid_to + timedelta(days=1))
    return sorted(days)


def own_counts(item: Contribution, own: OwnInput, half_year: HalfYear, kept: list[Value]) -> list[Value]:
    """Return a plug-in's own counts; counts of people pass the gate, and only after their period has ended."""
    rows = _rows(item, own, half_year)
    if own.about == "people":
        return [_cleared(item, own, period, count, kept) for period, count in rows]
    origin = _("Egen registrering i Værdig")
    return [Value(period=period, value=Decimal(count), provenance=origin, kinds=_own_kinds()) for period, count in rows]


def _own_kinds() -> tuple[str, ...]:
    return ("eksempel",) if municipality.example_data() else ("egen",)


def _rows(item: Contribution, own: OwnInput, half_year: HalfYear) -> list[tuple[str, int]]:
    app: Any = current_app
    load = partial(_load, app._get_current_object(), current_tenant(), own, half_year)
    call = calls.Call(item.plugin_id, load)
    calls.run_all([call], OWN_SECONDS)
    if call.fault is not None:
        raise InputFailed(_("Egne tal kunne ikke tælles."), call.fault)
    return [_checked(own, row) for row in call.result]


def _load(app: Any, municipality_id: str, own: OwnInput, half_year: HalfYear) -> list[Any]:
    with app.app_context(), tenant(municipality_id):
        return list(own.load(half_year.code))


def _checked(own: OwnInput, row: Any) -> tuple[str, int]:
    try:
        period, count = row
    except (TypeError, ValueError):
        raise InputFailed(_("Egne tal kunne ikke bruges."), f"{own.name}: {row!r} is not (period, count)") from None
    if not isinstance(period, str) or find(period) is None:
        raise InputFailed(_("Egne tal kunne ikke bruges."), f"{own.name}: {period!r} is not a period code")
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise InputFailed(_("Egne tal kunne ikke bruges."), f"{own.name}: {count!r} is not a count")
    return period, count


def _cleared(item: Contribution, own: OwnInput, period: str, count: int, kept: list[Value]) -> Value:
    """Return one count of people as it may be shown.

    The running period waits until it has ended: figures that grow by one person at a time would tell who came. A count that
    the gate refuses because too little has changed keeps the figure released before.
    """
    ended = find(period)
    if ended is None or ended.end >= clock.today():
        return _hidden(period, _("tælles, når perioden er slut"))
    table = disclosure.CountTable(
        id=f"{item.plugin_id}.{own.name}",
        title=str(item.value.title),
        unit="cases",
        universe=f"own:{item.plugin_id}.{own.name}:{period}",
        categories=("",),
        rows={"": {"": count}},
    )
    policy = disclosure.Policy.of("cases", municipality.setting("case_threshold"))
    occasion = disclosure.Occasion(purpose="målepunkt", audience="ansatte", reference=item.id)
    total = disclosure.clear_and_record([table], policy, occasion).table(table.id).total
    if total.n is not None:
        origin = _("Egen registrering i Værdig")
        return Value(period=period, value=Decimal(total.n), provenance=origin, kinds=_own_kinds())
    released = next((value for value in kept if value.period == period and value.value is not None), None)
    return released or _hidden(period, total.reason)


def _hidden(period: str, why: str) -> Value:
    return Value(period=period, value=None, missing=why)
