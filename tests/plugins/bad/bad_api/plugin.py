"""Wants a contract from the future."""

from værdig.api import PluginInfo

PLUGIN = PluginInfo(id="bad_api", title="Ny aftale", api=99)
