"""Computes one metric: inputs in, `compute` in the host's process, the answer checked and made into values; storing is `service`'s."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from værdig import municipality
from værdig.clock import HalfYear
from værdig.db.types import canonical
from værdig.hooks.isolated import Batch
from værdig.hooks.records import Contribution
from værdig.i18n import _
from værdig.metrics import frames
from værdig.metrics.gather import InputFailed, Inputs, break_dates, inputs_of
from værdig.metrics.points import BETWEEN_SOURCES, Value, in_order
from værdig.periods import Period, find


@dataclass(frozen=True, kw_only=True)
class Computed:
    """What computing a metric gave: values in time order, or else a Danish `failure` with a `detail` for its author."""

    item: Contribution
    half_year: HalfYear
    values: tuple[Value, ...] = ()
    inputs: Inputs = field(default_factory=dict)
    failure: str = ""
    detail: str = ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over definition, inputs and values."""
        metric = self.item.value
        said = [
            str(metric.definition),
            str(metric.unit),
            plain_inputs(self.inputs),
            plain_values(self.values),
        ]
        return hashlib.sha256(canonical([*said, self.failure]).encode()).hexdigest()


def compute(
    batch: Batch, item: Contribution, half_year: HalfYear, kept: Inputs | None = None, *, own_too: bool = True
) -> Computed:
    """Compute a metric for a half-year; what goes wrong in the plug-in becomes `failure`, never an exception.

    `kept` are the inputs of the computation before, for counts that the gate holds at what it released. Without `own_too` a
    plug-in's own counts are not counted anew but taken from `kept`: trying something out releases nothing.
    """
    try:
        inputs = inputs_of(item, half_year, kept or {}, own_too=own_too)
    except InputFailed as error:
        return Computed(item=item, half_year=half_year, failure=str(error), detail=error.detail)
    outcome = batch.compute(item, frames.metric_data(inputs), half_year.code)
    if outcome.failure is not None:
        text, detail = outcome.failure.text, outcome.failure.detail
        return Computed(item=item, half_year=half_year, inputs=inputs, failure=text, detail=detail)
    return _checked(item, half_year, inputs, outcome.value or {})


def _checked(item: Contribution, half_year: HalfYear, inputs: Inputs, series: Mapping[str, float | None]) -> Computed:
    unknown = [code for code in series if find(code) is None]
    if unknown:
        text = _("Resultatet kan ikke bruges: »%(code)s« er ikke en periode.", code=unknown[0])
        return Computed(item=item, half_year=half_year, inputs=inputs, failure=text, detail=text)
    known = [code for code in series if Period.parse(code).end <= half_year.end]
    values = in_order(_value(code, series[code], inputs) for code in known)
    return Computed(item=item, half_year=half_year, inputs=inputs, values=tuple(values))


def _value(code: str, number: float | None, inputs: Inputs) -> Value:
    behind = list(_behind(Period.parse(code), inputs))
    reasons = dict.fromkeys(point.missing for point in behind if point.missing)
    return Value(
        period=code,
        value=exact(number),
        missing="" if number is not None else "; ".join(reasons) or _("kan ikke beregnes"),
        provenance=BETWEEN_SOURCES.join(dict.fromkeys(source for point in behind for source in point.sources)),
        kinds=tuple(sorted({kind for point in behind for kind in point.kinds})),
        provisional=any(point.provisional for point in behind),
    )


def _behind(period: Period, inputs: Inputs) -> Iterable[Value]:
    """Yield the input points a figure rests on: those of its own period, or of periods inside it."""
    for points in inputs.values():
        for point in points:
            found = find(point.period)
            if found and period.start <= found.start and found.end <= period.end:
                yield point


def exact(number: float | None) -> Decimal | None:
    """Return the shortest decimal that is this number: what was imported as 19.9 comes back as 19.9."""
    if number is None:
        return None
    value = Decimal(repr(number))
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def breaks_at(days: Iterable[date], values: Iterable[Value]) -> list[str]:
    """Return the periods a new way of counting begins with; none where the series has nothing before it."""
    periods = [Period.parse(value.period) for value in values]
    found = []
    for day in days:
        after = [period for period in periods if period.end >= day]
        if after and len(after) < len(periods):
            found.append(after[0].code)
    return list(dict.fromkeys(found))


def breaks_of(computed: Computed) -> list[str]:
    """Return the periods of a computation that a new way of counting begins with, in the bound municipality."""
    days = break_dates(computed.item.value.code, municipality.get().name)
    return breaks_at(days, computed.values)


def plain_inputs(inputs: Inputs) -> dict[str, list[dict[str, Any]]]:
    """Return inputs as plain values for storing."""
    return {name: plain_values(points) for name, points in inputs.items()}


def plain_values(values: Iterable[Value]) -> list[dict[str, Any]]:
    return [{**asdict(value), "value": None if value.value is None else str(value.value)} for value in values]


def read_inputs(data: Mapping[str, list[dict[str, Any]]]) -> Inputs:
    """Read what `plain_inputs` wrote."""
    return {
        name: [
            Value(
                **{
                    **point,
                    "value": None if point["value"] is None else Decimal(point["value"]),
                    "kinds": tuple(point["kinds"]),
                }
            )
            for point in points
        ]
        for name, points in data.items()
    }
