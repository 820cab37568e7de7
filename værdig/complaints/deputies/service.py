"""Choosing a deputy for a time, seeing who is one, and ending it before its day; the role itself belongs to `accounts`.

Source: the domain note on complaints, 5.1 (20) and 5.5: a deputy has time-limited access. Whether a role holds is asked on every
request (`access.guard`), by the Danish date, so that it ends at midnight with the inbox unlocked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete

from værdig import audit
from værdig.access.roles import INDEPENDENT, Role
from værdig.accounts import queries as accounts
from værdig.accounts import service as granting
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


def candidates(chooser: str) -> list[tuple[str, str]]:
    """Return `(id, name)` of the active people here whom the borgerraadgiver can choose: not herself, nor another in her role."""
    return [
        (user.id, user.name)
        for user, grants in accounts.users_with_roles()
        if user.active and user.id != chooser and not any(g.role == Role.BORGERRAADGIVER and g.holds for g in grants)
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
    """End a deputy's time before its day, and lock what she has unlocked; returns her name. Raises NotYours for any other role."""
    found = next((each for each in deputies(day) if each.grant_id == grant_id), None)
    if found is None:
        raise NotYours
    granting.end_grant(accounts.user_here(found.user_id), grant_id)
    if not any(grant.holds and grant.role in INDEPENDENT for grant in accounts.granted(found.user_id)):
        _lock(found.user_id)
    return found.name


def _lock(user_id: str) -> None:
    with transaction():
        mine = delete(InboxOpening).where(InboxOpening.municipality_id == current_tenant())
        db.session.execute(mine.where(InboxOpening.user_id == user_id))
        audit.record("inbox.deputy_ended", "inbox", user_id)
