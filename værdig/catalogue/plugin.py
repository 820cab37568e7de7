"""The catalogue's hook implementations: its commands, its example and its check; it has no pages of its own."""

from __future__ import annotations

from collections.abc import Iterable

import click

from værdig.hooks import hookimpl
from værdig.hooks.contracts import Check, CheckResult, PluginInfo, Sample, Severity
from værdig.i18n import _, _l

PLUGIN = PluginInfo(id="catalogue", title=_l("Planer og mål"), kind="core", order=20)


@hookimpl
def register_commands() -> Iterable[click.Command]:
    from værdig.catalogue.commands import plan_group

    yield plan_group


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    from værdig.catalogue.sample import load

    yield Sample(id="catalogue.adoptions", load=load, order=10)


@hookimpl
def register_checks() -> Iterable[Check]:
    yield Check(id="catalogue.data", title=_l("Planernes data kan læses"), run=_data)


def _data() -> CheckResult:
    from værdig.catalogue import queries
    from værdig.catalogue.strict import DataError

    try:
        counts = queries.counts()
    except DataError as error:
        return CheckResult(severity=Severity.ERROR, text=_("Planernes data er i uorden: %(error)s", error=str(error)))
    text = _("%(plans)s planer, %(goals)s mål, %(tracks)s spor og %(metrics)s målepunkter.", **counts)
    return CheckResult(severity=Severity.OK, text=text)
