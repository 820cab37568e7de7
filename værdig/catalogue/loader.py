"""Reads the catalogue's data files once and checks that every reference in them leads somewhere; asking is in `queries`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from værdig.catalogue.contracts import (
    Catalogue,
    DataSource,
    Goal,
    Plan,
    PlanMetric,
    Reading,
    Registration,
    Term,
)
from værdig.catalogue.strict import DataError, build

DATA = Path(__file__).parent / "data"
SHARED = {"goals", "registrations", "sources"}
LONGEST_QUOTE = 12
"""Words: we quote a plan to let its place be found, never to reprint it."""


@cache
def catalogue() -> Catalogue:
    """Return the whole catalogue, read and checked once per process."""
    return load(DATA)


def load(folder: Path) -> Catalogue:
    """Return the catalogue in `folder`; raises DataError naming the file and the place of the first thing that is wrong."""
    names = sorted(path.stem for path in folder.glob("*.json") if path.stem not in SHARED)
    found = Catalogue(
        goals=_list(folder, "goals", Goal),
        registrations=_list(folder, "registrations", Registration),
        sources=_list(folder, "sources", DataSource),
        plans=tuple(
            sorted(
                (build(Plan, _read(folder, name), f"{name}.json") for name in names),
                key=lambda plan: (plan.valid_from, plan.id),
            )
        ),
    )
    _check(found)
    return found


def _list(folder: Path, name: str, kind: type[Any]) -> tuple[Any, ...]:
    return tuple(build(kind, item, f"{name}.json[{number}]") for number, item in enumerate(_read(folder, name)))


def _read(folder: Path, name: str) -> Any:
    text = (folder / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text, parse_float=Decimal, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    repeated = [key for key, times in Counter(key for key, _value in pairs).items() if times > 1]
    if repeated:
        raise DataError(f"the key {repeated[0]!r} stands twice in one object")
    return dict(pairs)


def metrics_of(plan: Plan) -> Iterator[PlanMetric]:
    """Yield every metric of a plan: of its goals, local goals, tracks and the plan itself."""
    for goal in plan.goals:
        yield from goal.metrics
    for local in plan.local_goals:
        yield from local.metrics
    yield from plan.indicators
    for track in plan.tracks:
        for initiative in track.initiatives:
            yield from initiative.metrics


def _check(found: Catalogue) -> None:
    _unique("goal", (goal.key for goal in found.goals))
    _unique("plan", (plan.id for plan in found.plans))
    _unique("registration", (item.id for item in found.registrations))
    _unique("metric", (metric.code for plan in found.plans for metric in metrics_of(plan)))
    _unique("table", (table.id for plan in found.plans for table in plan.tables))
    _unique("track", (track.code for plan in found.plans for track in plan.tracks))
    for plan in found.plans:
        _check_plan(plan, found)
    plan_ids = {plan.id for plan in found.plans}
    for item in found.registrations:
        _known(f"registration {item.id}", item.plans, plan_ids)


def _check_plan(plan: Plan, found: Catalogue) -> None:
    goals = {goal.key for goal in found.goals}
    registrations = {item.id for item in found.registrations}
    if plan.valid_to < plan.valid_from:
        raise DataError(f"{plan.id}: valid_to is before valid_from")
    for goal in plan.goals:
        _known(goal.code, [goal.goal], goals)
        _known(goal.code, goal.registrations, registrations)
    for track in plan.tracks:
        for initiative in track.initiatives:
            _known(initiative.code, initiative.registrations, registrations)
    for metric in metrics_of(plan):
        _check_metric(metric)
    _check_tables(plan)


def _check_metric(metric: PlanMetric) -> None:
    if len(metric.source.quote.split()) > LONGEST_QUOTE:
        raise DataError(f"{metric.code}: the quotation is longer than {LONGEST_QUOTE} words")
    for reading in (metric.baseline, metric.latest, metric.target):
        if reading and (reading.value is None) == (not reading.parts):
            raise DataError(f"{metric.code}: a reading has either one value or parts")
    rule = metric.rule
    if rule and rule.kind in ("percent", "amount"):
        start: Reading | None = getattr(metric, rule.on) if rule.on else None
        if rule.amount is None or start is None or start.value is None:
            raise DataError(f"{metric.code}: its rule has nothing to change")


def _check_tables(plan: Plan) -> None:
    tables = {table.id: table for table in plan.tables}
    for table in plan.tables:
        for row in table.rows:
            if len(row.values) != len(table.columns):
                raise DataError(f"{table.id}: the row {row.label!r} has {len(row.values)} cells")
    for rule in plan.table_rules:
        _known(rule.id, [rule.table], set(tables))
        labels = {row.label for row in tables[rule.table].rows}
        _known(rule.id, [*rule.rows, *([rule.total] if rule.total else [])], labels)
        _known(rule.id, rule.columns, set(tables[rule.table].columns))
    codes = {metric.code for metric in metrics_of(plan)}
    for statement in plan.statements:
        for term in (*statement.terms, statement.stated):
            _check_term(statement.id, term, tables, codes)


def _check_term(name: str, term: Term, tables: dict[str, Any], codes: set[str]) -> None:
    if [term.value is not None, bool(term.text), bool(term.table), bool(term.metric)].count(True) != 1:
        raise DataError(f"{name}: a term is a value, a text, a cell or a metric")
    if term.metric:
        _known(name, [term.metric], codes)
        _known(name, [term.field.removesuffix(".period")], {"baseline", "latest", "target"})
    if term.table:
        _known(name, [term.table], set(tables))
        rows = [row for row in tables[term.table].rows if (row.label, row.group) == (term.row, term.group)]
        if len(rows) != 1 or term.column not in tables[term.table].columns:
            raise DataError(f"{name}: no single cell {term.row!r}, {term.column!r} in {term.table}")


def _known(where: str, names: Iterable[str], known: set[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise DataError(f"{where}: {unknown[0]!r} is not known")


def _unique(what: str, names: Iterable[str]) -> None:
    repeated = [name for name, times in Counter(names).items() if times > 1]
    if repeated:
        raise DataError(f"the {what} {repeated[0]!r} stands twice")
