"""The append-only log of who did what: rows written in the business transaction with a MAC, chained by one sealer.

A chain cannot tell that its end was cut off. So the sealer keeps the head (how many entries, and the last link) in a file
in the key folder, outside the database, and `verify` compares. What was not sealed yet when it was removed is not missed.
Citizens' survey requests never write here. What a reader may see of the log is decided by the features.
"""

from __future__ import annotations

import json
import logging
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, has_request_context
from sqlalchemy import Index, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from værdig import clock
from værdig.crypto import KeyMissing, keyring, mac
from værdig.db import Model, db, in_transaction, new_id, transaction
from værdig.db.tenancy import bound_tenant
from værdig.db.types import CanonicalJson, UtcDateTime, canonical
from værdig.errors import RuleBroken

log = logging.getLogger(__name__)

GENESIS = b"\x00" * 32
HEAD_FILE = "audit.head"
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
    action: str,
    object_type: str,
    object_id: str,
    *,
    detail: dict[str, Any] | None = None,
    actor: Actor | None = None,
    at: datetime | None = None,
) -> None:
    """Add an entry inside the business transaction, so that it is there if and only if the act is.

    `detail` holds plain values, never text from citizens; `at` is for the example, whose cases lie in the past. Raises RuleBroken outside a transaction.
    """
    if not in_transaction():
        raise RuleBroken("an audit entry belongs in the transaction of what it records")
    who = actor or _acting()
    entry = AuditEntry(
        id=new_id(), municipality_id=bound_tenant(), at=at or clock.now(), actor=who.id, role=who.role,
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


def entries_by(actor_id: str, object_type: str, action: str, since: datetime) -> list[AuditEntry]:
    """Return the times one person has done something to objects of a type since a moment, newest first."""
    query = select(AuditEntry).where(AuditEntry.object_type == object_type, AuditEntry.action == action)
    query = query.where(AuditEntry.actor == actor_id, AuditEntry.at >= since)
    return list(db.session.scalars(query.order_by(AuditEntry.at.desc(), AuditEntry.id)))


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
    _keep_head(position, chain)
    return len(waiting)


@dataclass(frozen=True)
class Head:
    """The end of the chain as the sealer last left it: how many entries it has, and the last one's link."""

    position: int
    chain: bytes


def _keep_head(position: int, chain: bytes) -> None:
    """Write the head after the commit. A log that no longer fits the head already kept leaves it: `verify` must see it."""
    try:
        kept = _read_head()
    except ValueError:
        log.error("the file %s was not written by the sealer; run: vaerdig audit verify", HEAD_FILE)
        return
    if kept == Head(position, chain) or (kept is None and position == 0):
        return
    if kept is not None and _cut_off(kept):
        log.error("the audit log has lost entries that were sealed; run: vaerdig audit verify")
        return
    signed = {"position": position, "chain": b64encode(chain).decode()}
    keyring().replace_secret(HEAD_FILE, json.dumps({**signed, "mac": _head_mac(signed)}).encode())


def _read_head() -> Head | None:
    """Return the head that is kept, or None when there is none; raises ValueError for a file that was not written here."""
    try:
        found = json.loads(keyring().read_secret(HEAD_FILE))
    except KeyMissing:
        return None
    if not isinstance(found, dict):
        raise ValueError("no head")
    signed = {"position": found.get("position"), "chain": found.get("chain")}
    if found.get("mac") != _head_mac(signed):
        raise ValueError("a foreign head")
    return Head(int(found["position"]), b64decode(found["chain"]))


def _head_mac(signed: dict[str, Any]) -> str:
    return mac(keyring().derive(f"{PURPOSE}-head"), canonical(signed).encode()).hex()


def _cut_off(head: Head) -> bool:
    """Tell whether the entry at the head is gone, or is another than the one that was sealed there."""
    link = db.session.scalar(select(AuditEntry.chain).where(AuditEntry.position == head.position))
    return head.position > 0 and link != head.chain


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
    """Walk the whole log: every row's MAC, every link, no gap in positions, and the end against the head kept outside.

    The unsealed tail is counted, not hidden.
    """
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
    wrong.extend(_wrong_at_the_end(expected))
    return Verdict(sealed=expected, unsealed=len(tail), wrong=tuple(wrong))


def _wrong_at_the_end(sealed: int) -> list[str]:
    """Return what the head says against the end of the chain. Whoever holds the key folder too can make both agree."""
    try:
        head = _read_head()
    except ValueError:
        return [f"Filen {HEAD_FILE} i nøglemappen er ændret. Loggens slutning kan ikke efterprøves."]
    if head is None:
        missing = f"Filen {HEAD_FILE} mangler i nøglemappen. Det kan ikke ses, om loggens slutning er fjernet."
        return [missing] if sealed else []
    if head.position > sealed:
        return [f"Loggens slutning mangler: {head.position} poster har været forseglet, {sealed} er der nu."]
    return [f"Post {head.position} er en anden end den, der blev forseglet."] if _cut_off(head) else []
