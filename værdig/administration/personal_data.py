"""The record of personal data that features and plug-ins keep, and giving out or erasing what is kept of one person.

Databeskyttelsesforordningen artikel 30 (the record), 15 (access) and 17 (erasure). A handler that fails fails the whole request:
a part of the answer must never be mistaken for all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from værdig import audit
from værdig.db import db, transaction
from værdig.hooks import current_host
from værdig.hooks.contracts import PersonalData


def record() -> list[PersonalData]:
    """Return what is kept in the bound municipality, by whom it was declared.

    A plug-in that is switched off keeps the data it has, so it is here too; one that never kept anything here is not.
    """
    host = current_host()
    declared = host.collect("register_personal_data")
    return [item.value for item in declared if host.is_active(item.plugin_id) or _keeps_anything(item.plugin_id)]


def _keeps_anything(plugin_id: str) -> bool:
    """Tell whether a plug-in's own tables hold a row of the bound municipality, also one that is withdrawn."""
    sets = [item.value for item in current_host().collect("register_models") if item.plugin_id == plugin_id]
    tables = [mapper.class_ for models in sets for mapper in models.base.registry.mappers]
    return any(
        db.session.scalars(select(table).limit(1).execution_options(withdrawn=True)).first() is not None
        for table in tables
    )


def _handlers() -> list[PersonalData]:
    """Return everybody's handlers: what is asked of one person is asked of all, on or off."""
    return [item.value for item in current_host().collect("register_personal_data")]


def export(subject: str) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Return the rows kept of a person in the bound municipality, by handler, also where there are none."""
    found: dict[str, Sequence[Mapping[str, Any]]] = {
        handler.id: list(handler.export(subject)) for handler in _handlers()
    }
    with transaction():
        audit.record("personal_data.exported", "personal_data", "subject", detail=_counts(found))
    return found


def erase(subject: str) -> dict[str, int]:
    """Erase what may be erased of a person in the bound municipality, all or nothing; returns how many rows by handler."""
    with transaction():
        erased = {handler.id: handler.erase(subject) for handler in _handlers()}
        audit.record("personal_data.erased", "personal_data", "subject", detail=dict(erased))
    return erased


def _counts(found: Mapping[str, Sequence[Any]]) -> dict[str, int]:
    return {handler: len(rows) for handler, rows in found.items()}
