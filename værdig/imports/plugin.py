"""How imports join the rest: permission, pages, menu, command, the importers themselves, and the example's figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
from flask import Blueprint

from værdig.hooks import hookimpl
from værdig.hooks.contracts import Importer, NavItem, Permission, PluginInfo, Sample
from værdig.i18n import _l

PLUGIN = PluginInfo(id="imports", title=_l("Importerede tal"), kind="core", order=50)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id="imports.manage",
        title=_l("Importere tal"),
        description=_l("Se, importere og fortryde tal fra Jobindsats og egne systemer."),
        default_roles=["leder", "analytiker", "administrator"],
    )


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from værdig.imports.views_staff import blueprint

    yield blueprint


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(
        id="imports.index", label=_l("Importerede tal"), endpoint="imports.index", order=500,
        permission="imports.manage",
    )  # fmt: skip


@hookimpl
def register_commands() -> Iterable[click.Command]:
    from værdig.imports.commands import import_file

    yield import_file


@hookimpl
def register_importers() -> Iterable[Importer]:
    from værdig.imports.readers import jobindsats, kmd_custom_data
    from værdig.imports.readers.whole_file import telling

    yield Importer(
        id="imports.jobindsats",
        title=_l("Jobindsats, eller en fil med samme form"),
        accepts=jobindsats.ACCEPTS,
        read=telling(jobindsats.read),
        help=_l("CSV, Excel eller JSON. Også jeres egne opgørelser og afskrifter, når de er skrevet på samme måde."),
    )
    yield Importer(
        id="imports.kmd",
        title=_l("KMD Insight, Custom Data"),
        accepts=(".csv",),
        read=telling(kmd_custom_data.read),
        help=_l("En CSV-fil, hvis navn begynder med CD_."),
    )


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    def load(context: Any) -> None:
        from værdig.imports.sample import load as load_figures

        load_figures(context)

    yield Sample(id="imports.figures", load=load, order=50)
