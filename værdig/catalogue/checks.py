"""Checks of plans: targets against their rules, arithmetic, references and gaps; nothing here changes a plan."""

from __future__ import annotations

from collections.abc import Iterator

from værdig.catalogue.arithmetic import check_statements, check_tables
from værdig.catalogue.contracts import Plan, PlanMetric
from værdig.catalogue.findings import Finding, Outcome, decimals_of, rounded, written
from værdig.catalogue.loader import catalogue, metrics_of
from værdig.catalogue.rules import computed_target
from værdig.i18n import _, format_date

PROMISED = frozenset({"official_maalepunkt", "official_submeasure", "appendix_target"})
"""Kinds of metric a plan itself promises to follow; gaps in these are worth telling."""


def check_all() -> list[Finding]:
    """Return every finding of every plan, oldest plan first."""
    return [finding for plan in catalogue().plans for finding in check_plan(plan)]


def check_plan(plan: Plan) -> list[Finding]:
    """Return every finding of one plan, also of what holds."""
    return [
        *check_targets(plan),
        *check_statements(plan),
        *check_tables(plan),
        *check_references(plan),
        *check_gaps(plan),
    ]


def check_targets(plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each stated target that has a rule: does the rule give the target?"""
    for metric in metrics_of(plan):
        computed = computed_target(metric)
        if computed is None or metric.target is None or metric.target.value is None or _rule_kind(metric) == "level":
            continue  # a level only says the target again
        stated = metric.target.value
        given = rounded(computed.value, decimals_of(stated))
        text = computed.arithmetic if given == computed.value else f"{computed.arithmetic} → {written(given)}"
        if given != stated:
            text = _("%(computed)s; planen skriver %(stated)s", computed=text, stated=written(stated))
        yield _finding(
            plan,
            f"{metric.code}/regel",
            Outcome.HOLDS if given == stated else Outcome.BROKEN,
            _("%(name)s: reglen »%(rule)s« og det angivne mål", name=_name(metric), rule=_rule_text(metric)),
            text,
            metric,
        )


def _name(metric: PlanMetric) -> str:
    return metric.name.rstrip(".")


def _rule_kind(metric: PlanMetric) -> str:
    return metric.rule.kind if metric.rule else ""


def _rule_text(metric: PlanMetric) -> str:
    return metric.rule.text if metric.rule else ""


def check_references(plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each reference that leads nowhere: unknown sources, goals without a measure, years outside the plan."""
    known = {source.name for source in catalogue().sources}
    for metric in metrics_of(plan):
        for name in metric.documented_in:
            if name not in known:
                text = _("%(name)s: kilden »%(source)s« findes ikke", name=_name(metric), source=name)
                yield _finding(plan, f"{metric.code}/kilde", Outcome.BROKEN, text, "", metric)
        if metric.baseline and metric.target and metric.baseline.unit != metric.target.unit and metric.target.unit:
            yield from _other_unit(plan, metric)
    yield from _years_outside(plan)


def _other_unit(plan: Plan, metric: PlanMetric) -> Iterator[Finding]:
    if metric.baseline and metric.target:
        text = _("%(name)s: udgangspunkt og mål har hver sin enhed", name=_name(metric))
        units = f"»{metric.baseline.unit}« ≠ »{metric.target.unit}«"
        yield _finding(plan, f"{metric.code}/enhed", Outcome.BROKEN, text, units, metric)


def _years_outside(plan: Plan) -> Iterator[Finding]:
    for track in plan.tracks:
        for initiative in track.initiatives:
            run = initiative.runs
            if run and (run.valid_from < plan.valid_from or run.valid_to < plan.valid_to):
                yield Finding(
                    id=f"{initiative.code}/periode",
                    plan=plan.id,
                    outcome=Outcome.BROKEN,
                    text=_("%(name)s: indsatsen løber ikke i hele planens periode", name=initiative.name),
                    arithmetic=_(
                        "indsats %(first)s til %(last)s; plan %(start)s til %(end)s",
                        first=format_date(run.valid_from),
                        last=format_date(run.valid_to),
                        start=format_date(plan.valid_from),
                        end=format_date(plan.valid_to),
                    ),
                    places=(f"{track.source.section}: »{run.quote}«",),
                )


def check_gaps(plan: Plan) -> Iterator[Finding]:
    """Yield a finding for what the plan leaves out: a goal's measure, a unit, the date of a target, its starting point."""
    for goal in plan.goals:
        if not goal.metrics:
            text = _("Målet »%(goal)s« har intet målepunkt", goal=goal.wording)
            yield Finding(
                id=f"{goal.code}/maalepunkt",
                plan=plan.id,
                outcome=Outcome.GAP,
                text=text,
                places=(goal.source.section,),
            )
    for metric in metrics_of(plan):
        if metric.kind in PROMISED:
            for name, text in _gaps_of(metric):
                yield _finding(plan, f"{metric.code}/{name}", Outcome.GAP, text, "", metric)


def _gaps_of(metric: PlanMetric) -> Iterator[tuple[str, str]]:
    if not metric.unit_stated:
        yield "enhed", _("%(name)s: enheden er ikke angivet", name=_name(metric))
    if metric.baseline and metric.baseline.basis == "not_stated":
        yield "udgangspunkt", _("%(name)s: udgangspunktet har ingen dato", name=_name(metric))
    if metric.target and metric.target.basis != "stated":
        yield "frist", _("%(name)s: planen siger ikke, hvornår målet skal være nået", name=_name(metric))
    if not metric.documented_in:
        yield "kilde", _("%(name)s: kilden er ikke angivet", name=_name(metric))


def _finding(plan: Plan, name: str, outcome: Outcome, text: str, arithmetic: str, metric: PlanMetric) -> Finding:
    quote = f": »{metric.source.quote}«" if metric.source.quote else ""
    return Finding(
        id=name,
        plan=plan.id,
        outcome=outcome,
        text=text,
        arithmetic=arithmetic,
        places=(f"{metric.source.section}{quote}",),
    )
