"""Forgets @hookimpl: the function would never be called, without a word."""

from værdig.api import PluginInfo

PLUGIN = PluginInfo(id="bad_unmarked", title="Glemt mærke")


def register_metrics():
    return []
