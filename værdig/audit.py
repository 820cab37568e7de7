"""The append-only log of who did what: rows written in the business transaction with a MAC, chained by one sealer.

Citizens' survey requests never write here. What a reader may see of the log is decided by the features.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, has_request_context
from sqlalchemy import Index, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from værdig import clock
from værdig.crypto import keyring, mac
from værdig.db import Model, db, in_transaction, new_id, transaction
from værdig.db.tenancy import bound_tenant
from værdig.db.types import CanonicalJson, UtcDateTime, canonical
from værdig.errors import RuleBroken

GENESIS = b"\x00" * 32
PURPOSE = "audit"


class AuditEntry(Model):
    """One thing that happened. `mac` covers the row; `position` and `chain` are set by the sealer, once."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_object", "object_type", "object_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    municipality_id: Mapped[str | None] = mapped_column(String(40), index=True)
    """None for acts that belong to the whole installation."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str | None] = mapped_column(String(64))
    """The staff user's id, `citizen` or `system`."""
    role: Mapped[str | None] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(80))
    object_type: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[str] = mapped_column(String(64))
    detail: Mapped[Any] = mapped_column(CanonicalJson, nullable=True)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    position: Mapped[int | None] = mapped_column(unique=True)
    chain: Mapped[bytes | None] = mapped_column(LargeBinary(32))


@dataclass(frozen=True)
class Actor:
    """Who acts: a staff user's id, `citizen` or `system`, and in which role."""

    id: str
    role: str | None = None


SYSTEM = Actor("system")
CITIZEN = Actor("citizen")


def record(
    action: str, object_type: str, object_id: str, *, detail: dict[str, Any] | None = None, actor: Actor | None = None
) -> None:
    """Add an entry inside the business transaction, so that it is there if and only if the act is.

    `detail` holds plain values and never text from citizens. Raises RuleBroken outside a transaction.
    """
    if not in_transaction():
        raise RuleBroken("an audit entry belongs in the transaction of what it records")
    who = actor or _acting()
    entry = AuditEntry(
        id=new_id(), municipality_id=bound_tenant(), at=clock.now(), actor=who.id, role=who.role,
        action=action, object_type=object_type, object_id=object_id, detail=detail,
    )  # fmt: skip
    entry.mac = _mac(entry)
    db.session.add(entry)


def _acting() -> Actor:
    return g.get("actor", SYSTEM) if has_request_context() else SYSTEM


def _mac(entry: AuditEntry) -> bytes:
    at = entry.at.isoformat()
    fields = [
        entry.id,
        entry.municipality_id,
        at,
        entry.actor,
        entry.role,
        entry.action,
        entry.object_type,
        entry.object_id,
    ]
    return mac(keyring().derive(PURPOSE), canonical([*fields, entry.detail]).encode())


def entries_about(object_type: str, object_id: str, action: str | None = None) -> list[AuditEntry]:
    """Return what happened to one object, oldest first."""
    query = select(AuditEntry).where(AuditEntry.object_type == object_type, AuditEntry.object_id == object_id)
    if action:
        query = query.where(AuditEntry.action == action)
    return list(db.session.scalars(query.order_by(AuditEntry.at, AuditEntry.id)))


def seal() -> int:
    """Chain every entry that is not chained yet, oldest first; returns how many. Safe to run from several places."""
    with transaction():
        _lock()
        tail = db.session.scalar(
            select(AuditEntry).where(AuditEntry.position.is_not(None)).order_by(AuditEntry.position.desc()).limit(1)
        )
        position, chain = (tail.position or 0, tail.chain or GENESIS) if tail else (0, GENESIS)
        waiting = list(
            db.session.scalars(
                select(AuditEntry).where(AuditEntry.position.is_(None)).order_by(AuditEntry.at, AuditEntry.id)
            )
        )
        for entry in waiting:
            position += 1
            chain = _link(chain, entry.mac)
            entry.position, entry.chain = position, chain
    return len(waiting)


def _lock() -> None:
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(0x76616572)))


def _link(chain: bytes, entry_mac: bytes) -> bytes:
    return mac(keyring().derive(f"{PURPOSE}-chain"), chain + entry_mac)


def unsealed() -> int:
    """Return how many entries wait to be chained."""
    return db.session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.position.is_(None))) or 0


@dataclass(frozen=True)
class Verdict:
    """The result of a verification: how many entries are chained, how many wait, and what is wrong (Danish texts)."""

    sealed: int
    unsealed: int
    wrong: tuple[str, ...]


def verify() -> Verdict:
    """Walk the whole log: every row's MAC, every link, no gap in positions; the unsealed tail is counted, not hidden."""
    wrong: list[str] = []
    chain, expected = GENESIS, 0
    for entry in db.session.scalars(
        select(AuditEntry).where(AuditEntry.position.is_not(None)).order_by(AuditEntry.position)
    ):
        expected += 1
        chain = _link(chain, entry.mac)
        if entry.position != expected:
            wrong.append(f"Post {expected} mangler i kæden.")
            expected = entry.position or expected
        if entry.mac != _mac(entry):
            wrong.append(f"Post {entry.position} er ændret efter den blev skrevet.")
        if entry.chain != chain:
            wrong.append(f"Kæden er brudt ved post {entry.position}.")
            chain = entry.chain or chain
    tail = list(db.session.scalars(select(AuditEntry).where(AuditEntry.position.is_(None))))
    wrong.extend(f"Uforseglet post {entry.id} er ændret." for entry in tail if entry.mac != _mac(entry))
    return Verdict(sealed=expected, unsealed=len(tail), wrong=tuple(wrong))
