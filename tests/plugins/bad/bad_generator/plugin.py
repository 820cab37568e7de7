"""Fails halfway: the first half must not be kept."""

from værdig.api import Permission, PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_generator", title="Halvvejs")


@hookimpl
def register_permissions():
    yield Permission(id="bad_generator.first", title="Første", default_roles=["administrator"])
    raise RuntimeError("halfway")
