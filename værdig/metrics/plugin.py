"""How maalepunkter join the rest: pages, menu, permissions, commands, the example, and recomputing after imports and registrations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
from flask import Blueprint, current_app

from værdig.hooks import hookimpl
from værdig.hooks.contracts import Check, CheckResult, HomeCard, NavItem, Permission, PluginInfo, Sample, Severity
from værdig.i18n import _, _l

PLUGIN = PluginInfo(id="metrics", title=_l("Mål og tal"), kind="core", order=60)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id="metrics.read",
        title=_l("Se mål og tal"),
        description=_l("Se planernes målepunkter, deres tal og hvordan de står."),
        default_roles=[
            "leder",
            "svaransvarlig_leder",
            "analytiker",
            "udvalgsmedlem",
            "borgerraadgiver",
            "stedfortraeder",
            "administrator",
        ],
    )
    yield Permission(
        id="metrics.compute",
        title=_l("Beregne målepunkter igen"),
        default_roles=["leder", "analytiker", "administrator"],
    )


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from værdig.metrics.views_staff import blueprint

    yield blueprint


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(
        id="metrics.index",
        label=_l("Mål og tal"),
        endpoint="metrics.index",
        order=400,
        permission="metrics.read",
    )


@hookimpl
def register_commands() -> Iterable[click.Command]:
    from værdig.metrics.commands import metrics_group

    yield metrics_group


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    def load(context: Any) -> None:
        from værdig.metrics.sample import load as compute

        compute(context)

    yield Sample(id="metrics.computed", load=load, order=200)


@hookimpl
def register_checks() -> Iterable[Check]:
    yield Check(id="metrics.computed", title=_l("Målepunkterne kan beregnes"), run=_computed)


def _computed() -> CheckResult:
    from værdig.metrics import queries

    failed = [item for item in queries.active_metrics() if queries.latest_failure(item.id)]
    if failed:
        codes = ", ".join(item.value.code for item in failed)
        return CheckResult(
            severity=Severity.WARNING, text=_("Disse målepunkter fejlede sidst: %(codes)s.", codes=codes)
        )
    return CheckResult(severity=Severity.OK, text=_("Ingen målepunkter fejlede sidst."))


@hookimpl
def on_import_finished(run_id: str) -> None:
    _compute_soon(None)


@hookimpl
def on_registered(form_id: str) -> None:
    """Compute what counts rows of the form's plug-in; imported figures have not changed."""
    from værdig.metrics import queries

    own = [item.id for item in queries.active_metrics() if item.plugin_id == form_id.partition(".")[0]]
    if own:
        _compute_soon(own)


def _compute_soon(metric_ids: Iterable[str] | None) -> None:
    from værdig.db import current_tenant
    from værdig.metrics.background import compute_soon

    if not current_app.testing:  # tests call `compute_soon` themselves and wait for it
        app: Any = current_app
        compute_soon(app._get_current_object(), current_tenant(), metric_ids)


@hookimpl
def register_home_cards() -> Iterable[HomeCard]:
    from værdig.metrics import home

    yield HomeCard(
        id="metrics.missing",
        title=_l("Målepunkter"),
        tell=home.lines,
        permission="metrics.read",
        roles=("leder", "analytiker"),
        order=40,
    )
