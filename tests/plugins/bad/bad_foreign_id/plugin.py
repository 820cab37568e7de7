"""Declares something in another plug-in's name."""

from værdig.api import Permission, PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_foreign_id", title="Andres navn")


@hookimpl
def register_permissions():
    yield Permission(id="aa_good.everything", title="Alt", default_roles=["administrator"])
