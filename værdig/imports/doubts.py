"""Figures that look wrong and are held until a person has confirmed them: odd by themselves, or far from their history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from værdig import clock
from værdig.db.types import canonical
from værdig.hooks.contracts import Observation
from værdig.i18n import _, format_figure
from værdig.imports.comparison import Key, stored_values
from værdig.imports.readers import plausible
from værdig.periods import Period

JUMP = 5
"""How many times larger or smaller than its own history a figure looks wrong."""
SMALL = 10
"""Figures up to this may jump: 1 to 10 persons is ten times, and means nothing."""
ENOUGH = 4
"""Figures of a series inside one file that can stand in for a history."""

Series = tuple[str, str, str, str, str]
"""Table, measure, where as canonical JSON, area, kind of period."""


@dataclass(frozen=True)
class Doubt:
    """A figure that looks wrong, with the Danish reason."""

    observation: Observation
    why: str


def doubts_about(observations: Sequence[Observation]) -> list[Doubt]:
    """Return the figures that look wrong, in the file's order."""
    today = clock.today()
    usual = _usual(observations)
    found = []
    for observation in observations:
        odd = plausible.odd(
            observation.value, observation.unit, observation.measure, observation.period, today
        ) or _jump(observation, usual.get(_series(observation)))
        if odd:
            found.append(Doubt(observation, odd))
    return found


def _jump(observation: Observation, usual: Decimal | None) -> str:
    if usual is None or observation.value is None:
        return ""
    value = abs(Decimal(observation.value))
    high, low = max(value, usual), max(min(value, usual), Decimal(1))
    if high <= SMALL or high < low * JUMP:
        return ""
    said = {"usual": format_figure(usual, observation.unit), "times": JUMP}
    if value > usual:
        return _("Tallet er over %(times)s gange større end normalt (%(usual)s).", **said)
    return _("Tallet er over %(times)s gange mindre end normalt (%(usual)s).", **said)


def _usual(observations: Sequence[Observation]) -> dict[Series, Decimal]:
    """Return each series' median: of what is stored, real figures before made-up ones, else of the file where it is long."""
    stored = stored_values(observations)
    own = _by_series((_series(each), _number(each.value)) for each in observations)
    history = _by_series(_from_store(stored[True])) | _by_series(_from_store(stored[False]))
    long = {series: values for series, values in own.items() if len(values) >= ENOUGH}
    return {series: Decimal(median(values)) for series, values in (long | history).items() if values}


def _from_store(values: Mapping[Key, Decimal | None]) -> Iterator[tuple[Series, Decimal | None]]:
    for (table, measure, where_json, area, period), value in values.items():
        yield (table, measure, where_json, area, Period.parse(period).kind), value


def _by_series(pairs: Iterator[tuple[Series, Decimal | None]]) -> dict[Series, list[Decimal]]:
    found: dict[Series, list[Decimal]] = defaultdict(list)
    for series, value in pairs:
        if value is not None:
            found[series].append(abs(value))
    return dict(found)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _series(observation: Observation) -> Series:
    kind = Period.parse(observation.period).kind
    return observation.table, observation.measure, canonical(dict(observation.where)), observation.area, kind
