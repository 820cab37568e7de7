"""How reports join the rest: pages, menu, permissions, commands, and the example's reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
from flask import Blueprint

from værdig.hooks import hookimpl
from værdig.hooks.contracts import HomeCard, NavItem, Permission, PluginInfo, Sample
from værdig.i18n import _l

PLUGIN = PluginInfo(id="reports", title=_l("Rapporter"), kind="core", order=70)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id="reports.read",
        title=_l("Læse rapporter"),
        default_roles=["leder", "analytiker", "udvalgsmedlem", "borgerraadgiver", "stedfortraeder"],
    )
    yield Permission(
        id="reports.drafts",
        title=_l("Læse udkast til rapporter og kontrollere rapporter"),
        description=_l("Udvalgsmedlemmer ser kun rapporter, der er frosset."),
        default_roles=["leder", "analytiker", "borgerraadgiver", "stedfortraeder"],
    )
    yield Permission(id="reports.write", title=_l("Bygge, skrive i og fryse rapporter"), default_roles=["leder"])


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from værdig.reports.views_staff import blueprint

    yield blueprint


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(
        id="reports.index", label=_l("Rapporter"), endpoint="reports.index", order=60, permission="reports.read"
    )


@hookimpl
def register_commands() -> Iterable[click.Command]:
    from værdig.reports.commands import report_group

    yield report_group


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    def load(context: Any) -> None:
        from værdig.reports.sample import load as load_reports

        load_reports(context)

    yield Sample(id="reports.half_years", load=load, order=300)


@hookimpl
def register_home_cards() -> Iterable[HomeCard]:
    from værdig.reports import home

    yield HomeCard(
        id="reports.progress",
        title=_l("Rapporten"),
        tell=home.progress,
        permission="reports.write",
        order=30,
    )
    yield HomeCard(
        id="reports.newest",
        title=_l("Rapporten"),
        tell=home.newest,
        permission="reports.read",
        roles=("udvalgsmedlem", "analytiker", "borgerraadgiver", "stedfortraeder"),
        order=30,
    )
