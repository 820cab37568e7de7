"""Reads of staff users and their grants in the bound municipality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import Select, func, or_, select

from værdig.access.models import RoleGrant
from værdig.access.roles import ROLES, Role
from værdig.accounts.models import StaffUser
from værdig.clock import today
from værdig.db import current_tenant, db
from værdig.errors import NotYours
from værdig.i18n import LazyText


@dataclass(frozen=True)
class Granted:
    """A grant as it is shown: its id, the role in words, its dates, and whether it holds today."""

    id: str
    title: LazyText
    role: Role
    valid_from: date
    valid_to: date | None
    holds: bool


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


def users_here() -> list[StaffUser]:
    """Return everybody who has, or had, a role in the bound municipality, by name."""
    return list(db.session.scalars(_here().order_by(StaffUser.name)))


def user_here(user_id: str) -> StaffUser:
    """Return one such user; raises NotYours for anybody else."""
    found = db.session.scalar(_here().where(StaffUser.id == user_id))
    if found is None:
        raise NotYours
    return found


def _here() -> Select[StaffUser]:
    return select(StaffUser).where(
        StaffUser.id.in_(select(RoleGrant.user_id).where(RoleGrant.municipality_id == current_tenant()))
    )


def granted(user_id: str) -> list[Granted]:
    """Return a user's grants in the bound municipality, newest first."""
    day = today()
    grants = db.session.scalars(
        select(RoleGrant).where(RoleGrant.user_id == user_id).order_by(RoleGrant.valid_from.desc())
    )
    return [
        Granted(
            grant.id,
            ROLES[Role(grant.role)],
            Role(grant.role),
            grant.valid_from,
            grant.valid_to,
            grant.valid_from <= day and (grant.valid_to is None or grant.valid_to >= day),
        )
        for grant in grants
    ]


def roles_anywhere(user_id: str, from_day: date) -> set[Role]:
    """Return the roles a user has anywhere on or after a day: a person cannot be both sides, not even in two municipalities."""
    query = (
        select(RoleGrant.role)
        .where(RoleGrant.user_id == user_id)
        .where(or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= from_day))
        .execution_options(all_tenants=True)
    )
    return {Role(role) for role in db.session.scalars(query)}


def holders(role: Role) -> list[StaffUser]:
    """Return who holds `role` in the bound municipality today."""
    return [user for user in users_here() if any(grant.holds and grant.role == role for grant in granted(user.id))]
