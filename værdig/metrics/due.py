"""Which half-years a maalepunkt is kept computed for; computing and storing is `service`'s, trying out `effects`'."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from værdig import clock
from værdig.clock import HalfYear
from værdig.db import db
from værdig.hooks.contracts import Metric
from værdig.hooks.records import Contribution
from værdig.metrics.models import MetricRun


def half_years_of(item: Contribution, also: Iterable[HalfYear] = ()) -> list[HalfYear]:
    """Return the half-years a maalepunkt is computed for, oldest first: its newest, those any was computed for, and `also`."""
    known = db.session.scalars(select(MetricRun.half_year).distinct())
    return sorted(each for each in {newest_of(item.value), *known, *also} if is_valid(item.value, each))


def newest_of(metric: Metric) -> HalfYear:
    """Return the current half-year, or the last one in which a maalepunkt that has ended was valid.

    Figures of its last years that come late are computed all the same.
    """
    current = HalfYear.of(clock.today())
    return current if metric.valid_to is None else min(current, HalfYear.of(metric.valid_to))


def is_valid(metric: Metric, half_year: HalfYear) -> bool:
    """Tell whether a maalepunkt is valid on at least one day of a half-year."""
    begun = metric.valid_from is None or metric.valid_from <= half_year.end
    return begun and (metric.valid_to is None or metric.valid_to >= half_year.start)
