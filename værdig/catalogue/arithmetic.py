"""Works out again what plans state in text and tables; targets and references are checked in `checks`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from værdig.catalogue.contracts import (
    Plan,
    PlanMetric,
    PlanTable,
    Reading,
    Statement,
    TableRow,
    TableRule,
    Term,
)
from værdig.catalogue.findings import Finding, Outcome, rounded, written, written_short
from værdig.catalogue.loader import metrics_of
from værdig.catalogue.rules import HUNDRED
from værdig.i18n import _

HALF = Decimal("0.5")


def check_statements(plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each statement of the plan."""
    reader = _Reader(plan)
    for statement in plan.statements:
        yield (_numbers(plan, statement, reader) if _is_number(statement, reader) else _texts(plan, statement, reader))


def check_tables(plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each column or row that a table rule speaks of; columns with missing or text cells are skipped."""
    tables = {table.id: table for table in plan.tables}
    for rule in plan.table_rules:
        table = tables[rule.table]
        yield from (_ROWWISE[rule.kind](plan, rule, table) if rule.kind in _ROWWISE else _columnwise(plan, rule, table))


@dataclass(frozen=True)
class _Sum:
    """One computation: its value, how it is written, and the bounds rounding of its terms may move it to (None: its terms are exact)."""

    value: Decimal
    text: str
    low: Decimal | None = None
    high: Decimal | None = None


class _Reader:
    """Looks up what a term points at, inside one plan."""

    def __init__(self, plan: Plan) -> None:
        self._metrics: dict[str, PlanMetric] = {metric.code: metric for metric in metrics_of(plan)}
        self._tables = {table.id: table for table in plan.tables}

    def value(self, term: Term) -> Decimal | str | None:
        """Return the number or text of a term; None where the plan prints nothing."""
        if term.table:
            table = self._tables[term.table]
            row = next(row for row in table.rows if (row.label, row.group) == (term.row, term.group))
            return row.values[table.columns.index(term.column)]
        if term.metric:
            return self._reading(term)
        return term.value if term.value is not None else term.text

    def _reading(self, term: Term) -> Decimal | str | None:
        name, _dot, part = term.field.partition(".")
        reading: Reading | None = getattr(self._metrics[term.metric], name)
        if reading is None:
            return None
        return reading.period if part else reading.value

    def place(self, term: Term) -> str:
        """Return where a term stands, as people look it up."""
        if term.table:
            row = f"{term.group}, {term.row}" if term.group else term.row
            return f"{self._tables[term.table].title}: {row}, {term.column}"
        if term.metric:
            metric = self._metrics[term.metric]
            return _cited(metric.source.section, metric.source.quote)
        return _cited(term.section, term.quote)


def _cited(section: str, quote: str) -> str:
    return f"{section}: »{quote}«" if quote else section


def _is_number(statement: Statement, reader: _Reader) -> bool:
    return all(isinstance(reader.value(term), Decimal) for term in (*statement.terms, statement.stated))


def _texts(plan: Plan, statement: Statement, reader: _Reader) -> Finding:
    said, again = (str(reader.value(term)) for term in (statement.terms[0], statement.stated))
    same = said.casefold() == again.casefold()
    return Finding(
        id=statement.id,
        plan=plan.id,
        outcome=Outcome.HOLDS if same else Outcome.BROKEN,
        text=statement.about,
        arithmetic=f"»{said}« = »{again}«" if same else f"»{said}« ≠ »{again}«",
        places=tuple(reader.place(term) for term in (statement.terms[0], statement.stated)),
    )


def _numbers(plan: Plan, statement: Statement, reader: _Reader) -> Finding:
    numbers = [value for term in statement.terms if isinstance(value := reader.value(term), Decimal)]
    stated = reader.value(statement.stated)
    assert isinstance(stated, Decimal)  # noqa: S101 - _is_number has looked
    outcome, arithmetic = _compare(_COMPUTED[statement.kind](numbers), stated, statement.decimals)
    terms = dict.fromkeys(reader.place(term) for term in (*statement.terms, statement.stated))
    return Finding(
        id=statement.id,
        plan=plan.id,
        outcome=outcome,
        text=statement.about,
        arithmetic=arithmetic,
        places=tuple(terms),
    )


def _added(numbers: list[Decimal]) -> _Sum:
    total = sum(numbers, Decimal(0))
    return _Sum(total, f"{_chain(numbers)} = {written(total)}")


def _chain(numbers: list[Decimal]) -> str:
    first, *rest = numbers
    return written(first) + "".join(f" {'−' if number < 0 else '+'} {written(abs(number))}" for number in rest)


def _growth(numbers: list[Decimal]) -> _Sum:
    start, end = numbers
    value = (end - start) / start * HUNDRED
    return _Sum(value, f"({written(end)} − {written(start)}) / {written(start)} × 100 = {written_short(value)} %")


def _share(numbers: list[Decimal]) -> _Sum:
    part, *whole = numbers
    value = part / sum(whole, Decimal(0)) * HUNDRED
    below = written(whole[0]) if len(whole) == 1 else f"({' + '.join(map(written, whole))})"
    return _Sum(value, f"{written(part)} / {below} × 100 = {written_short(value)} %")


def _same(numbers: list[Decimal]) -> _Sum:
    return _Sum(numbers[0], written(numbers[0]))


_COMPUTED = {"sum": _added, "growth": _growth, "share": _share, "same": _same}


def _compare(computed: _Sum, stated: Decimal, decimals: int | None) -> tuple[Outcome, str]:
    value = computed.value if decimals is None else rounded(computed.value, decimals)
    text = computed.text if value == computed.value else f"{computed.text} → {written(value)}"
    if value == stated:
        return Outcome.HOLDS, text
    said = _("%(computed)s; planen skriver %(stated)s", computed=text, stated=written(stated))
    return (Outcome.ROUNDING if _within(computed, stated, decimals) else Outcome.BROKEN), said


def _within(computed: _Sum, stated: Decimal, decimals: int | None) -> bool:
    if computed.low is None or computed.high is None:
        return False
    low, high = (bound if decimals is None else rounded(bound, decimals) for bound in (computed.low, computed.high))
    return low <= stated <= high


def _finding(plan: Plan, rule: TableRule, table: PlanTable, where: str, computed: _Sum, stated: Decimal) -> Finding:
    outcome, arithmetic = _compare(computed, stated, rule.decimals)
    what = rule.total or rule.columns[-1] if rule.kind != "whole" else _("i alt")
    return Finding(
        id=f"{rule.id}/{where}",
        plan=plan.id,
        outcome=outcome,
        text=_("%(what)s, %(where)s", what=what, where=where),
        arithmetic=arithmetic,
        places=(table.title,),
    )


def _columnwise(plan: Plan, rule: TableRule, table: PlanTable) -> Iterator[Finding]:
    rows = {row.label: row for row in table.rows} if rule.rows or rule.kind == "row_share" else {}
    used = [rows[label] for label in rule.rows] or [row for row in table.rows if row.label != rule.total]
    totals = [row for row in table.rows if row.label == rule.total]
    for number, column in enumerate(table.columns):
        if rule.columns and column not in rule.columns:
            continue
        cells = _decimals(used, number)
        stated = _decimals(totals, number) if totals else [HUNDRED]
        if len(cells) == len(used) and stated:
            computed = _rounded_share(cells) if rule.kind == "row_share" else _rounded_sum(cells, rule.decimals)
            yield _finding(plan, rule, table, column, computed, stated[0])


def _decimals(rows: list[TableRow], number: int) -> list[Decimal]:
    return [value for row in rows if isinstance(value := row.values[number], Decimal)]


def _rounded_sum(cells: list[Decimal], decimals: int | None) -> _Sum:
    """Add printed cells; each may be off by half its last shown digit when the table says it is rounded."""
    total = _added(cells)
    if decimals is None:
        return total
    slack = len(cells) * Decimal(1).scaleb(-decimals) / 2
    return _Sum(total.value, total.text, total.value - slack, total.value + slack)


def _rounded_share(cells: list[Decimal]) -> _Sum:
    """Return the first in per cent of the second, both printed as whole numbers that may be rounded."""
    part, whole = cells
    share = _share(cells)
    return _Sum(
        share.value,
        share.text,
        (part - HALF) / (whole + HALF) * HUNDRED,
        (part + HALF) / (whole - HALF) * HUNDRED,
    )


def _differences(plan: Plan, rule: TableRule, table: PlanTable) -> Iterator[Finding]:
    places = [table.columns.index(column) for column in rule.columns]
    for row in table.rows:
        minuend, subtrahend, stated = (row.values[place] for place in places)
        if isinstance(minuend, Decimal) and isinstance(subtrahend, Decimal) and isinstance(stated, Decimal):
            value = minuend - subtrahend
            text = f"{written(minuend)} − {written(subtrahend)} = {written(value)}"
            yield _finding(plan, rule, table, row.label, _Sum(value, text), stated)


_ROWWISE = {"row_difference": _differences}
