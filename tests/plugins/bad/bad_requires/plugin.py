"""Requires a plug-in that is not there."""

from værdig.api import PluginInfo

PLUGIN = PluginInfo(id="bad_requires", title="Mangler en anden", requires=["not_there"])
