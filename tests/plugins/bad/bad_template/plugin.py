"""Puts a template where it could shadow another's."""

from værdig.api import PluginInfo

PLUGIN = PluginInfo(id="bad_template", title="Andres skabelon")
