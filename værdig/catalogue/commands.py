"""`vaerdig plan list|show|check`: the catalogue and its arithmetic on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

import click

from værdig.catalogue import queries
from værdig.catalogue.checks import check_all, check_plan
from værdig.catalogue.contracts import Plan, PlanMetric
from værdig.catalogue.findings import OUTCOMES, Finding, Outcome
from værdig.catalogue.rules import computed_target
from værdig.errors import NotYours, UserError
from værdig.i18n import _, format_date, format_number


@click.group("plan")
def plan_group() -> None:
    """Planerne: mål, spor og målepunkter."""


@plan_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
def plan_list(as_json: bool) -> None:
    """Vis planerne og hvor meget de rummer."""
    if as_json:
        found = [_summary(plan) for plan in queries.all_plans()]
        click.echo(_json({"counts": queries.counts(), "plans": found}))
        return
    for plan in queries.all_plans():
        number = len(queries.metrics(plan.id))
        click.echo(
            _(
                "%(id)s  %(title)s (%(who)s): %(goals)s mål, %(tracks)s spor, %(metrics)s målepunkter",
                id=plan.id,
                title=plan.title,
                who=", ".join(plan.municipalities),
                goals=len(plan.goals),
                tracks=len(plan.tracks),
                metrics=number,
            )
        )


def _summary(plan: Plan) -> dict[str, Any]:
    return {
        "id": plan.id,
        "title": plan.title,
        "issuer": plan.issuer,
        "municipalities": plan.municipalities,
        "valid_from": plan.valid_from,
        "valid_to": plan.valid_to,
        "goals": [goal.goal for goal in plan.goals],
        "tracks": [track.code for track in plan.tracks],
        "metrics": [placed.metric.code for placed in queries.metrics(plan.id)],
        "tables": [table.id for table in plan.tables],
    }


@plan_group.command("show")
@click.argument("plan_id", metavar="PLAN")
@click.option("--json", "as_json", is_flag=True, help="Skriv hele planen som JSON.")
def plan_show(plan_id: str, as_json: bool) -> None:
    """Vis en plans mål, spor og målepunkter."""
    plan = _plan(plan_id)
    if as_json:
        click.echo(_json(asdict(plan)))
    else:
        click.echo("\n".join(_lines(plan)))


def _plan(plan_id: str) -> Plan:
    try:
        return queries.plan(plan_id)
    except NotYours:
        known = ", ".join(plan.id for plan in queries.all_plans())
        raise UserError(_("Planen »%(id)s« findes ikke. Planer: %(known)s.", id=plan_id, known=known)) from None


def _lines(plan: Plan) -> Iterator[str]:
    first, last = format_date(plan.valid_from), format_date(plan.valid_to)
    yield _(
        "%(title)s, %(issuer)s. Gælder %(first)s til %(last)s.",
        title=plan.title,
        issuer=plan.issuer,
        first=first,
        last=last,
    )
    for goal in plan.goals:
        yield f"\n{goal.code}  {goal.wording} [{goal.goal}]"
        yield from map(_metric_line, goal.metrics)
    for local in plan.local_goals:
        yield f"\n{local.code}  {local.wording}"
        yield from map(_metric_line, local.metrics)
    if plan.indicators:
        yield "\n" + _("Planens egne indikatorer")
        yield from map(_metric_line, plan.indicators)
    for track in plan.tracks:
        yield f"\n{track.code}  {track.name}"
        for initiative in track.initiatives:
            yield from map(_metric_line, initiative.metrics)


def _metric_line(metric: PlanMetric) -> str:
    target = ""
    if metric.target and metric.target.value is not None:
        stated = format_number(metric.target.value)
        target = _(", angivet mål %(stated)s %(unit)s", stated=stated, unit=metric.target.unit)
    computed = computed_target(metric)
    level = metric.rule is not None and metric.rule.kind == "level"
    rule = _(", regel: %(arithmetic)s", arithmetic=computed.arithmetic) if computed and not level else ""
    return f"  {metric.code}  {metric.name} ({metric.unit}){target}{rule}"


@plan_group.command("check")
@click.argument("plan_id", metavar="PLAN", required=False)
@click.option("--all", "everything", is_flag=True, help="Vis også det, der stemmer.")
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
def plan_check(plan_id: str | None, everything: bool, as_json: bool) -> None:
    """Regn planerne efter: summer, regler, henvisninger og det, der mangler."""
    findings = check_plan(_plan(plan_id)) if plan_id else check_all()
    if as_json:
        click.echo(_json([asdict(finding) for finding in findings]))
    else:
        click.echo("\n".join(_report(findings, everything)))


def _report(findings: Iterable[Finding], everything: bool) -> Iterator[str]:
    found = list(findings)
    for plan_id in dict.fromkeys(finding.plan for finding in found):
        mine = [finding for finding in found if finding.plan == plan_id]
        yield f"\n{queries.plan(plan_id).title} ({plan_id})"
        for outcome in (
            Outcome.BROKEN,
            Outcome.ROUNDING,
            Outcome.GAP,
            *((Outcome.HOLDS,) if everything else ()),
        ):
            for finding in mine:
                if finding.outcome is outcome:
                    yield from _finding_lines(finding)
        held = sum(finding.outcome is Outcome.HOLDS for finding in mine)
        yield "  " + _("%(held)s af %(total)s kontroller stemmer.", held=held, total=len(mine))


def _finding_lines(finding: Finding) -> Iterator[str]:
    yield f"  {OUTCOMES[finding.outcome]}: {finding.text} [{finding.id}]"
    if finding.arithmetic:
        yield f"      {finding.arithmetic}"
    for place in finding.places:
        yield f"      {place}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
