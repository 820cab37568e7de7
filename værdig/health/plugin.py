"""What the health feature registers: its two addresses, and a line on the status page."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint

from værdig.hooks import hookimpl
from værdig.hooks.contracts import Check, CheckResult, PluginInfo, Severity
from værdig.i18n import _, _l

PLUGIN = PluginInfo(id="health", title=_l("Drift"), kind="core", order=100)

NAMES = {
    "database": _l("databasen svarer ikke"),
    "migrations": _l("databasens tabeller er ikke på nyeste udgave"),
    "keys": _l("nøglerne kan ikke læses"),
    "disk": _l("der kan ikke skrives på disken"),
}
"""What is said of a check that failed."""


@hookimpl
def register_blueprints() -> Iterator[Blueprint]:
    """Give the pages to the application."""
    from værdig.health.views import blueprint

    yield blueprint


@hookimpl
def register_checks() -> Iterator[Check]:
    """Tell the administrator what a watchman is told."""
    yield Check(id="health.machine", title=_l("Database, nøgler og disk"), run=_machine)


def _machine() -> CheckResult:
    from værdig.health import checks

    failed = [str(NAMES[name]) for name, works in checks.outcome().items() if not works]
    if failed:
        return CheckResult(severity=Severity.ERROR, text=_("Noget virker ikke: %(what)s.", what=", ".join(failed)))
    return CheckResult(severity=Severity.OK, text=_l("Alt svarer, som det skal."))
