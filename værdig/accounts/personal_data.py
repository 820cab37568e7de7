"""What is kept of staff themselves: given out by e-mail address, and made nameless when nobody needs the name any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select

from værdig import audit
from værdig.accounts import keeping, queries
from værdig.accounts.models import PasswordLink, StaffUser
from værdig.clock import today
from værdig.db import current_tenant, db, new_id, transaction
from værdig.errors import UserError
from værdig.i18n import _


def export(subject: str) -> Sequence[Mapping[str, Any]]:
    """Return the account with this e-mail and its roles in the bound municipality; nothing for anybody else."""
    user = _here(subject)
    if user is None:
        return []
    roles = [
        {"role": grant.role.value, "from": grant.valid_from, "to": grant.valid_to} for grant in queries.granted(user.id)
    ]
    row = {"name": user.name, "email": user.email, "unit": user.unit, "created": user.created, "roles": roles}
    return [{**row, "log_entries": _log_entries(user.id)}]


def erase(subject: str) -> int:
    """Make the account with this e-mail nameless and closed; its id stays in the log, which must stay whole.

    Raises UserError while the person has a role anywhere (the role ends first), and where another municipality looks after
    the account.
    """
    user = _here(subject)
    if user is None:
        return 0
    if queries.roles_anywhere(user.id, today()):
        raise UserError(_("%(email)s har stadig en rolle. Afslut rollerne først.", email=user.email))
    keeping.require_kept_here(user)
    with transaction():
        user.name, user.unit, user.email = _("Slettet bruger"), "", f"slettet-{user.id.lower()}@example.invalid"
        user.password, user.active, user.fs_uniquifier = None, False, new_id()
        db.session.execute(delete(PasswordLink).where(PasswordLink.user_id == user.id))
        audit.record("accounts.erased", "staff_user", user.id)
    return 1


def count() -> int:
    """Return how many accounts have, or have had, a role in the bound municipality, or were made there."""
    return queries.count_here()


def log_entries_here() -> int:
    """Return how many entries the log has about the bound municipality."""
    query = select(func.count()).where(audit.AuditEntry.municipality_id == current_tenant())
    return db.session.scalar(query) or 0


def _here(subject: str) -> StaffUser | None:
    user = queries.by_email(subject)
    return user if user is not None and queries.is_here(user.id) else None


def _log_entries(user_id: str) -> int:
    return db.session.scalar(select(func.count()).where(audit.AuditEntry.actor == user_id)) or 0
