"""The borgerraadgiver's inbox key: set up, unlocked once per sign-in, recovered by a second person, locked again.

Changing a pass phrase, renewing the recovery code and ending somebody's access are in `inbox_access`.

Unlocked, the private key lies in a row wrapped under a random key that only the browser's cookie holds: neither the
database nor the cookie opens anything alone.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from værdig import audit, clock, municipality
from værdig.codes import normalise
from værdig.complaints import shares
from værdig.complaints.key_models import InboxOpening, ReaderKey
from værdig.complaints.keys import Reader, current_reader_key, new_reader_key
from værdig.crypto import CannotOpen, field_place, new_key, seal, unseal
from værdig.db import current_tenant, db, new_id, transaction
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _


@dataclass(frozen=True)
class Ticket:
    """What the browser's cookie keeps of an unlocked inbox: the row's id and the key that opens it."""

    opening_id: str
    key: str

    def as_list(self) -> list[str]:
        """Return the ticket as it is kept in the session."""
        return [self.opening_id, self.key]


def is_ready() -> bool:
    """Tell whether the bound municipality's borgerraadgiver can receive in confidence."""
    return current_reader_key(Reader.BORGERRAADGIVER) is not None


def set_up(user_id: str, passphrase: str) -> str:
    """Make the inbox key under a pass phrase; returns the recovery code for a second person, shown this once.

    Raises UserError for a short pass phrase or the sign-in pass word, RuleBroken when the inbox has a key already.
    """
    shares.check_new(user_id, passphrase)
    with transaction():
        if is_ready():
            raise RuleBroken("the inbox has a key already")
        row, private = new_reader_key(Reader.BORGERRAADGIVER)
        shares.keep(row.id, user_id, passphrase, private)
        code = shares.new_recovery(row, private)
        audit.record("inbox.set_up", "reader_key", row.id)
    return code


def can_unlock(user_id: str) -> bool:
    """Tell whether this person has a pass phrase of her own for the inbox."""
    return shares.share_of(shares.PASSPHRASE, user_id) is not None


def unlock(user_id: str, passphrase: str) -> Ticket:
    """Unlock the inbox for one sign-in; raises UserError for a wrong pass phrase, TooSoon after several."""
    share, private = shares.proved(user_id, passphrase)
    with transaction():
        ticket = _remember(user_id, share.reader_key_id, private)
        audit.record(shares.UNLOCKED, "inbox", user_id)
    return ticket


def recover(user_id: str, code: str, passphrase: str) -> str:
    """Give a second person a pass phrase of her own by the recovery code; returns the new recovery code, the old one is spent.

    Raises UserError for a wrong code, a short pass phrase or the sign-in pass word.
    """
    shares.check_new(user_id, passphrase)
    share = shares.share_of(shares.RECOVERY)
    private = shares.opened(share, normalise(code)) if share else None
    if share is None or private is None:
        raise UserError(_("Genopretningskoden passer ikke. Skriv den, som den står på papiret."), "code")
    with transaction():
        row = db.session.scalars(select(ReaderKey).where(ReaderKey.id == share.reader_key_id)).one()
        shares.keep(row.id, user_id, passphrase, private)
        fresh = shares.new_recovery(row, private)
        audit.record("inbox.recovered", "reader_key", row.id)
    return fresh


def private_keys(user_id: str, ticket: Ticket | None) -> dict[str, bytes] | None:
    """Return the inbox's private key by key id for an unlocked sign-in, or None when it is locked or has stood idle."""
    row = _opening(user_id, ticket) if ticket else None
    if row is None or ticket is None:
        return None
    try:
        private = unseal(b64decode(ticket.key), _place(row.id), row.wrapped)
    except (CannotOpen, ValueError):
        return None
    found = {row.reader_key_id: private}
    _touch(row)
    return found


def is_unlocked(user_id: str, ticket: Ticket | None) -> bool:
    """Tell whether the inbox is unlocked in this sign-in, and not left idle; asking is no use of it."""
    return ticket is not None and _opening(user_id, ticket) is not None


def _opening(user_id: str, ticket: Ticket) -> InboxOpening | None:
    """Return what a ticket has unlocked; None when it has stood idle, or is over because of another unlocking elsewhere."""
    return db.session.scalar(
        select(InboxOpening).where(
            InboxOpening.id == ticket.opening_id, InboxOpening.user_id == user_id, InboxOpening.used >= _oldest()
        )
    )


def lock(user_id: str) -> None:
    """Delete everything this person has unlocked in the bound municipality, and what others have left idle."""
    with transaction():
        _delete_openings(user_id)


def lock_everywhere(user_id: str) -> None:
    """Delete everything this person has unlocked in any municipality: at sign-out."""
    with transaction():
        db.session.execute(
            delete(InboxOpening).where(InboxOpening.user_id == user_id), execution_options={"all_tenants": True}
        )


def _delete_openings(user_id: str) -> None:
    mine = delete(InboxOpening).where(InboxOpening.municipality_id == current_tenant())
    db.session.execute(mine.where((InboxOpening.user_id == user_id) | (InboxOpening.used < _oldest())))


def _remember(user_id: str, reader_key_id: str, private: bytes) -> Ticket:
    _delete_openings(user_id)
    key, now = new_key(), clock.now()
    row = InboxOpening(id=new_id(), user_id=user_id, reader_key_id=reader_key_id, opened=now, used=now)
    row.wrapped = seal(key, _place(row.id), private)
    db.session.add(row)
    return Ticket(row.id, b64encode(key).decode())


def _touch(row: InboxOpening) -> None:
    """Note that the inbox is in use, at most once a minute."""
    opening_id, now = row.id, clock.now()
    if now - row.used >= timedelta(minutes=1):
        with transaction():
            again = db.session.scalar(select(InboxOpening).where(InboxOpening.id == opening_id))
            if again is not None:
                again.used = now


def _oldest() -> datetime:
    return clock.now() - timedelta(minutes=int(municipality.setting("inbox_idle_minutes")))


def _place(row_id: str) -> bytes:
    return field_place("inbox_opening", "wrapped", row_id)
