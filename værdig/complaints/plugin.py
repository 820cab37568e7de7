"""How complaints join the rest: permissions, themes, pages, menus and the example's cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint

from værdig.hooks import hookimpl
from værdig.hooks.contracts import NavItem, Permission, PluginInfo, Sample, Theme
from værdig.i18n import _l

PLUGIN = PluginInfo(id="complaints", title=_l("Klager og borgerrådgiver"), kind="core", order=40)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id="complaints.confidential",
        title=_l("Åbne borgerrådgiverens fortrolige indbakke"),
        default_roles=["borgerraadgiver", "stedfortraeder"],
    )
    yield Permission(
        id="complaints.management",
        title=_l("Behandle klager, der er sendt til ledelsen"),
        default_roles=["leder", "svaransvarlig_leder"],
    )
    yield Permission(
        id="complaints.register",
        title=_l("Skrive en klage ned for en borger"),
        default_roles=["skranke", "leder", "borgerraadgiver"],
    )
    yield Permission(
        id="complaints.count",
        title=_l("Tælle en henvendelse"),
        default_roles=["skranke", "leder", "svaransvarlig_leder", "borgerraadgiver", "stedfortraeder"],
    )


@hookimpl
def register_complaint_themes() -> Iterable[Theme]:
    from værdig.complaints.categories import own_themes

    yield from own_themes()


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from værdig.complaints import views_desk, views_inbox, views_public, views_queue

    yield views_public.blueprint
    yield views_inbox.blueprint
    yield views_desk.blueprint
    yield views_queue.inbox_pages
    yield views_queue.management_pages


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(
        id="complaints.inbox",
        label=_l("Indbakke"),
        endpoint="complaints_indbakke.queue",
        order=20,
        permission="complaints.confidential",
    )
    yield NavItem(
        id="complaints.management",
        label=_l("Klager"),
        endpoint="complaints_klager.queue",
        order=21,
        permission="complaints.management",
    )
    yield NavItem(
        id="complaints.register",
        label=_l("Skriv en klage ned"),
        endpoint="complaints_desk.register",
        order=22,
        permission="complaints.register",
    )
    yield NavItem(
        id="complaints.count",
        label=_l("Tæl en henvendelse"),
        endpoint="complaints_desk.count",
        order=23,
        permission="complaints.count",
    )
    yield NavItem(
        id="complaints.start", label=_l("Klag eller få hjælp"), endpoint="complaints.start", area="public", order=20
    )
    yield NavItem(id="complaints.case", label=_l("Se din sag"), endpoint="complaints.case", area="public", order=21)


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    def load(context: Any) -> None:
        from værdig.complaints.sample import load as load_cases

        load_cases(context)

    yield Sample(id="complaints.cases", load=load, order=40)
