"""How complaints join the rest: permissions, themes, pages, menus and the example's cases."""

from __future__ import annotations

from collections.abc import Iterable

from værdig.hooks import hookimpl
from værdig.hooks.contracts import Permission, PluginInfo, Theme
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
