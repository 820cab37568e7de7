"""Choosing a deputy for a time, seeing who is one, and ending it before its day; the role itself belongs to `accounts`.

Source: the domain note on complaints, 5.1 (20) and 5.5: a deputy has time-limited access. Whether a role holds is asked on every
request (`access.guard`), by the Danish date, so that it ends at midnight with the inbox unlocked; the key wrapped under her pass
phrase is deleted within the hour (`shut_out_the_over`), or at once where her time is ended before its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete

from værdig import audit
from værdig.access.roles import INDEPENDENT, MANAGING, Role
from værdig.accounts import queries as accounts
from værdig.accounts import service as granting
from værdig.complaints import shares
from værdig.complaints.key_models import InboxOpening
from værdig.db import current_tenant, db, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _

LONGEST = timedelta(days=366)
"""How long a deputy can be chosen for at a time."""


@dataclass(frozen=True)
class Deputy:
    """Somebody's time as deputy; `last` None for one that an administrator gave without an end."""

    grant_id: str
    user_id: str
    name: str
    first: date
    last: date | None
    holds: bool


def deputies(day: date) -> list[Deputy]:
    """Return those who are deputies on a day or later, the next one first."""
    found = [
        Deputy(grant.id, user.id, user.name, grant.valid_from, grant.valid_to, grant.holds)
        for user, grants in accounts.users_with_roles()
        for grant in grants
        if grant.role == Role.STEDFORTRAEDER and not grant.is_over(day)
    ]
    return sorted(found, key=lambda each: (each.first, each.name))


CANNOT_BE = MANAGING | {Role.BORGERRAADGIVER}
"""The roles with which nobody can be a deputy: she stands in for the one who looks at what those decide."""


def candidates(chooser: str) -> list[tuple[str, str]]:
    """Return `(id, name)` of the active people here whom the borgerraadgiver can choose, with where each works.

    Not herself, nor another in her role, nor anybody who leads: nobody is both.
    """
    return [
        (user.id, f"{user.name} ({user.unit})" if user.unit else user.name)
        for user, grants in accounts.users_with_roles()
        if user.active and user.id != chooser and not any(g.role in CANNOT_BE and g.holds for g in grants)
    ]


def choose(user_id: str, first: date, last: date) -> None:
    """Make somebody deputy from a day to another (both included).

    Raises UserError for dates that cannot be or are too far apart, and for somebody who leads anywhere; NotYours for a stranger.
    """
    if last - first > LONGEST:
        raise UserError(_("Vælg højst et år ad gangen."), "last")
    user = accounts.user_here(user_id)
    try:
        granting.grant(user, Role.STEDFORTRAEDER, first, last)
    except UserError as error:
        field = {"valid_from": "first", "valid_to": "last", "role": "user_id"}.get(error.field or "", error.field)
        raise UserError(error.text, field) from None


def end(grant_id: str, day: date) -> str:
    """End a deputy's time before its day and take away her way in; returns her name. Raises NotYours for any other role."""
    found = next((each for each in deputies(day) if each.grant_id == grant_id), None)
    if found is None:
        raise NotYours
    granting.end_grant(accounts.user_here(found.user_id), grant_id)
    if not _may_open(found.user_id):
        _shut_out(found.user_id)
    return found.name


def shut_out_the_over(day: date) -> int:
    """Take away the way in of everybody whose time as deputy is over by a day; returns of how many. A second run finds none.

    One is chosen anew with the recovery code. Without it, and with nobody else's pass phrase, her way in is the last one and stays:
    every confidential case would be lost with it, and the pages refuse her all the same.
    """
    over = [share.user_id for share in shares.persons() if share.user_id and _was_deputy(share.user_id, day)]
    ended = [user_id for user_id in over if not _is_last(user_id)]
    for user_id in ended:
        _shut_out(user_id)
    return len(ended)


def _was_deputy(user_id: str, day: date) -> bool:
    """Tell whether somebody's time as deputy is over, and she has no other role that opens the inbox."""
    grants = accounts.granted(user_id)
    return not _may_open(user_id) and any(each.role == Role.STEDFORTRAEDER and each.is_over(day) for each in grants)


def _may_open(user_id: str) -> bool:
    return any(grant.holds and grant.role in INDEPENDENT for grant in accounts.granted(user_id))


def _is_last(user_id: str) -> bool:
    """Tell whether nothing but somebody's pass phrase opens the inbox."""
    others = [share for share in shares.persons() if share.user_id != user_id]
    return not others and shares.share_of(shares.RECOVERY) is None


def _shut_out(user_id: str) -> None:
    """Lock what somebody has unlocked, and delete the key wrapped under her pass phrase where others have a way in."""
    is_last = _is_last(user_id)
    with transaction():
        mine = delete(InboxOpening).where(InboxOpening.municipality_id == current_tenant())
        db.session.execute(mine.where(InboxOpening.user_id == user_id))
        if not is_last:
            shares.forget(shares.PASSPHRASE, user_id)
        audit.record("inbox.deputy_ended", "inbox", user_id)
