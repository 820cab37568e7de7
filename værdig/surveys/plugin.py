"""How surveys join the rest: pages, menu, permissions, commands, the core questionnaire, personal data and the example."""

from __future__ import annotations

from collections.abc import Iterable

from værdig.hooks import hookimpl
from værdig.hooks.contracts import Permission, PluginInfo, Questionnaire
from værdig.i18n import _l

PLUGIN = PluginInfo(id="surveys", title=_l("Undersøgelser"), kind="core", order=30)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id="surveys.manage",
        title=_l("Lave og åbne runder og hente koder"),
        default_roles=["leder", "analytiker"],
    )
    yield Permission(
        id="surveys.read",
        title=_l("Se runder og lukkede runders resultater"),
        default_roles=[
            "leder", "svaransvarlig_leder", "analytiker", "borgerraadgiver", "stedfortraeder", "dpo",
        ],
    )  # fmt: skip
    yield Permission(
        id="surveys.close",
        title=_l("Lukke en runde for altid"),
        description=_l("Med nøgleholdere skal en af dem skrive sit kodeord."),
        default_roles=["leder", "borgerraadgiver", "stedfortraeder"],
    )
    yield Permission(
        id="surveys.hold_key",
        title=_l("Være nøgleholder for runder"),
        default_roles=["borgerraadgiver", "stedfortraeder", "dpo"],
    )


@hookimpl
def register_questionnaires() -> Iterable[Questionnaire]:
    from værdig.surveys.core_questionnaire import CORE_1

    yield CORE_1
