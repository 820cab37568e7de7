"""Reads of staff users and their grants in the bound municipality."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import Select, func, or_, select

from værdig.access.models import RoleGrant
from værdig.access.roles import ROLES, Role
from værdig.accounts import strength
from værdig.accounts.models import StaffUser
from værdig.clock import today
from værdig.db import current_tenant, db
from værdig.errors import NotYours
from værdig.i18n import LazyText


@dataclass(frozen=True)
class Granted:
    """A grant as it is shown: its id, the role in words, its dates, whether it holds today or begins later."""

    id: str
    title: LazyText
    role: Role
    valid_from: date
    valid_to: date | None
    holds: bool
    begins_later: bool

    def is_over(self, day: date) -> bool:
        """Tell whether it ended before a day."""
        return self.valid_to is not None and self.valid_to < day

    def overlaps(self, first: date, last: date | None) -> bool:
        """Tell whether it holds on any day between two (both included); without a last one there is no end."""
        return not self.is_over(first) and (last is None or self.valid_from <= last)


def by_email(email: str) -> StaffUser | None:
    """Return the user with this e-mail, whatever the case of its letters."""
    return db.session.scalar(select(StaffUser).where(func.lower(StaffUser.email) == email.strip().lower()))


def is_sign_in_password(user_id: str, text: str) -> bool:
    """Tell whether `text` is the pass word this user signs in with: what has a secret of its own must have another."""
    from flask_security.utils import verify_password

    user = db.session.get(StaffUser, user_id)
    if user is None or not user.password or not text:
        return False
    normalised: str = current_app.extensions["security"].password_util.normalize(text)
    return bool(verify_password(normalised, user.password))


def is_guessable(user_id: str, text: str) -> bool:
    """Tell whether few guesses would find `text` by one who knows what strangers can know of this user."""
    user = db.session.get(StaffUser, user_id)
    return strength.is_guessable(text, *((user.name, user.email, user.unit) if user else ()))


def users_here() -> list[StaffUser]:
    """Return everybody who has, or had, a role in the bound municipality or whose account was made there, by name."""
    return list(db.session.scalars(_here().order_by(StaffUser.name)))


def user_here(user_id: str) -> StaffUser:
    """Return one such user; raises NotYours for anybody else."""
    found = db.session.scalar(_here().where(StaffUser.id == user_id))
    if found is None:
        raise NotYours
    return found


def is_here(user_id: str) -> bool:
    """Tell whether a user is one of those."""
    return db.session.scalar(_here().where(StaffUser.id == user_id)) is not None


def count_here() -> int:
    """Return how many there are of those."""
    return db.session.scalar(select(func.count()).select_from(_here().subquery())) or 0


def _here() -> Select[StaffUser]:
    """Select them; somebody whose only role was given and taken back on one day is still of the municipality that made her account."""
    granted_here = select(RoleGrant.user_id).where(RoleGrant.municipality_id == current_tenant())
    return select(StaffUser).where(or_(StaffUser.id.in_(granted_here), StaffUser.home_id == current_tenant()))


def users_with_roles() -> list[tuple[StaffUser, list[Granted]]]:
    """Return the same people, each with her grants here, newest first; two queries in all."""
    by_user: dict[str, list[Granted]] = {}
    for grant in db.session.scalars(select(RoleGrant).order_by(RoleGrant.valid_from.desc(), RoleGrant.id)):
        by_user.setdefault(grant.user_id, []).append(_granted(grant))
    return [(user, by_user.get(user.id, [])) for user in users_here()]


def granted(user_id: str) -> list[Granted]:
    """Return a user's grants in the bound municipality, newest first."""
    grants = select(RoleGrant).where(RoleGrant.user_id == user_id)
    return [_granted(grant) for grant in db.session.scalars(grants.order_by(RoleGrant.valid_from.desc(), RoleGrant.id))]


def grant_of(user_id: str, grant_id: str) -> Granted:
    """Return a user's grant that holds today or begins later; raises NotYours for any other."""
    found = next((each for each in granted(user_id) if each.id == grant_id and (each.holds or each.begins_later)), None)
    if found is None:
        raise NotYours
    return found


def _granted(grant: RoleGrant) -> Granted:
    day = today()
    return Granted(
        id=grant.id,
        title=ROLES[Role(grant.role)],
        role=Role(grant.role),
        valid_from=grant.valid_from,
        valid_to=grant.valid_to,
        holds=grant.valid_from <= day and (grant.valid_to is None or grant.valid_to >= day),
        begins_later=grant.valid_from > day,
    )


def roles_anywhere(user_id: str, from_day: date) -> set[Role]:
    """Return the roles a user has anywhere on or after a day: a person cannot be both sides, not even in two municipalities."""
    query = (
        select(RoleGrant.role)
        .where(RoleGrant.user_id == user_id)
        .where(or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= from_day))
        .execution_options(all_tenants=True)
    )
    return {Role(role) for role in db.session.scalars(query)}


def active_holders(roles: Collection[Role]) -> list[tuple[Role, str, str]]:
    """Return `(role, user id, name)` of everybody active who holds one of `roles` here today, by name; one query."""
    day = today()
    query = (
        select(RoleGrant.role, StaffUser.id, StaffUser.name)
        .join(StaffUser, StaffUser.id == RoleGrant.user_id)
        .where(RoleGrant.role.in_(roles), RoleGrant.valid_from <= day, StaffUser.active)
        .where(or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= day))
        .order_by(StaffUser.name, StaffUser.id)
    )
    return [(Role(role), user_id, name) for role, user_id, name in db.session.execute(query)]


def holders(role: Role) -> list[StaffUser]:
    """Return who holds `role` in the bound municipality today."""
    return [user for user, grants in users_with_roles() if any(grant.holds and grant.role == role for grant in grants)]
