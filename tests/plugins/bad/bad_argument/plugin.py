"""Asks for an argument the hook does not have."""

from værdig.api import PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_argument", title="Forkert argument")


@hookimpl
def on_round_closed(round_id, answers):
    """Would like the answers."""
