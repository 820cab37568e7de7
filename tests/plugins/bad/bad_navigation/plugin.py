"""Puts an entry in the menu that leads nowhere; on every page it would be an outage."""

from værdig.api import NavItem, PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_navigation", title="Menu til ingenting")


@hookimpl
def register_navigation():
    yield NavItem(id="bad_navigation.start", label="Ingenting", endpoint="bad_navigation.no_such_page")
