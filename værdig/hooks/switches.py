"""Whether a plug-in is on in the bound municipality, and whether its faults have stopped it there; asked once per request."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, g, has_app_context
from sqlalchemy import delete, func, select, update

from værdig import clock
from værdig.db import db, in_transaction, transaction
from værdig.db.tenancy import bound_tenant, current_tenant
from værdig.hooks.models import PluginFault, PluginSwitch

log = logging.getLogger("vaerdig.hooks")

FAULTS = 3
"""So many faults …"""
WINDOW = timedelta(minutes=10)
"""… within this time stop a plug-in's pages, slots and listeners until an administrator looks."""
KEPT = timedelta(days=90)
"""How long a fault is kept."""


@dataclass(frozen=True)
class Standing:
    """How plug-ins stand in one municipality: the switches set there, and the plug-ins stopped by their faults."""

    switched: dict[str, bool]
    stopped: frozenset[str]


def standing() -> Standing:
    """Return how plug-ins stand in the bound municipality, read once per request."""
    municipality_id = current_tenant()
    kept: dict[str, Standing] = g.setdefault("vaerdig_plugin_standing", {}) if has_app_context() else {}
    if municipality_id not in kept:
        kept[municipality_id] = _read()
    return kept[municipality_id]


def _read() -> Standing:
    rows = db.session.execute(select(PluginSwitch.plugin_id, PluginSwitch.active)).all()
    stopped = db.session.scalars(
        select(PluginFault.plugin_id).where(PluginFault.stopped.is_(True), PluginFault.seen_at.is_(None))
    )
    return Standing({row.plugin_id: row.active for row in rows}, frozenset(stopped))


def forget() -> None:
    """Read anew at the next question; called after every change."""
    if has_app_context():
        g.pop("vaerdig_plugin_standing", None)


def is_on(plugin_id: str, default: bool) -> bool:
    """Tell whether a plug-in is switched on in the bound municipality; where none is bound nothing is on."""
    return bound_tenant() is not None and standing().switched.get(plugin_id, default)


def is_stopped(plugin_id: str) -> bool:
    """Tell whether a plug-in's faults have stopped it in the bound municipality."""
    return bound_tenant() is not None and plugin_id in standing().stopped


def all_switches() -> list[PluginSwitch]:
    """Return the switches the bound municipality has set, by plug-in."""
    return list(db.session.scalars(select(PluginSwitch).order_by(PluginSwitch.plugin_id)))


def put(plugin_id: str, active: bool, by_whom: str) -> None:
    """Set a switch of the bound municipality inside the caller's transaction."""
    row = db.session.scalar(select(PluginSwitch).where(PluginSwitch.plugin_id == plugin_id))
    if row is None:
        row = PluginSwitch(plugin_id=plugin_id)
        db.session.add(row)
    row.active, row.by_whom, row.at = active, by_whom, clock.now()
    forget()


def note_fault(plugin_id: str, place: str, what: str, error: BaseException | None = None) -> None:
    """Record a fault in a transaction of its own, and stop the plug-in here when it is one too many.

    Where no municipality is bound, or in the middle of a write, it is only logged; a record that fails never hides the fault.
    The whole exception is logged for authors only (debug and tests): its text may quote a person.
    """
    shown = error if has_app_context() and (current_app.debug or current_app.testing) else None
    log.warning("plug-in %s failed in %s: %s", plugin_id, place, what, exc_info=shown)
    if bound_tenant() is None or in_transaction():
        return
    try:
        with transaction():
            _add_fault(plugin_id, place, what)
    except Exception:
        log.exception("a fault of plug-in %s could not be recorded", plugin_id)
    forget()


def _add_fault(plugin_id: str, place: str, what: str) -> None:
    now = clock.now()
    recent = db.session.scalar(
        select(func.count())
        .select_from(PluginFault)
        .where(PluginFault.plugin_id == plugin_id, PluginFault.seen_at.is_(None))
        .where(PluginFault.municipality_id == current_tenant(), PluginFault.at > now - WINDOW)
    )
    stopped = (recent or 0) + 1 >= FAULTS
    db.session.add(PluginFault(plugin_id=plugin_id, place=place[:200], what=what[:200], at=now, stopped=stopped))
    db.session.execute(delete(PluginFault).where(PluginFault.plugin_id == plugin_id, PluginFault.at < now - KEPT))


def faults() -> list[PluginFault]:
    """Return the faults shown in the bound municipality, newest first."""
    return list(db.session.scalars(select(PluginFault).order_by(PluginFault.at.desc())))


def look_at(plugin_id: str) -> None:
    """Mark a plug-in's faults as seen inside the caller's transaction: its pages are tried again."""
    db.session.execute(
        update(PluginFault)
        .where(PluginFault.plugin_id == plugin_id, PluginFault.municipality_id == current_tenant())
        .where(PluginFault.seen_at.is_(None))
        .values(seen_at=clock.now())
    )
    forget()
