"""Who has a way into the borgerraadgiver's inbox: seeing them, changing one's own, renewing the recovery code, ending one.

Every change asks for the pass phrase of the one who makes it: only with it can the key be wrapped anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from værdig import audit
from værdig.access.roles import INDEPENDENT, Role
from værdig.accounts import queries as accounts
from værdig.complaints import shares
from værdig.complaints.key_models import InboxOpening, ReaderKey
from værdig.db import current_tenant, db, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _


@dataclass(frozen=True)
class Insider:
    """Somebody with a pass phrase for the inbox (`since` when), or with the role for it and none yet (`since` None)."""

    user_id: str
    name: str
    since: datetime | None
    has_role: bool
    until: date | None = None
    """The last day of her role, where it has one."""


def insiders() -> list[Insider]:
    """Return everybody with a pass phrase for the bound municipality's inbox, then those who could have one."""
    named = {user.id: user.name for user in accounts.users_here()}
    roles = {user.id for role in sorted(INDEPENDENT) for user in accounts.holders(Role(role))}
    inside = [
        Insider(
            share.user_id or "", named.get(share.user_id or "", _("Ukendt bruger")), share.made, share.user_id in roles,
            _until(share.user_id),
        )
        for share in shares.persons()
    ]  # fmt: skip
    waiting = sorted(roles - {each.user_id for each in inside}, key=lambda user_id: named[user_id])
    return inside + [Insider(user_id, named[user_id], None, True, _until(user_id)) for user_id in waiting]


def _until(user_id: str | None) -> date | None:
    """Return the last day somebody has access by the roles she holds now; None when there is no end, or no role."""
    held = [grant for grant in accounts.granted(user_id or "") if grant.holds and grant.role in INDEPENDENT]
    ends = [grant.valid_to for grant in held if grant.valid_to is not None]
    return max(ends) if held and len(ends) == len(held) else None


def insider(user_id: str) -> Insider:
    """Return one person with a pass phrase; raises NotYours for anybody else."""
    found = next((each for each in insiders() if each.user_id == user_id and each.since), None)
    if found is None:
        raise NotYours
    return found


def recovery_made() -> datetime | None:
    """Return when the recovery code in use was made, or None when there is none."""
    share = shares.share_of(shares.RECOVERY)
    return share.made if share else None


def change_passphrase(user_id: str, current: str, passphrase: str) -> None:
    """Wrap the key under a new pass phrase of this person; the old one opens nothing any more.

    Raises UserError for a wrong one at `current`, and for a new one that is short, the same, or the sign-in pass word.
    """
    if shares.plain(current) == shares.plain(passphrase):
        raise UserError(_("Det nye kodeord er det samme som det gamle. Vælg et andet."), "passphrase")
    shares.check_new(user_id, passphrase)
    share, private = shares.proved(user_id, current, "current")
    reader_key_id = share.reader_key_id
    with transaction():
        shares.keep(reader_key_id, user_id, passphrase, private)
        audit.record("inbox.passphrase_changed", "reader_key", reader_key_id)


def renew_recovery(user_id: str, current: str) -> str:
    """Return a fresh recovery code, shown this once; the earlier one opens nothing any more. Raises UserError at `current`."""
    share, private = shares.proved(user_id, current, "current")
    reader_key_id = share.reader_key_id
    with transaction():
        code = _fresh_code(reader_key_id, private)
        audit.record("inbox.recovery_renewed", "reader_key", reader_key_id)
    return code


def end_access(user_id: str, current: str, leaving: str) -> str:
    """End another person's way in, lock what she has unlocked, and return a fresh recovery code: she may know the old one.

    Raises UserError at `current` for a wrong pass phrase and for oneself, NotYours for somebody without access.
    """
    insider(leaving)
    if leaving == user_id:
        raise UserError(_("Du kan ikke afslutte din egen adgang. Bed en anden med adgang om det."))
    share, private = shares.proved(user_id, current, "current")
    reader_key_id = share.reader_key_id
    with transaction():
        shares.forget(shares.PASSPHRASE, leaving)
        db.session.execute(
            delete(InboxOpening).where(
                InboxOpening.municipality_id == current_tenant(), InboxOpening.user_id == leaving
            )
        )
        code = _fresh_code(reader_key_id, private)
        audit.record("inbox.access_ended", "reader_key", reader_key_id, detail={"user": leaving})
    return code


def _fresh_code(reader_key_id: str, private: bytes) -> str:
    row = db.session.scalars(select(ReaderKey).where(ReaderKey.id == reader_key_id)).one()
    return shares.new_recovery(row, private)
