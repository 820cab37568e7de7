"""The ledger of releases: every figure anyone without row access has been shown, drafts included, and on whom it was.

A row holds statements, never exact counts of what was hidden. `earlier` gives a new release what it must be audited with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import String, Text, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from værdig import clock
from værdig.db import Model, Owned, db, new_id, transaction
from værdig.db.types import CanonicalJson, UtcDateTime, canonical
from værdig.disclosure.clear import clear
from værdig.disclosure.contracts import AdministrationCount, Clearing, CountTable, Policy
from værdig.disclosure.evidence import Release

ADMINISTRATION = "administration"
"""The unit of counts of the administration's own acts: recorded, shown, and never reasoned with."""

_LOCK = 0x76_61_65_72_64
"""The PostgreSQL advisory lock under which releases are recorded one at a time."""


class DisclosureRelease(Owned, Model):
    """One release about one universe. `statements` is the release's canonical JSON; `related` its parts and overlaps."""

    __tablename__ = "disclosure_release"
    __table_args__ = (UniqueConstraint("municipality_id", "fingerprint", name="uq_disclosure_release_fingerprint"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    universe: Mapped[str] = mapped_column(String(120), index=True)
    unit: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(80))
    audience: Mapped[str] = mapped_column(String(80))
    reference: Mapped[str] = mapped_column(String(120))
    """What it was part of: a report's version, a round; empty for none."""
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    related: Mapped[Any] = mapped_column(CanonicalJson)
    statements: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What a release is for, who will see it, and what it is part of: `("halvårsrapport", "udvalget", "rapport 12 v2")`."""

    purpose: str
    audience: str
    reference: str = ""


def clear_and_record(
    tables: Iterable[CountTable],
    policy: Policy,
    occasion: Occasion,
    administration: Sequence[AdministrationCount] = (),
) -> Clearing:
    """Clear the tables together with all earlier releases, record what they say, and return what may be shown.

    The audit runs outside the writing transaction, which is short; if something else was released meanwhile, it is run again.
    """
    tables = list(tables)
    universes = universes_of(tables)
    while True:
        before = _related_ids(universes)
        clearing = clear(tables, policy, _load(before))
        with transaction():
            _one_at_a_time()
            if _related_ids(universes) == before:
                return replace(clearing, release_ids=tuple(record(clearing, occasion, administration)))


def record(clearing: Clearing, occasion: Occasion, administration: Sequence[AdministrationCount] = ()) -> list[str]:
    """Write what was cleared into the ledger, in the caller's transaction; return the ids of the rows.

    The same release for the same occasion is not stored twice: its row's id is returned again.
    """
    with transaction():
        ids = [_record(_row(release, occasion)) for release in clearing.releases]
        for universe in dict.fromkeys(count.universe for count in administration):
            own = [count for count in administration if count.universe == universe]
            ids.append(_record(_administration_row(universe, own, occasion)))
        return ids


def earlier(universes: Iterable[str]) -> list[Release]:
    """Return all releases about these universes, their wholes and parts, and counts of nearly the same people; oldest first."""
    return _load(_related_ids(universes))


def universes_of(tables: Iterable[CountTable]) -> set[str]:
    """Return the universes the tables speak of, directly or by naming parts and overlaps."""
    return {name for table in tables for name in (table.universe, *table.parts, *table.overlaps)}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of the ledger with its release read."""

    id: str
    purpose: str
    audience: str
    reference: str
    created: datetime
    release: Release


def entries() -> list[Entry]:
    """Return every row of the bound municipality that is about people, oldest first."""
    rows = db.session.scalars(
        select(DisclosureRelease)
        .where(DisclosureRelease.unit != ADMINISTRATION)
        .order_by(DisclosureRelease.created, DisclosureRelease.id)
    )
    return [
        Entry(
            id=row.id,
            purpose=row.purpose,
            audience=row.audience,
            reference=row.reference,
            created=row.created,
            release=Release.from_json(row.statements),
        )
        for row in rows
    ]


def _load(ids: Iterable[str]) -> list[Release]:
    """Return the releases of these rows, each content once, oldest first."""
    wanted = set(ids)
    rows = db.session.execute(
        select(DisclosureRelease.id, DisclosureRelease.statements).order_by(
            DisclosureRelease.created, DisclosureRelease.id
        )
    )
    return [Release.from_json(said) for said in dict.fromkeys(said for row_id, said in rows if row_id in wanted)]


def _related_ids(universes: Iterable[str]) -> set[str]:
    """Follow parts, wholes and overlaps from the universes to every row that matters to them."""
    rows = db.session.execute(
        select(DisclosureRelease.id, DisclosureRelease.universe, DisclosureRelease.related).where(
            DisclosureRelease.unit != ADMINISTRATION
        )
    ).all()
    names, found = set(universes), set[str]()
    while True:
        near = {row.id for row in rows if names & {row.universe, *row.related}}
        if near == found:
            return found
        found = near
        names |= {name for row in rows if row.id in found for name in (row.universe, *row.related)}


def _row(release: Release, occasion: Occasion) -> DisclosureRelease:
    return DisclosureRelease(
        universe=release.universe,
        unit=release.unit,
        related=sorted({*release.parts, *release.overlaps}),
        statements=release.as_json(),
        **_occasion(occasion),
    )


def _administration_row(universe: str, counts: Sequence[AdministrationCount], occasion: Occasion) -> DisclosureRelease:
    said = sorted([count.id, count.title, count.value] for count in counts)
    return DisclosureRelease(
        universe=universe, unit=ADMINISTRATION, related=[], statements=canonical(said), **_occasion(occasion)
    )


def _occasion(occasion: Occasion) -> dict[str, Any]:
    return {
        "purpose": occasion.purpose,
        "audience": occasion.audience,
        "reference": occasion.reference,
        "created": clock.now(),
    }


def _record(row: DisclosureRelease) -> str:
    row.fingerprint = fingerprint(row)
    known = db.session.scalar(select(DisclosureRelease.id).where(DisclosureRelease.fingerprint == row.fingerprint))
    if known is not None:
        return known
    db.session.add(row)
    db.session.flush()
    return row.id


def fingerprint(row: DisclosureRelease) -> str:
    """Return the SHA-256, in hexadecimal, of all a row says: about whom, for whom and what."""
    said = [row.universe, row.unit, row.purpose, row.audience, row.reference, row.statements]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _one_at_a_time() -> None:
    """Let no other release be recorded before this one is; SQLite's writing transactions see to that themselves."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
