"""Which municipality looks after an account that several share: only there are pass words reset and accounts closed."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from værdig import clock, municipality
from værdig.access.models import RoleGrant
from værdig.accounts.models import StaffUser
from værdig.db import current_tenant, db
from værdig.errors import UserError
from værdig.i18n import _

LAPSE = timedelta(days=30)
"""How long an ended role still ties an account to its municipality: a role renewed a little late has not been let go."""


def keeper(user: StaffUser) -> str | None:
    """Return the id of the municipality that looks after an account, None for one that no municipality has had.

    It is the one where the account was made, for as long as the person has a role there: one that holds, begins later or ended
    within `LAPSE`. When she has left it for others, it is the first of them.
    """
    places = _places(user.id, None)
    tied = _places(user.id, clock.today() - LAPSE)
    if user.home_id and (user.home_id in tied or not tied):
        return user.home_id
    return next(iter(tied or places), None)


def _places(user_id: str, from_day: date | None) -> list[str]:
    """Return where a user has roles that have not ended before a day, the place of the earliest role first."""
    grants = db.session.scalars(
        select(RoleGrant)
        .where(RoleGrant.user_id == user_id)
        .order_by(RoleGrant.valid_from, RoleGrant.municipality_id)
        .execution_options(all_tenants=True)
    )
    return [
        grant.municipality_id
        for grant in grants
        if from_day is None or grant.valid_to is None or grant.valid_to >= from_day
    ]


def has_role_elsewhere(user_id: str) -> bool:
    """Tell whether a user has, or will have, a role in another municipality than the bound one."""
    return any(place != current_tenant() for place in _places(user_id, clock.today()))


def objection(user: StaffUser) -> str:
    """Return in Danish why the bound municipality may not reset, close or open an account; empty when it may."""
    place = keeper(user)
    if place == current_tenant():
        return ""
    if place is None:
        return _("Kontoen hører ikke til i nogen kommune.")
    return _(
        "Kontoen hører til i %(municipality)s. Kun en administrator dér kan lave en ny adgangskode, lukke kontoen eller åbne den "
        "igen. Her kan du give og afslutte roller.",
        municipality=municipality.get(place).name,
    )


def require_kept_here(user: StaffUser) -> None:
    """Raise UserError unless the bound municipality looks after the account: who resets it can sign in everywhere as its person."""
    text = objection(user)
    if text:
        raise UserError(text)
