"""Reads of municipalities and their settings; a request reads all settings of its municipality at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import g, has_request_context
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


def setting(key: str, on: date | None = None) -> Any:
    """Return the bound municipality's value of `key` on a date (today by default), or the declared default."""
    default = declared(key).default
    return _values(on or today()).get(key, default)


def _values(on: date) -> dict[str, Any]:
    if not has_request_context():
        return _read(on)
    kept: dict[tuple[str, date], dict[str, Any]] = g.setdefault("vaerdig_municipal_values", {})
    here = (current_tenant(), on)
    if here not in kept:
        kept[here] = _read(on)
    return kept[here]


def _read(on: date) -> dict[str, Any]:
    begun = (
        select(MunicipalValue.key, MunicipalValue.value)
        .where(MunicipalValue.municipality_id == current_tenant(), MunicipalValue.valid_from <= on)
        .order_by(MunicipalValue.valid_from)
    )
    return {row.key: row.value for row in db.session.execute(begun)}


def forget() -> None:
    """Read anew at the next question of this request; called after every change."""
    if has_request_context():
        g.pop("vaerdig_municipal_values", None)


def example_data() -> bool:
    """Tell whether the bound municipality's data are made up and must be marked everywhere."""
    return bool(setting("example_data"))
