"""Reading imported figures: series with their origin, what there is, and sums over areas; nothing is written here."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import Select, select

from værdig.clock import now
from værdig.db import db
from værdig.db.types import canonical
from værdig.errors import UserError
from værdig.hooks.contracts import Observation
from værdig.i18n import _
from værdig.imports.models import ImportRun, Kind, StoredObservation
from værdig.imports.readers import areas
from værdig.imports.readers.periods import spelled_out
from værdig.imports.readers.units import is_share
from værdig.periods import Period


@dataclass(frozen=True)
class Provenance:
    """Which run a figure comes from; `label` is the line shown under it."""

    run_id: str
    number: int
    kind: str
    source: str
    title: str
    file_name: str
    imported_at: datetime

    @property
    def is_example(self) -> bool:
        return self.kind == Kind.EXAMPLE

    @property
    def label(self) -> str:
        """The origin as people read it: `Afskrift: Beskæftigelsesplanen 2018, … (import nr. 3)`."""
        title = spelled_out(self.title.removeprefix("Eksempeldata: "))
        values = {"title": title or self.file_name, "number": self.number}
        if self.kind == Kind.COPIED:
            return _("Afskrift: %(title)s (import nr. %(number)s)", **values)
        if self.kind == Kind.EXAMPLE:
            return _("Eksempeldata: %(title)s (import nr. %(number)s)", **values)
        return _("Hentet: %(title)s (import nr. %(number)s)", **values)


@dataclass(frozen=True)
class Earlier:
    """A value that a later run replaced; kept, so that a revision can be seen."""

    value: Decimal | None
    missing: str
    provenance: Provenance


@dataclass(frozen=True)
class Point:
    """One period of a series. `value` None is unknown and `missing` says why; `provenance` names every run behind it."""

    period: str
    value: Decimal | None
    unit: str
    missing: str
    provisional: bool
    provenance: tuple[Provenance, ...]
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """One series there is: what it measures, and from which period to which."""

    table: str
    measure: str
    where: Mapping[str, str]
    area: str
    unit: str
    period_type: str
    first: str
    last: str
    points: int
    missing: int
    kinds: tuple[str, ...]


def series(
    table: str,
    measure: str,
    where: Mapping[str, str] | None = None,
    area: str = "",
    period_type: str = "Q",
    *,
    as_of: datetime | None = None,
    source: str | None = None,
) -> list[Point]:
    """Return one series of the bound municipality, oldest period first; empty when nothing is imported.

    `table` and `measure` as the source names them, `where` the fixed dimension members by label (none: totals), `area` a
    place name (aliases are understood), `period_type` one of `M`, `Q`, `QMAT`, `H`, `Y`, `MYTD`. The newest run wins, but
    made-up figures never win over real ones. `as_of` leaves out runs made after that moment.
    """
    query = _rows(table, measure, where, area).where(StoredObservation.period_type == period_type)
    if as_of is not None:
        query = query.where(ImportRun.created_at <= as_of)
    if source is not None:
        query = query.where(ImportRun.source == source)
    by_period: dict[str, list[StoredObservation]] = defaultdict(list)
    waiting = _waiting.get().get((table.lower(), measure, canonical(dict(where or {})), areas.canonical(area)), [])
    fitting = [row for row in waiting if row.period_type == period_type and source in (None, row.run.source)]
    for row in [*db.session.scalars(query), *fitting]:
        by_period[row.period].append(row)
    return [_point(by_period[period]) for period in sorted(by_period, key=_order)]


Place = tuple[str, str, str, str]
"""Table, measure, where as canonical JSON, area."""

_waiting: ContextVar[Mapping[Place, Sequence[StoredObservation]]] = ContextVar("waiting", default=MappingProxyType({}))


@contextmanager
def as_if_imported(observations: Iterable[Observation], kind: str, source: str) -> Iterator[None]:
    """Let `series` answer as if these figures had been imported, inside the block; nothing is stored."""
    run = ImportRun(
        id="", number=sys.maxsize, kind=kind, source=source, title="", file_name="", provisional=[], created_at=now()
    )
    rows: dict[Place, list[StoredObservation]] = defaultdict(list)
    for each in observations:
        where_json = canonical(dict(each.where))
        rows[each.table, each.measure, where_json, each.area].append(
            StoredObservation(
                run=run, table_code=each.table, measure=each.measure, where_json=where_json, area=each.area,
                period=each.period, period_type=Period.parse(each.period).kind, unit=each.unit, value=each.value,
                missing=each.missing,
            )
        )  # fmt: skip
    token = _waiting.set(rows)
    try:
        yield
    finally:
        _waiting.reset(token)


def _rows(table: str, measure: str, where: Mapping[str, str] | None, area: str) -> Select[StoredObservation]:
    return (
        select(StoredObservation)
        .join(StoredObservation.run)
        .where(
            ImportRun.undone_at.is_(None),
            StoredObservation.table_code == table.lower(),
            StoredObservation.measure == measure,
            StoredObservation.where_json == canonical(dict(where or {})),
            StoredObservation.area == areas.canonical(area),
        )
    )


def rank(run: ImportRun) -> tuple[bool, int]:
    """Return what decides between two runs' figures: real before made-up, then the newest."""
    return run.kind != Kind.EXAMPLE, run.number


def _point(rows: Sequence[StoredObservation]) -> Point:
    newest, *older = sorted(rows, key=lambda row: rank(row.run), reverse=True)
    return Point(
        period=newest.period,
        value=decimal_of(newest),
        unit=newest.unit,
        missing=newest.missing,
        provisional=newest.period in newest.run.provisional,
        provenance=(provenance(newest.run),),
        earlier=tuple(_earlier(newest, older)),
    )


def _earlier(newest: StoredObservation, older: Iterable[StoredObservation]) -> Iterable[Earlier]:
    last = newest
    for row in older:
        if not same_figure(row, last) and rank(row.run)[0] == rank(newest.run)[0]:
            yield Earlier(decimal_of(row), row.missing, provenance(row.run))
            last = row


def same_figure(one: StoredObservation, other: StoredObservation) -> bool:
    """Tell whether two stored figures say the same: `4.0` and `4` are equal, missing equals missing."""
    return decimal_of(one) == decimal_of(other)


def decimal_of(row: StoredObservation) -> Decimal | None:
    """Return a stored figure as an exact number, None where it is missing."""
    return None if row.value is None else Decimal(row.value)


def provenance(run: ImportRun) -> Provenance:
    """Return a run as the origin of a figure."""
    return Provenance(run.id, run.number, run.kind, run.source, run.title, run.file_name, run.created_at)


def joint_series(
    table: str,
    measure: str,
    where: Mapping[str, str] | None,
    parts: Sequence[str],
    period_type: str = "Q",
    *,
    as_of: datetime | None = None,
    source: str | None = None,
) -> list[Point]:
    """Return the sum over several areas, for municipalities that share a jobcentre.

    Only counts can be added: a percentage raises UserError. A period where one part is missing is missing, and says which.
    """
    found = {
        part: {
            point.period: point
            for point in series(table, measure, where, part, period_type, as_of=as_of, source=source)
        }
        for part in parts
    }
    if any(is_share(point.unit) for points in found.values() for point in points.values()):
        raise UserError(_("Procenter og andele kan ikke lægges sammen på tværs af områder."))
    every = {period for points in found.values() for period in points}
    return [_sum(period, found) for period in sorted(every, key=_order)]


def _sum(period: str, found: Mapping[str, Mapping[str, Point]]) -> Point:
    points = {part: by_period.get(period) for part, by_period in found.items()}
    present = [point for point in points.values() if point is not None]
    absent = [part for part, point in points.items() if point is None or point.value is None]
    values = [point.value for point in present if point.value is not None]
    first = present[0]
    return replace(
        first,
        value=None if absent else sum(values, Decimal(0)),
        missing=_("mangler for %(areas)s", areas=", ".join(absent)) if absent else "",
        provisional=any(point.provisional for point in present),
        provenance=tuple(dict.fromkeys(origin for point in present for origin in point.provenance)),
        earlier=(),
    )


def _order(code: str) -> tuple[str, int, int]:
    return Period.parse(code).order


def coverage(table: str | None = None) -> list[Coverage]:
    """Return every series of the bound municipality, or those of one table, sorted by table, measure and area."""
    query = (
        select(
            StoredObservation.table_code,
            StoredObservation.measure,
            StoredObservation.where_json,
            StoredObservation.area,
            StoredObservation.period_type,
            StoredObservation.period,
            StoredObservation.unit,
            StoredObservation.value,
            ImportRun.kind,
        )
        .join(StoredObservation.run)
        .where(ImportRun.undone_at.is_(None))
        .order_by(ImportRun.kind != Kind.EXAMPLE, ImportRun.number)
    )
    if table is not None:
        query = query.where(StoredObservation.table_code == table.lower())
    found: dict[tuple[str, ...], dict[str, _Current]] = defaultdict(dict)
    for *key, period, unit, value, kind in db.session.execute(query):
        found[tuple(key)][period] = _Current(unit, value is None, kind)
    return [_coverage(key, found[key]) for key in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Current:
    """What `coverage` keeps of the figure that holds for one period; the last row read wins, by the order of `rank`."""

    unit: str
    missing: bool
    kind: str


def _coverage(key: tuple[str, ...], current: Mapping[str, _Current]) -> Coverage:
    table, measure, where_json, area, period_type = key
    codes = sorted(current, key=_order)
    return Coverage(
        table=table,
        measure=measure,
        where=_where(where_json),
        area=area,
        unit=current[codes[-1]].unit,
        period_type=period_type,
        first=codes[0],
        last=codes[-1],
        points=len(codes),
        missing=sum(each.missing for each in current.values()),
        kinds=tuple(sorted({each.kind for each in current.values()})),
    )


def _where(where_json: str) -> Mapping[str, str]:
    found: dict[str, str] = json.loads(where_json)
    return found


def undone_moments() -> list[datetime]:
    """Return when imports were undone, oldest first."""
    query = select(ImportRun.undone_at).where(ImportRun.undone_at.is_not(None)).order_by(ImportRun.undone_at)
    return [moment for moment in db.session.scalars(query) if moment is not None]
