"""Reads of municipalities and their settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from værdig.clock import today
from værdig.db import current_tenant, db
from værdig.municipality.models import Municipality, MunicipalValue
from værdig.municipality.settings import declared


def get(municipality_id: str | None = None) -> Municipality:
    """Return a municipality, the bound one by default; raises LookupError for an unknown id."""
    found = db.session.get(Municipality, municipality_id or current_tenant())
    if found is None:
        raise LookupError(municipality_id)
    return found


def all_municipalities() -> list[Municipality]:
    """Return every municipality of the installation by name."""
    return list(db.session.scalars(select(Municipality).order_by(Municipality.name)))


def by_host(host: str) -> Municipality | None:
    """Return the municipality whose citizens use this host name, without its port."""
    return db.session.scalar(select(Municipality).where(Municipality.hostname == host.partition(":")[0].lower()))


def setting(key: str, on: date | None = None) -> Any:
    """Return the bound municipality's value of `key` on a date (today by default), or the declared default."""
    default = declared(key).default
    newest = (
        select(MunicipalValue.value)
        .where(MunicipalValue.municipality_id == current_tenant(), MunicipalValue.key == key)
        .where(MunicipalValue.valid_from <= (on or today()))
        .order_by(MunicipalValue.valid_from.desc())
        .limit(1)
    )
    found = db.session.execute(newest).first()
    return default if found is None else found[0]


def example_data() -> bool:
    """Tell whether the bound municipality's data are made up and must be marked everywhere."""
    return bool(setting("example_data"))
