"""How the administration joins the rest: pages, permissions, menu, commands, and the check of the plug-ins."""

from __future__ import annotations

from collections.abc import Iterable

import click
from flask import Blueprint

from værdig.hooks import hookimpl
from værdig.hooks.contracts import Check, CheckResult, HomeCard, NavItem, Permission, PluginInfo, Severity
from værdig.i18n import _l

PLUGIN = PluginInfo(id="administration", title=_l("Administration"), kind="core", order=90)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(id="administration.plugins", title=_l("Tænde og slukke plug-ins"), default_roles=["administrator"])
    yield Permission(
        id="administration.settings", title=_l("Se indstillinger og status"), default_roles=["administrator"]
    )
    yield Permission(
        id="administration.personal_data",
        title=_l("Se fortegnelsen over personoplysninger"),
        default_roles=["administrator", "dpo"],
    )


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from værdig.administration.views_staff import blueprint

    yield blueprint


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(
        id="administration.registrations",
        label=_l("Registreringer"),
        endpoint="administration.registrations",
        order=500,
        is_wanted=_has_forms,
    )
    yield NavItem(
        id="administration.plugins",
        label=_l("Plug-ins"),
        endpoint="administration.plugins",
        order=910,
        permission="administration.plugins",
    )
    yield NavItem(
        id="administration.settings",
        label=_l("Indstillinger"),
        endpoint="administration.settings",
        order=920,
        permission="administration.settings",
    )
    yield NavItem(
        id="administration.personal_data",
        label=_l("Personoplysninger"),
        endpoint="administration.personal_data",
        order=930,
        permission="administration.personal_data",
    )


def _has_forms() -> bool:
    from værdig.administration.queries import my_forms

    return bool(my_forms())


@hookimpl
def register_commands() -> Iterable[click.Command]:
    from værdig.administration.commands import check, personal_data
    from værdig.administration.municipality_commands import municipality_group
    from værdig.hooks.commands import new, plugins

    yield from (plugins, new, check, personal_data, municipality_group)


@hookimpl
def register_checks() -> Iterable[Check]:
    yield Check(id="administration.plugins", title=_l("Plug-ins"), run=_check_plugins)
    yield Check(id="administration.reading", title=_l("Let dansk til borgerne"), run=_check_reading)
    yield Check(id="administration.jobs", title=_l("Baggrundsarbejde"), run=_check_jobs)


def _check_jobs() -> CheckResult:
    from værdig.jobs import jobs, states

    failing = [str(jobs().declared[key].title) for key, state in states.by_job().items()
               if state.failures and key in jobs().declared]  # fmt: skip
    if failing:
        return CheckResult(severity=Severity.WARNING, text=_l("Fejler: %(names)s.", names=", ".join(failing)))
    return CheckResult(severity=Severity.OK, text=_l("Intet fejler."))


def _check_reading() -> CheckResult:
    from værdig.administration import plain_language

    return plain_language.check()


def _check_plugins() -> CheckResult:
    from værdig.hooks import current_host, switches

    host = current_host()
    failed = [plugin.id for plugin in host.plugins if plugin.state == "quarantined"]
    stopped = sorted(switches.standing().stopped)
    if failed:
        return CheckResult(
            severity=Severity.ERROR, text=_l("Sat i karantæne ved start: %(names)s.", names=", ".join(failed))
        )
    if stopped:
        return CheckResult(
            severity=Severity.WARNING, text=_l("Stoppet efter gentagne fejl: %(names)s.", names=", ".join(stopped))
        )
    return CheckResult(severity=Severity.OK, text=_l("Alle valgte plug-ins er indlæst."))


@hookimpl
def register_home_cards() -> Iterable[HomeCard]:
    from værdig.administration import home

    yield HomeCard(
        id="administration.checks",
        title=_l("Driften"),
        tell=home.lines,
        permission="administration.settings",
        order=60,
    )
