"""Writes of the administration: switching plug-ins, and noting that their faults have been seen; registrations are in `registering`."""

from __future__ import annotations

from værdig import audit
from værdig.db import transaction
from værdig.errors import NotYours
from værdig.hooks import current_host, switches
from værdig.hooks.records import Plugin


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
