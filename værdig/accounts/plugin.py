"""How accounts join the rest: pages, menu, permission, and the example's people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint

from værdig.hooks import hookimpl
from værdig.hooks.contracts import HomeCard, NavItem, Permission, PluginInfo, Sample
from værdig.i18n import _l

PLUGIN = PluginInfo(id="accounts", title=_l("Brugere"), kind="core", order=10)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(id="accounts.manage", title=_l("Oprette brugere og give roller"), default_roles=["administrator"])


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from værdig.accounts.views import blueprint

    yield blueprint


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(id="accounts.home", label=_l("Min side"), endpoint="accounts.home", order=1)
    yield NavItem(
        id="accounts.users", label=_l("Brugere"), endpoint="accounts.users", order=900, permission="accounts.manage"
    )


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    def load(context: Any) -> None:
        from værdig.accounts.sample import load as load_people

        load_people(context)

    yield Sample(id="accounts.people", load=load, order=1)


@hookimpl
def register_home_cards() -> Iterable[HomeCard]:
    from værdig.accounts import home

    yield HomeCard(
        id="accounts.users",
        title=_l("Brugere"),
        tell=home.lines,
        permission="accounts.manage",
        order=50,
    )
