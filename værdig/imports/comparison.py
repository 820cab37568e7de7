"""What an import would change: figures that are new, unchanged or revised against those stored; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select

from værdig.db import db
from værdig.db.types import canonical
from værdig.hooks.contracts import Observation
from værdig.imports.models import ImportRun, Kind, StoredObservation
from værdig.imports.queries import decimal_of, rank
from værdig.periods import Period

Key = tuple[str, str, str, str, str]
"""Table, measure, where as canonical JSON, area, period."""


@dataclass(frozen=True)
class Revision:
    """A figure that the source has changed since the last import; None is *ikke oplyst*."""

    measure: str
    where: Mapping[str, str]
    area: str
    period: str
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True)
class Difference:
    """How a file compares with what is stored; `shadowed` made-up figures would not be shown, since real ones exist."""

    new: int = 0
    unchanged: int = 0
    revisions: Sequence[Revision] = field(default_factory=tuple)
    shadowed: int = 0


def key_of(observation: Observation) -> Key:
    """Return what identifies a figure across runs."""
    return (
        observation.table,
        observation.measure,
        canonical(dict(observation.where)),
        observation.area,
        observation.period,
    )


def difference(observations: Sequence[Observation], kind: str) -> Difference:
    """Compare with the stored figures of the same sort: real ones with real, made-up ones with made-up."""
    made_up = kind == Kind.EXAMPLE
    stored = _stored({observation.table for observation in observations})
    same_sort = {key: row for (key, example), row in stored.items() if example == made_up}
    new = unchanged = 0
    revisions: list[Revision] = []
    for observation in observations:
        row = same_sort.get(key_of(observation))
        value = None if observation.value is None else Decimal(observation.value)
        if row is None:
            new += 1
        elif decimal_of(row) == value:
            unchanged += 1
        else:
            revisions.append(_revision(observation, decimal_of(row), value))
    shadowed = sum((key_of(observation), False) in stored for observation in observations) if made_up else 0
    return Difference(new, unchanged, tuple(sorted(revisions, key=_order)), shadowed)


def _stored(tables: set[str]) -> dict[tuple[Key, bool], StoredObservation]:
    """Return the newest stored figure by key, made-up and real ones apart."""
    query = (
        select(StoredObservation)
        .join(StoredObservation.run)
        .where(ImportRun.undone_at.is_(None), StoredObservation.table_code.in_(tables))
    )
    newest: dict[tuple[Key, bool], StoredObservation] = {}
    for row in sorted(db.session.scalars(query), key=lambda row: rank(row.run)):
        key = (row.table_code, row.measure, row.where_json, row.area, row.period)
        newest[key, row.run.kind == Kind.EXAMPLE] = row
    return newest


def _revision(observation: Observation, old: Decimal | None, new: Decimal | None) -> Revision:
    return Revision(observation.measure, observation.where, observation.area, observation.period, old, new)


def _order(revision: Revision) -> tuple[str, str, str, tuple[str, int, int]]:
    return revision.measure, canonical(dict(revision.where)), revision.area, Period.parse(revision.period).order
