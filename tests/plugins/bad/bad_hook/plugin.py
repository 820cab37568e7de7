"""Misspells a hook."""

from værdig.api import PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_hook", title="Slåfejl")


@hookimpl
def register_metric():
    return []
