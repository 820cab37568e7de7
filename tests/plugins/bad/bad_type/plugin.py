"""Returns something else than was asked for."""

from værdig.api import PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_type", title="Forkert type")


@hookimpl
def register_permissions():
    return ["bad_type.read"]
