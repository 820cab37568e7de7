"""Requires a plug-in that requires it."""

from værdig.api import PluginInfo

PLUGIN = PluginInfo(id="bad_circle_a", title="Ring a", requires=["bad_circle_b"])
