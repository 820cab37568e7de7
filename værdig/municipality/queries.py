"""Reads of municipalities and their settings; how long what was read is remembered is known in `memory`."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from værdig.clock import today
from værdig.db import current_tenant, db
from værdig.db.prepared import Prepared, mine
from værdig.municipality.memory import known, remembered
from værdig.municipality.models import Municipality, MunicipalValue
from værdig.municipality.settings import declared

_VALUES = Prepared(
    select(MunicipalValue.key, MunicipalValue.value, MunicipalValue.valid_from)
    .where(mine(MunicipalValue))
    .order_by(MunicipalValue.valid_from)
)


def get(municipality_id: str | None = None) -> Municipality:
    """Return a municipality, the bound one by default; raises LookupError for an unknown id."""
    found = db.session.get(Municipality, municipality_id or current_tenant())
    if found is None:
        raise LookupError(municipality_id)
    return found


def all_municipalities() -> list[Municipality]:
    """Return every municipality of the installation by name."""
    return list(db.session.scalars(select(Municipality).order_by(Municipality.name)))


def name() -> str:
    """Return the bound municipality's name; raises LookupError when there is none with that id."""
    return {each.id: each.name for each in known()}[current_tenant()]


def setting(key: str, on: date | None = None) -> Any:
    """Return the bound municipality's value of `key` on a date (today by default), or the declared default."""
    default = declared(key).default
    value = _values(on or today()).get(key, default)
    return list(value) if isinstance(value, list) else value


def setting_since(key: str, on: date | None = None) -> date | None:
    """Return from when the value of `key` on a date (today by default) holds; None for the declared default."""
    day = on or today()
    begun = [row.valid_from for row in _VALUES.run() if row.key == declared(key).key and row.valid_from <= day]
    return max(begun, default=None)


def _values(on: date) -> dict[str, Any]:
    return remembered(("values", on), lambda: _read(on))


def _read(on: date) -> dict[str, Any]:
    return {row.key: row.value for row in _VALUES.run() if row.valid_from <= on}


def example_data() -> bool:
    """Tell whether the bound municipality's data are made up and must be marked everywhere."""
    return bool(setting("example_data"))
