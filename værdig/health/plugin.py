"""What the health feature registers: its two addresses."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint

from værdig.hooks import hookimpl
from værdig.hooks.contracts import PluginInfo
from værdig.i18n import _l

PLUGIN = PluginInfo(id="health", title=_l("Drift"), kind="core", order=100)


@hookimpl
def register_blueprints() -> Iterator[Blueprint]:
    """Give the pages to the application."""
    from værdig.health.views import blueprint

    yield blueprint
