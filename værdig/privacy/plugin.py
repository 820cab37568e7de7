"""How the privacy pages join the rest."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint

from værdig.hooks import hookimpl
from værdig.hooks.contracts import PluginInfo
from værdig.i18n import _l

PLUGIN = PluginInfo(id="privacy", title=_l("Privatliv"), kind="core", order=95)


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from værdig.privacy.views_public import blueprint

    yield blueprint
