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
    """How a file compares with what is stored.

    `shadowed` made-up figures would not be shown, since real ones exist; `replacing` real ones are shown instead of made-up ones.
    """

    new: int = 0
    unchanged: int = 0
    revisions: Sequence[Revision] = field(default_factory=tuple)
    shadowed: int = 0
    replacing: int = 0


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
    stored = stored_values(observations)
    same_sort = stored[made_up]
    new = unchanged = 0
    revisions: list[Revision] = []
    for observation in observations:
        key = key_of(observation)
        value = None if observation.value is None else Decimal(observation.value)
        if key not in same_sort:
            new += 1
        elif same_sort[key] == value:
            unchanged += 1
        else:
            revisions.append(_revision(observation, same_sort[key], value))
    other = sum(key_of(observation) in stored[not made_up] for observation in observations)
    only_made_up = 0 if made_up else sum(_is_only_made_up(key_of(observation), stored) for observation in observations)
    return Difference(new, unchanged, tuple(sorted(revisions, key=_order)), other if made_up else 0, only_made_up)


def _is_only_made_up(key: Key, stored: Mapping[bool, Mapping[Key, Decimal | None]]) -> bool:
    return key in stored[True] and key not in stored[False]


def stored_values(observations: Sequence[Observation]) -> dict[bool, dict[Key, Decimal | None]]:
    """Return the newest stored value by key for the tables and places of a file, made-up ones under True, real under False."""
    query = (
        select(
            ImportRun.kind,
            StoredObservation.table_code,
            StoredObservation.measure,
            StoredObservation.where_json,
            StoredObservation.area,
            StoredObservation.period,
            StoredObservation.value,
        )
        .join(StoredObservation.run)
        .where(
            ImportRun.undone_at.is_(None),
            StoredObservation.table_code.in_({observation.table for observation in observations}),
            StoredObservation.area.in_({observation.area for observation in observations}),
        )
        .order_by(ImportRun.number)
    )
    newest: dict[bool, dict[Key, Decimal | None]] = {True: {}, False: {}}
    for kind, table, measure, where_json, area, period, value in db.session.execute(query):
        newest[kind == Kind.EXAMPLE][table, measure, where_json, area, period] = (
            None if value is None else Decimal(value)
        )
    return newest


def _revision(observation: Observation, old: Decimal | None, new: Decimal | None) -> Revision:
    return Revision(observation.measure, observation.where, observation.area, observation.period, old, new)


def _order(revision: Revision) -> tuple[str, str, str, tuple[str, int, int]]:
    order = Period.parse(revision.period).order
    return revision.measure, canonical(dict(revision.where)), revision.area, order
