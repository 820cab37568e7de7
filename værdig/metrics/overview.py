"""What the staff pages of maalepunkter show, put together from catalogue and computed values; layout is the templates'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from værdig.catalogue import queries as catalogue
from værdig.catalogue.contracts import Plan, PlanMetric, Reading
from værdig.catalogue.queries import PlacedMetric
from værdig.catalogue.rules import computed_target
from værdig.clock import HalfYear, today
from værdig.db import current_tenant
from værdig.errors import NotYours
from værdig.hooks.contracts import Metric
from værdig.hooks.records import Contribution
from værdig.i18n import _, _l, format_date, format_figure, format_number, with_unit
from værdig.metrics import queries
from værdig.metrics.elsewhere import Elsewhere, elsewhere
from værdig.metrics.elsewhere import half_years as figures_elsewhere
from værdig.metrics.points import Value, after
from værdig.metrics.signal import Kind, Signal
from værdig.metrics.status import Standing
from værdig.periods import Period, label_of
from værdig.ui.charts import Chart, line_chart

DIRECTIONS = {
    "up": _l("skal stige"),
    "down": _l("skal falde"),
    "all": _l("skal dække alle"),
    "reach": _l("skal nås eller gennemføres"),
    "monitor": _l("følges uden retning"),
}
SIGNALS: dict[Kind, object] = {
    "too_short": _l("Der er for få tal i træk til at skelne udsving fra ændring."),
    "noise": _l("Det seneste tal ligger inden for de normale udsving."),
    "outside": _l("Det seneste tal ligger uden for de normale udsving. Det er en ændring."),
    "run": _l("De seneste syv tal ligger på samme side af gennemsnittet. Niveauet er et andet end før."),
    "trend": _l("De seneste seks tal går samme vej. Det er en ændring."),
}


@dataclass(frozen=True, kw_only=True)
class MetricRow:
    """One maalepunkt in a list: its newest figure and how it stands; `standing` is None where no plug-in computes it."""

    code: str
    name: str
    figure: str
    standing: Standing | None
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """A goal or track with its maalepunkter; `signposts` are its pejlemaerker without a figure."""

    code: str
    title: str
    rows: tuple[MetricRow, ...]
    signposts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MetricPage:
    """All that one maalepunkt's page shows; `chart` is None where nothing has been computed."""

    code: str
    title: str
    facts: tuple[tuple[str, str], ...]
    plan_facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    placed: PlacedMetric | None
    standing: Standing | None
    chart: Chart | None
    is_example: bool
    after_plan: str
    signal: str
    failure: str
    revisions: tuple[tuple[str, str, str, str], ...]
    missing: tuple[tuple[str, str], ...]
    elsewhere: tuple[tuple[str, Elsewhere], ...]
    """Where the figures are that are not computed here, by half-year; without one, of all of them."""


def my_plans() -> tuple[Plan, ...]:
    """Return the plans of the bound municipality, newest first, whether in force or not."""
    adopted = {row.plan_id for row in catalogue.adoptions()}
    return tuple(plan for plan in reversed(catalogue.all_plans()) if plan.id in adopted)


def in_force(plans: Iterable[Plan]) -> set[str]:
    """Return the ids of those plans that the municipality follows today."""
    now = {plan.id for plan in catalogue.plans(current_tenant(), today())}
    return {plan.id for plan in plans if plan.id in now}


def half_years(plan: Plan) -> list[HalfYear]:
    """Return the half-years that are over and have figures on a plan's page, oldest first.

    Those of the plan's own maalepunkter; of a plan without figures, those of the maalepunkter beside it.
    """
    items = [item for metric in _all_metrics(plan) if (item := queries.registered(metric.code))]
    return _with_figures(items) or _with_figures(_beside())


def _with_figures(items: Iterable[Contribution]) -> list[HalfYear]:
    ends = {
        Period.parse(value.period).end for item in items for value in queries.values(item.id) if value.value is not None
    }
    return sorted({HalfYear.of(end) for end in ends if HalfYear.of(end).end < today()})


def _all_metrics(plan: Plan) -> list[PlanMetric]:
    of_goals = [metric for goal in plan.goals for metric in goal.metrics]
    of_local_goals = [metric for goal in plan.local_goals for metric in goal.metrics]
    of_tracks = [metric for track in plan.tracks for metric in catalogue.metrics_of_track(track.code)]
    return [*of_goals, *of_local_goals, *plan.indicators, *of_tracks]


def groups(plan: Plan, half_year: HalfYear | None = None) -> Iterator[Group]:
    """Yield a plan's goals, local goals, own indicators and tracks, as printed, with the figures up to a half-year's end."""
    for goal in plan.goals:
        yield Group(code=goal.code, title=goal.wording, rows=_rows(goal.metrics, half_year))
    for local in plan.local_goals:
        yield Group(code=local.code, title=local.wording, rows=_rows(local.metrics, half_year))
    if plan.indicators:
        yield Group(code="", title=_("Planens egne indikatorer"), rows=_rows(plan.indicators, half_year))
    for track in plan.tracks:
        rows = _rows(catalogue.metrics_of_track(track.code), half_year)
        yield Group(code=track.code, title=track.name, rows=rows, signposts=track.signposts)


def _rows(metrics: Iterable[PlanMetric], half_year: HalfYear | None) -> tuple[MetricRow, ...]:
    return tuple(_row(metric, half_year) for metric in metrics)


def _row(metric: PlanMetric, half_year: HalfYear | None) -> MetricRow:
    item = queries.registered(metric.code)
    if item is not None:
        figure, stands = newest_figure(item, half_year), queries.standing_of(item, half_year)
        return MetricRow(code=metric.code, name=metric.name, figure=figure, standing=stands)
    found = elsewhere(metric, half_year)
    figure = found.figure if found else _("ingen tal")
    return MetricRow(code=metric.code, name=metric.name, figure=figure, standing=None, elsewhere=found)


def beside_the_plans(half_year: HalfYear | None) -> tuple[MetricRow, ...]:
    """Return the maalepunkter that the municipality's modules follow and no plan has."""
    return tuple(
        MetricRow(
            code=item.value.code,
            name=str(item.value.title),
            figure=newest_figure(item, half_year),
            standing=queries.standing_of(item, half_year),
        )
        for item in _beside()
    )


def _beside() -> list[Contribution]:
    return [item for item in queries.active_metrics() if _placed(item.value.code) is None]


def newest_figure(item: Contribution, half_year: HalfYear | None = None) -> str:
    """Return the figure that the status speaks of; one that may still change only where there is no other, and marked."""
    found = queries.values(item.id, half_year)
    known = [value for value in found if value.value is not None]
    value = queries.judged_value(found) or (known[-1] if known else None)
    if value is None or value.value is None:
        return _("ingen tal")
    unit = str(item.value.unit)
    said = {"figure": with_unit(value.value, unit), "period": value.label}
    if value.provisional:
        return _("%(figure)s, %(period)s (foreløbigt)", **said)
    return _("%(figure)s, %(period)s", **said)


def page(code: str) -> MetricPage:
    """Return one maalepunkt's page; raises NotYours for a code that neither plan nor plug-in knows."""
    item, placed = queries.registered(code), _placed(code)
    if item is None and placed is None:
        raise NotYours(code)
    run = queries.newest_run(item.id) if item else None
    failed = queries.latest_failure(item.id) if item else None
    found = queries.values(item.id) if item else []
    return MetricPage(
        code=code,
        title=str(item.value.title) if item else placed.metric.name if placed else code,
        facts=tuple(_facts(item, placed)),
        plan_facts=tuple(_plan_facts(placed.metric)) if placed else (),
        notes=placed.metric.notes if placed else (),
        placed=placed,
        standing=queries.standing_of(item) if item else None,
        chart=line_chart(queries.line(item)) if item and found else None,
        is_example=any(value.is_example for value in found),
        after_plan=_after_plan(code, found),
        signal=_signal(queries.signal_of(found, run.breaks if run else ())) if found else "",
        failure=failed.failure if failed else "",
        revisions=tuple(_revisions(item)) if item else (),
        missing=tuple((value.label, value.missing) for value in found if value.value is None),
        elsewhere=tuple(_elsewhere(placed.metric)) if placed and item is None else (),
    )


def _elsewhere(metric: PlanMetric) -> Iterator[tuple[str, Elsewhere]]:
    for half_year in figures_elsewhere(metric):
        found = elsewhere(metric, half_year)
        if found:
            yield half_year.label if half_year else "", found


def _placed(code: str) -> PlacedMetric | None:
    try:
        return catalogue.placed(code)
    except NotYours:
        return None


def plan_end(code: str) -> date | None:
    """Return the last day of the plan that a maalepunkt stands in, or None where it stands in none."""
    placed = _placed(code)
    return placed.plan.valid_to if placed else None


def _after_plan(code: str, found: Sequence[Value]) -> str:
    """Return the sentence that marks figures from after the plan's last day, or an empty text where there are none."""
    last = plan_end(code)
    late = [value for value in after(found, last) if value.value is not None] if last else []
    if last is None or not late:
        return ""
    return _(
        "Planen gjaldt til og med %(last)s. Tallene fra og med %(first)s er efter planen.",
        last=format_date(last), first=late[0].label,
    )  # fmt: skip


def _signal(found: Signal) -> str:
    return str(SIGNALS[found.kind])


def _facts(item: Contribution | None, placed: PlacedMetric | None) -> Iterator[tuple[str, str]]:
    metric: Metric | None = item.value if item else None
    plan_metric = placed.metric if placed else None
    if metric:
        yield _("Sådan beregnes det"), str(metric.definition)
        yield _("Enhed"), str(metric.unit)
        if str(metric.source):
            yield _("Kilde"), str(metric.source)
        run = queries.newest_run(item.id) if item else None
        if run:
            yield _("Beregnet"), format_date(run.computed_at)
    if plan_metric:
        yield _("Retning"), str(DIRECTIONS[plan_metric.direction])
        yield _("Hvem det handler om"), plan_metric.population


def _plan_facts(metric: PlanMetric) -> Iterator[tuple[str, str]]:
    unit = metric.unit if metric.unit_stated else _("%(unit)s (planen angiver ikke enheden)", unit=metric.unit)
    yield _("Enhed i planen"), unit
    for title, reading in ((_("Udgangspunkt"), metric.baseline), (_("Senere tal i planen"), metric.latest)):
        if reading:
            yield title, _reading(reading)
    if metric.rule:
        yield _("Planens regel"), metric.rule.text
    if metric.target:
        yield _("Angivet mål"), _reading(metric.target)
    computed = computed_target(metric)
    if computed and metric.rule and metric.rule.kind != "level":
        yield _("Regnet ud efter reglen"), computed.arithmetic
    if metric.documented_in:
        yield _("Dokumentation"), ", ".join(metric.documented_in)
    if metric.formula:
        yield _("Formel"), metric.formula
    for series in metric.series:
        yield _("Tabel"), _series(series.label, series.table)


def _series(label: str, table: str) -> str:
    return _("%(label)s (%(table)s)", label=label, table=table) if table else label


def _reading(reading: Reading) -> str:
    parts = [f"{part.name} {format_number(part.value)} {part.unit}" for part in reading.parts]
    figure = f"{format_number(reading.value)} {reading.unit}" if reading.value is not None else ", ".join(parts)
    if not reading.period:
        return _("%(figure)s, uden dato i planen", figure=figure)
    return _("%(figure)s, %(period)s", figure=figure, period=reading.period)


def _revisions(item: Contribution) -> Iterator[tuple[str, str, str, str]]:
    for revision in queries.revisions(item.id):
        unit = str(item.value.unit)
        figures = [
            _("ingen tal") if value is None else format_figure(value, unit)
            for value in (revision.before, revision.after)
        ]
        yield label_of(revision.period), figures[0], figures[1], format_date(revision.at)


def chosen(plans: Sequence[Plan], plan_id: str | None) -> Plan | None:
    """Return the plan to show: the one asked for, else the newest in force, else the newest; raises NotYours for others'."""
    if plan_id:
        for plan in plans:
            if plan.id == plan_id:
                return plan
        raise NotYours(plan_id)
    current = in_force(plans)
    return next((plan for plan in plans if plan.id in current), plans[0] if plans else None)
