"""Writes of the administration: switching plug-ins, noting that faults have been seen, and sending a registered form once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from værdig import audit, clock
from værdig.administration.models import FormReceipt
from værdig.crypto import keyring, mac
from værdig.db import db, new_id, transaction
from værdig.db.types import canonical
from værdig.errors import NotYours
from værdig.hooks import current_host, switches
from værdig.hooks.contracts import FormSpec
from værdig.hooks.records import Plugin
from værdig.hooks.results import plain_text

RECEIPT_KEPT = timedelta(days=1)


def plugin_here(plugin_id: str) -> Plugin:
    """Return a plug-in of this installation; raises NotYours for an unknown one and for the core's own features."""
    plugin = current_host().plugin(plugin_id)
    if plugin is None or plugin.is_core:
        raise NotYours
    return plugin


def switch(plugin_id: str, active: bool, by_whom: str) -> None:
    """Switch a plug-in on or off in the bound municipality, at once; its data stay. Tells the plug-ins after the commit."""
    plugin = plugin_here(plugin_id)
    if not plugin.loaded:
        raise NotYours
    with transaction():
        switches.put(plugin_id, active, by_whom)
        audit.record("plugin.switched", "plugin", plugin_id, detail={"active": active})
    current_host().fire("on_plugin_switched", plugin_id=plugin_id, active=active)


def note_faults_seen(plugin_id: str) -> None:
    """Let a plug-in that its faults have stopped try again in the bound municipality."""
    plugin_here(plugin_id)
    with transaction():
        switches.look_at(plugin_id)
        audit.record("plugin.faults_seen", "plugin", plugin_id)


def send_form(spec: FormSpec, data: Mapping[str, Any], page: str, by_whom: str) -> FormReceipt:
    """Hand a valid form to its plug-in, all or nothing, and return the receipt; the same page and content gives the first one."""
    content = mac(keyring().derive("form-receipt"), canonical([spec.id, _plain(data)]).encode())
    try:
        with transaction():
            db.session.execute(delete(FormReceipt).where(FormReceipt.at < clock.now() - RECEIPT_KEPT))
            return _sent_before(page, content) or _send(spec, data, page, content, by_whom)
    except IntegrityError:
        known = _sent_before(page, content)
        if known is None:
            raise  # not the receipt that was there already, but something of the plug-in's
        return known


def _sent_before(page: str, content: bytes) -> FormReceipt | None:
    return db.session.scalar(select(FormReceipt).where(FormReceipt.page == page, FormReceipt.content == content))


def _send(spec: FormSpec, data: Mapping[str, Any], page: str, content: bytes, by_whom: str) -> FormReceipt:
    receipt = FormReceipt(
        id=new_id(), form_id=spec.id, page=page, content=content, by_whom=by_whom, text="", at=clock.now()
    )
    db.session.add(receipt)
    db.session.flush()  # where two send at once, the second waits here for the first and then finds its receipt
    receipt.text = plain_text(spec.submit(dict(data)), spec.id)
    audit.record("form.sent", "form", spec.id)
    return receipt


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, str | int | list) else str(value) for name, value in data.items()}
