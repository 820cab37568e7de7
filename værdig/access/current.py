"""Who is asking in this request, in which roles and for which municipality."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, has_request_context
from sqlalchemy import or_, select

from værdig.access.models import RoleGrant
from værdig.access.roles import Role
from værdig.clock import today
from værdig.db import db
from værdig.db.tenancy import bound_tenant


def current_user() -> Any | None:
    """Return the signed-in member of staff, or None."""
    from flask_login import current_user as found

    return found._get_current_object() if has_request_context() and found.is_authenticated else None


def grants_of(user_id: str) -> list[RoleGrant]:
    """Return a user's grants that are valid today, in every municipality."""
    day = today()
    query = (
        select(RoleGrant)
        .where(RoleGrant.user_id == user_id, RoleGrant.valid_from <= day)
        .where(or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= day))
        .execution_options(all_tenants=True)
    )
    return list(db.session.scalars(query))


def my_grants() -> list[tuple[str, Role]]:
    """Return `(municipality id, role)` of the signed-in user, read once a request."""
    if "vaerdig_grants" not in g:
        user = current_user()
        g.vaerdig_grants = [(grant.municipality_id, Role(grant.role)) for grant in grants_of(user.id)] if user else []
    found: list[tuple[str, Role]] = g.vaerdig_grants
    return found


def my_municipalities() -> list[str]:
    """Return the ids of the municipalities in which the signed-in user has a role."""
    return sorted({municipality_id for municipality_id, _role in my_grants()})


def current_roles() -> frozenset[Role]:
    """Return the signed-in user's roles in the bound municipality."""
    return frozenset(role for municipality_id, role in my_grants() if municipality_id == bound_tenant())


def can(permission: str) -> bool:
    """Tell whether the signed-in user holds `permission` in the bound municipality; an unknown permission is held by nobody."""
    declared = current_app.extensions["vaerdig_permissions"].get(permission)
    return declared is not None and any(role in declared.default_roles for role in current_roles())
