"""Writes of municipalities and their dated settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from værdig.clock import today
from værdig.db import current_tenant, db, transaction
from værdig.errors import UserError
from værdig.municipality.memory import forget
from værdig.municipality.models import Municipality, MunicipalValue
from værdig.municipality.settings import check


def create(municipality_id: str, name: str, hostname: str | None = None) -> Municipality:
    """Add a municipality; raises UserError when the id is taken or is not a short ASCII word."""
    if not (municipality_id.isascii() and municipality_id.replace("-", "").isalnum() and municipality_id.islower()):
        raise UserError("Kommunens id skal være små bogstaver a-z, tal og bindestreg.")
    with transaction():
        if db.session.get(Municipality, municipality_id):
            raise UserError(f"Der er allerede en kommune med id »{municipality_id}«.")
        added = Municipality(id=municipality_id, name=name, hostname=hostname)
        db.session.add(added)
    forget()
    return added


def put(key: str, value: Any, valid_from: date | None = None) -> None:
    """Set the bound municipality's `key` from a date on (today by default); earlier values stay as history."""
    check(key, value)
    start = valid_from or today()
    with transaction():
        row = db.session.scalar(
            select(MunicipalValue).where(MunicipalValue.key == key, MunicipalValue.valid_from == start)
        )
        if row is None:
            db.session.add(MunicipalValue(key=key, value=value, valid_from=start))
        else:
            row.value = value


def one_at_a_time() -> None:
    """Let nobody else write of the same in the bound municipality until the caller's transaction ends: the others wait here.

    For what is decided by reading first, and would be decided wrongly by two at once.
    """
    db.session.execute(select(Municipality.id).where(Municipality.id == current_tenant()).with_for_update())
