"""How accounts join the rest: pages, menu, permission, and the example's people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
from flask import Blueprint

from værdig.hooks import hookimpl
from værdig.hooks.contracts import HomeCard, NavItem, Permission, PersonalData, PluginInfo, Sample
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
def register_commands() -> Iterable[click.Command]:
    from værdig.accounts.commands import user_group

    yield user_group


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

    def load_neighbours(context: Any) -> None:
        from værdig.accounts.sample import load_neighbours as load_people

        load_people(context)

    yield Sample(id="accounts.people", load=load, order=1)
    yield Sample(id="accounts.neighbours", load=load_neighbours, order=2)


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


@hookimpl
def register_personal_data() -> Iterable[PersonalData]:
    from værdig.accounts import personal_data

    yield PersonalData(
        id="accounts.staff",
        what=_l("Ansatte og politikere med adgang: navn, e-mail, enhed, roller og adgangskoden som et aftryk."),
        basis=_l("Databeskyttelsesforordningens artikel 6, stk. 1, litra e."),
        keep=_l("Så længe personen har en rolle. Bagefter kan kontoen gøres navnløs, når nogen beder om det."),
        export=personal_data.export,
        erase=personal_data.erase,
        count=personal_data.count,
    )
    yield PersonalData(
        id="accounts.log",
        what=_l("Loggen over, hvad ansatte har gjort: hvornår, hvad og hvem, som et nummer på kontoen."),
        basis=_l("Databeskyttelsesforordningens artikel 5, stk. 2, og artikel 32."),
        keep=_l(
            "Så længe Værdig er i drift. Intet kan fjernes, uden at det kan ses. Uden kontoens navn peger nummeret ikke på nogen."
        ),
        export=lambda _subject: [],
        erase=lambda _subject: 0,
        count=personal_data.log_entries_here,
    )
