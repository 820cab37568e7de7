"""Wants to change what other plug-ins return."""

from værdig.api import PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_wrapper", title="Pakker andre ind")


@hookimpl(wrapper=True)
def register_metrics():
    result = yield
    return result
