"""The record of personal data that features and plug-ins keep, and giving out or erasing what is kept of one person.

Databeskyttelsesforordningen artikel 30 (the record), 15 (access) and 17 (erasure). A handler that fails fails the whole request:
a part of the answer must never be mistaken for all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from værdig import audit
from værdig.db import transaction
from værdig.hooks import current_host
from værdig.hooks.contracts import PersonalData


def record() -> list[PersonalData]:
    """Return what is kept, by whom it was declared; plug-ins that are switched off keep their data, so they are here too."""
    return [item.value for item in current_host().collect("register_personal_data")]


def export(subject: str) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Return the rows kept of a person in the bound municipality, by handler, also where there are none."""
    found: dict[str, Sequence[Mapping[str, Any]]] = {handler.id: list(handler.export(subject)) for handler in record()}
    with transaction():
        audit.record("personal_data.exported", "personal_data", "subject", detail=_counts(found))
    return found


def erase(subject: str) -> dict[str, int]:
    """Erase what may be erased of a person in the bound municipality, all or nothing; returns how many rows by handler."""
    with transaction():
        erased = {handler.id: handler.erase(subject) for handler in record()}
        audit.record("personal_data.erased", "personal_data", "subject", detail=dict(erased))
    return erased


def _counts(found: Mapping[str, Sequence[Any]]) -> dict[str, int]:
    return {handler: len(rows) for handler, rows in found.items()}
