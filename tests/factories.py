"""Builders of rows for tests: plain functions, called with an application context and a municipality bound."""

from __future__ import annotations

from datetime import date
from itertools import count

from værdig import clock
from værdig.access.models import RoleGrant
from værdig.accounts.models import StaffUser
from værdig.db import current_tenant, db, new_id, tenant, transaction

_numbers = count(1)


def make_user(*roles: str, name: str = "", unit: str = "Jobcentret") -> StaffUser:
    """Make an active user with roles in the bound municipality; she has no pass word."""
    number = next(_numbers)
    with transaction():
        user = StaffUser(
            id=new_id(), email=f"bruger{number}@example.dk", name=name or f"Bruger {number}", unit=unit, active=True,
            password=None, fs_uniquifier=new_id(), created=clock.now(),
            home_id=current_tenant(),
        )  # fmt: skip
        db.session.add(user)
        db.session.flush()
        for role in roles:
            db.session.add(
                RoleGrant(id=new_id(), user_id=user.id, role=role, valid_from=date(2015, 1, 1), valid_to=None)
            )
    return user


def make_grant(user_id: str, role: str, municipality: str) -> RoleGrant:
    """Give a user one more role, in a municipality that need not be the bound one."""
    with tenant(municipality), transaction():
        grant = RoleGrant(id=new_id(), user_id=user_id, role=role, valid_from=date(2015, 1, 1), valid_to=None)
        db.session.add(grant)
    return grant
