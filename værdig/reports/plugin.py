"""How reports join the rest: pages, menu, permissions, commands, and the example's reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
from flask import Blueprint, url_for
from markupsafe import Markup

from værdig.hooks import hookimpl
from værdig.hooks.contracts import HomeCard, NavItem, Permission, PluginInfo, Sample, Slot
from værdig.i18n import _, _l

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
    yield Permission(
        id="reports.beretning",
        title=_l("Skrive og frigive borgerrådgiverens beretning"),
        description=_l("Ingen andre kan se et udkast."),
        default_roles=["borgerraadgiver"],
    )
    yield Permission(
        id="reports.beretning_read",
        title=_l("Læse borgerrådgiverens beretninger, når de er frigivet"),
        description=_l("Borgerrådgiveren vælger, hvem der må læse hver beretning."),
        default_roles=[
            "leder",
            "svaransvarlig_leder",
            "analytiker",
            "udvalgsmedlem",
            "borgerraadgiver",
            "stedfortraeder",
        ],
    )
    yield Permission(id="reports.write", title=_l("Bygge, skrive i og fryse rapporter"), default_roles=["leder"])


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from værdig.reports.beretning import views, views_reading
    from værdig.reports.views_staff import blueprint

    yield blueprint
    yield views.blueprint
    yield views_reading.staff_pages
    yield views_reading.public_pages


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(
        id="reports.index", label=_l("Rapporter"), endpoint="reports.index", order=60, permission="reports.read"
    )
    yield NavItem(
        id="reports.beretning",
        label=_l("Min beretning"),
        endpoint="beretning.index",
        order=61,
        permission="reports.beretning",
    )
    yield NavItem(
        id="reports.beretninger",
        label=_l("Beretninger"),
        endpoint="beretninger.index",
        order=62,
        permission="reports.beretning_read",
    )


@hookimpl
def render_slot(slot: Slot, context: Any) -> Any:
    """Lead citizens to the reports that everybody may read, where there are any."""
    from værdig.reports.beretning import queries

    if slot is not Slot.PUBLIC_START or not queries.released():
        return None
    link = Markup('<p lang="da"><a href="{url}">{text}</a></p>')
    return link.format(url=url_for("beretninger_for_alle.index_for_all"), text=_("Læs borgerrådgiverens beretninger"))


@hookimpl
def register_commands() -> Iterable[click.Command]:
    from værdig.reports.commands import report_group

    yield report_group


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    def load(context: Any) -> None:
        from værdig.reports.sample import load as load_reports

        load_reports(context)

    def load_own(context: Any) -> None:
        from værdig.reports.beretning.sample import load as load_beretninger

        load_beretninger(context)

    yield Sample(id="reports.half_years", load=load, order=300)
    yield Sample(id="reports.beretninger", load=load_own, order=310)


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
