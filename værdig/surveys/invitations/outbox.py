"""The sealed outbox of a round: putting people in, taking them out to be written to, and destroying all of it; who is written to
when is in `service` and `mailing`.

What the database holds, and what an insider can learn, is said in the package.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from random import SystemRandom
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, insert, select, update

from værdig.crypto import CannotOpen, KeyMissing, box_open, box_seal, keyring, new_box_keypair
from værdig.db import db, new_id
from værdig.db.engine import empty_log
from værdig.errors import UserError
from værdig.i18n import _
from værdig.surveys.invitations.models import LetterBatch, ListDraft, Mail, Outbox, Outreach, Work
from værdig.surveys.models import SurveyRound

PLAIN_BYTES = 512
"""What one person's row is padded to before it is sealed."""
SEALED_BYTES = PLAIN_BYTES + 48
TABLES = (Outbox, LetterBatch, ListDraft)
CHUNK = 1000
CLEARED_WITHIN_MS = 2_000


class Whom(StrEnum):
    """Who of an outbox is written to on paper or by the municipality's own sender."""

    ALL = "alle"
    WITHOUT_MAIL = "uden_mail"
    """Those without an e-mail address, and those whose address was refused."""


@dataclass(frozen=True)
class Invited:
    """One row of the outbox in clear: the municipality's reference, the code as people read it, language, address (perhaps empty)."""

    reference: str
    code: str
    language: str
    email: str


class OutboxLost(UserError):
    """The key that opens the outbox is gone: nobody can be written to from it any more."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Nøglen til listen findes ikke. Læg den på plads fra en kopi af nøglemappen, eller slet listen, og begynd forfra."
            )
        )


def begin(round_: SurveyRound) -> Outreach:
    """Return the round's outreach, with a key pair to seal to; call inside a transaction."""
    found = of(round_.id)
    if found is None:
        found = Outreach(round_id=round_.id, reminder_days=[])
        db.session.add(found)
    if found.public_key is None:
        found.public_key, private = new_box_keypair()
        found.reminder_days, found.reminded_on, found.occasion, found.kept_until = (
            [],
            None,
            0,
            None,
        )  # those of a list that is gone are not this one's
        keyring().write_secret(_file(found.public_key), private)
        db.session.flush()
    return found


def of(round_id: str) -> Outreach | None:
    """Return a round's outreach, or None before the first list."""
    return db.session.scalar(
        select(Outreach).where(Outreach.round_id == round_id).execution_options(populate_existing=True)
    )


def _file(public: bytes) -> str:
    return f"udsendelse/{public.hex()}.key"


def private_key(outreach: Outreach) -> bytes:
    """Return the key that opens the outbox; raises OutboxLost."""
    if outreach.public_key is None:
        raise OutboxLost
    try:
        return keyring().read_secret(_file(outreach.public_key))
    except KeyMissing as error:
        raise OutboxLost from error


def seal_plain(outreach: Outreach, content: bytes) -> bytes:
    """Seal something of the outbox's: a list that waits, or letters."""
    if outreach.public_key is None:
        raise OutboxLost
    return box_seal(outreach.public_key, content)


def seal(outreach: Outreach, person: Invited) -> bytes:
    """Return a person's row, `SEALED_BYTES` long whoever it is about."""
    plain = json.dumps(asdict(person), ensure_ascii=False).encode()
    return seal_plain(outreach, plain.ljust(PLAIN_BYTES, b" "))


def unseal(private: bytes, sealed: bytes) -> Invited:
    """Return what `seal` made of a person; raises CannotOpen."""
    found: dict[str, str] = json.loads(box_open(private, sealed))
    return Invited(**found)


def put(outreach: Outreach, people: Sequence[Invited]) -> None:
    """Add people in an order that a cryptographic generator draws; call inside a transaction."""
    rows = [_row(outreach, person) for person in people]
    SystemRandom().shuffle(rows)
    for start in range(0, len(rows), CHUNK):
        db.session.execute(insert(Outbox), rows[start : start + CHUNK])


def _row(outreach: Outreach, person: Invited) -> dict[str, Any]:
    return {
        "municipality_id": outreach.municipality_id,
        "round_id": outreach.round_id,
        "id": new_id(),
        "sealed": seal(outreach, person),
        "mail": Mail.WAITING if person.email else None,
    }


def people(outreach: Outreach, whom: Whom = Whom.ALL) -> list[Invited]:
    """Return those to be written to, by reference; raises OutboxLost."""
    private = private_key(outreach)
    query = select(Outbox.sealed).where(Outbox.round_id == outreach.round_id)
    if whom == Whom.WITHOUT_MAIL:
        query = query.where(Outbox.mail.is_(None) | (Outbox.mail == Mail.REFUSED))
    try:
        found = [unseal(private, sealed) for sealed in db.session.scalars(query)]
    except CannotOpen as error:
        raise OutboxLost from error
    return sorted(found, key=lambda person: natural(person.reference))


def languages(round_id: str) -> set[str]:
    """Return the languages that a round's people are noted with, each once; empty where there are none or the key is lost."""
    outreach = of(round_id)
    if outreach is None or outreach.public_key is None:
        return set()
    try:
        return {person.language for person in people(outreach)}
    except OutboxLost:
        return set()


def natural(reference: str) -> tuple[int, str]:
    """Sort `9` before `10`: shorter references first."""
    return len(reference), reference


def refused(outreach: Outreach) -> list[str]:
    """Return the references whose address the mail server refused."""
    private = private_key(outreach)
    query = select(Outbox.sealed).where(Outbox.round_id == outreach.round_id, Outbox.mail == Mail.REFUSED)
    return sorted((unseal(private, sealed).reference for sealed in db.session.scalars(query)), key=natural)


def counts(round_id: str) -> dict[str | None, int]:
    """Return how many there are by state of their e-mail; None are those without an address."""
    rows = db.session.execute(
        select(Outbox.mail, func.count()).where(Outbox.round_id == round_id).group_by(Outbox.mail)
    )
    return {row[0]: row[1] for row in rows}


def waiting(round_id: str, after: str, number: int) -> Iterator[tuple[str, bytes]]:
    """Yield key and sealed row of some whose e-mail waits, in the order of their random keys."""
    query = (
        select(Outbox.id, Outbox.sealed)
        .where(Outbox.round_id == round_id, Outbox.mail == Mail.WAITING, Outbox.id > after)
        .order_by(Outbox.id)
        .limit(number)
    )
    yield from ((row.id, row.sealed) for row in db.session.execute(query).all())


def letters_anew(outreach: Outreach) -> None:
    """Delete the letters that are made: what they say, or whom they are to, is no longer so. Call inside a transaction."""
    db.session.execute(delete(LetterBatch).where(LetterBatch.round_id == outreach.round_id))
    outreach.letters = Work.NONE


def forget(round_id: str) -> bool:
    """Delete a round's outbox, letters and waiting list, and destroy the key; tells whether there was anything. Call inside a
    transaction, and `clear_traces` after it."""
    outreach = of(round_id)
    if outreach is None:
        return False
    for table in TABLES:
        db.session.execute(delete(table).where(table.round_id == round_id))
    if outreach.public_key is not None:
        keyring().destroy_secret(_file(outreach.public_key))
    outreach.public_key, outreach.worker, outreach.worker_until = None, None, None
    outreach.mail = outreach.letters = ""
    return True


def keep_those_on_paper(outreach: Outreach) -> bool:
    """Delete those whose last e-mail is sent, and the addresses of those it did not reach; tells whether there was anything.

    What is left is reference, code and language of those who get a letter on paper. Call inside a transaction, and `clear_traces`
    after it. Raises OutboxLost.
    """
    mine = Outbox.round_id == outreach.round_id
    gone = cast("CursorResult[Any]", db.session.execute(delete(Outbox).where(mine, Outbox.mail == Mail.HANDLED)))
    rows = db.session.execute(select(Outbox.id, Outbox.sealed).where(mine, Outbox.mail == Mail.REFUSED)).all()
    people = {row.id: unseal(private_key(outreach), row.sealed) for row in rows}
    addressed = {key: person for key, person in people.items() if person.email}
    for key, person in addressed.items():
        sealed = seal(outreach, replace(person, email=""))
        db.session.execute(update(Outbox).where(mine, Outbox.id == key).values(sealed=sealed))
    return bool(gone.rowcount or addressed)


def clear_traces() -> None:
    """Leave nothing of deleted rows in the engine's files: SQLite overwrites them and its log is emptied, PostgreSQL's tables
    are written anew. While others read, SQLite's log waits for the sealer's next turn."""
    db.session.rollback()
    raw = db.engine.raw_connection()
    try:
        if db.engine.dialect.name == "sqlite":
            empty_log(raw, CLEARED_WITHIN_MS)
            return
        raw.driver_connection.autocommit = True  # type: ignore[union-attr]
        for table in TABLES:
            raw.cursor().execute(f"VACUUM FULL {table.__tablename__}")
        raw.driver_connection.autocommit = False  # type: ignore[union-attr]
    finally:
        raw.close()


def must_be_open(outreach: Outreach | None) -> Outreach:
    """Return an outreach with an outbox; raises UserError where there is none, or none any more."""
    if outreach is None or outreach.public_key is None:
        raise UserError(_("Der er ingen liste at sende til. Den er måske slettet."))
    return outreach
