"""What a table's columns mean, and its cells as observations: wide to long, merged cells filled, totals left out of `where`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto

from værdig.errors import UserError
from værdig.hooks.contracts import Observation, ReadFile, RowProblem
from værdig.i18n import _
from værdig.imports.readers import areas, cells, cpr, periods, units
from værdig.imports.readers.limits import MAX_PROBLEMS, check_figures
from værdig.imports.readers.table import (
    AREA_HEADINGS,
    MEASURE_HEADINGS,
    PERIOD_HEADINGS,
    Heading,
    Row,
    Table,
    text_of,
)

UNIT_HEADINGS = frozenset({"enhed"})
VALUE_HEADINGS = frozenset({"værdi", "vaerdi", "value"})
_TABLE_ID = re.compile(r"(?<![a-z0-9])(y\d{2}[a-z]\d{2}[a-z]?|ptv_?[a-z]\d{2}|otij\d{2}|mm\d{2})(?![a-z0-9])")
_TABLE_CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{1,59}")
NO_HEADING = "Kategori"
"""What a grouping without a heading is called."""


class Role(Enum):
    """What a column is for."""

    PERIOD = auto()
    AREA = auto()
    DIMENSION = auto()
    MEASURE_NAME = auto()
    UNIT = auto()
    FIGURE = auto()
    EMPTY = auto()


@dataclass(frozen=True)
class Column:
    """A column with its meaning; a figure column knows what its heading fixes: measure, period, place."""

    index: int
    role: Role
    heading: str
    measure: str = ""
    period: str | None = None
    area: str = ""


@dataclass
class _Result:
    """Observations and problems while a table is read; `rows` remembers where each came from, for the problem texts."""

    found: dict[tuple[str, ...], list[tuple[int, Observation]]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    def problem(self, row: int, column: str, text: str) -> None:
        self.problems.append(RowProblem(row=row, column=cpr.mask(column), text=cpr.mask(text)))

    def add(self, row: int, observation: Observation) -> None:
        where = tuple(f"{name}={member}" for name, member in sorted(observation.where.items()))
        key = (observation.measure, observation.area, observation.period, *where)
        self.found.setdefault(key, []).append((row, observation))


def read_table(
    table: Table, file_name: str, remarks: Iterable[str] = (), roles: Mapping[int, Role] | None = None
) -> ReadFile:
    """Return a table's cells as observations, with what could not be taken as problems.

    `roles` fixes columns whose meaning the format itself tells (v2 JSON names its dimensions). Raises UserError when there is
    nothing to read or when what the figures measure cannot be told.
    """
    columns = _columns(table, roles or {})
    if not any(column.role is Role.FIGURE for column in columns):
        raise UserError(_("Der er ingen kolonner med tal i filen."), "file")
    result = _Result(problems=list(table.problems))
    for row in _filled_down(table.rows, columns):
        _read_row(row, columns, table.facts, result)
    code = table_code(table, file_name)
    observations = [replace(observation, table=code) for observation in _without_doubles(result)]
    if not observations and not result.problems:
        raise UserError(_("Der er ingen tal i filen."), "file")
    return ReadFile(
        observations=observations,
        problems=_capped(result.problems),
        dropped_columns=table.dropped,
        remarks=[*remarks, *_source(table), *table.notes, *_fractions(observations)],
        title=". ".join(line.rstrip(".") for line in table.title),
    )


def table_code(table: Table, file_name: str) -> str:
    """Return the id of the source's table in lower case: said above the table, or a Jobindsats id in title or file name."""
    said = table.facts.get("tabel", "").strip().lower()
    if _TABLE_CODE.fullmatch(said):
        return said
    found = _TABLE_ID.search(" ".join([*table.title, *table.notes, file_name]).lower().replace("_", " _ "))
    return found[1] if found else ""


def _columns(table: Table, roles: Mapping[int, Role]) -> list[Column]:
    columns = [
        _column(index, heading, [row.cells[index] for row in table.rows], roles.get(index))
        for index, heading in enumerate(table.headings)
    ]
    named = "måling" in table.facts or any(column.role is Role.MEASURE_NAME for column in columns)
    if not named and any(column.role is Role.FIGURE and not column.measure for column in columns):
        text = _(
            "Filen siger ikke, hvad tallene måler. Skriv fx »Måling: Antal personer« på en linje over tabellen, "
            "eller giv kolonnen en overskrift."
        )
        raise UserError(text, "file")
    return columns


def _column(index: int, heading: Heading, body: Sequence[object], fixed: Role | None) -> Column:
    text = heading.text
    if fixed is not None:
        return Column(index, fixed, text, measure=text if fixed is Role.FIGURE else "")
    role = _named_role(text.casefold().strip(" .:"), body)
    if role is not None:
        return Column(index, role, text)
    wide = _wide(index, heading)
    if wide is not None:
        return wide
    if not _holds_figures(text, body):
        filled = any(text_of(cell) for cell in body)
        name = text or (f"{NO_HEADING} {index + 1}" if index else NO_HEADING)
        return Column(index, Role.DIMENSION if filled else Role.EMPTY, name)
    measure = "" if text.casefold() in VALUE_HEADINGS else text
    return Column(index, Role.FIGURE, text, measure=measure)


def _named_role(key: str, body: Sequence[object]) -> Role | None:
    if key in AREA_HEADINGS:
        return Role.AREA
    if key in PERIOD_HEADINGS and any(periods.parse(cell) is not None for cell in body):
        return Role.PERIOD
    if key in MEASURE_HEADINGS:
        return Role.MEASURE_NAME
    return Role.UNIT if key in UNIT_HEADINGS else None


def _wide(index: int, heading: Heading) -> Column | None:
    """Return a column whose heading is a period or a place, on either of its two rows."""
    for part, rest in ((heading.label, heading.group), (heading.group, heading.label)):
        period = periods.parse(part)
        if period is not None:
            return Column(index, Role.FIGURE, heading.text, measure=rest, period=period)
        if part and areas.is_known(part):
            return Column(index, Role.FIGURE, heading.text, measure=rest, area=areas.canonical(part))
    return None


def _holds_figures(heading: str, body: Sequence[object]) -> bool:
    said = [cell for cell in body if not cells.is_missing(cell)]
    numeric = sum(cells.looks_numeric(cell) for cell in said)
    if not said:
        return units.names_measure(heading) or any(text_of(cell) for cell in body)
    return 2 * numeric >= len(said) or (numeric > 0 and units.names_measure(heading))


def _filled_down(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[Row]:
    """Give each blank cell of the leading text columns the value above it, as merged cells leave them."""
    filling = [column.index for column in columns if column.role in {Role.AREA, Role.PERIOD, Role.DIMENSION}]
    above: dict[int, object] = {}
    for row in rows:
        filled = list(row.cells)
        for index in filling:
            if text_of(filled[index]) == "":
                filled[index] = above.get(index, "")
            above[index] = filled[index]
        yield Row(row.number, tuple(filled))


def _read_row(row: Row, columns: Sequence[Column], facts: Mapping[str, str], result: _Result) -> None:
    about = {role: [c for c in columns if c.role is role] for role in Role}

    def said(role: Role, fact: str) -> str:
        return next((text_of(row.cells[column.index]) for column in about[role]), facts.get(fact, ""))

    where = {c.heading: text_of(row.cells[c.index]) for c in about[Role.DIMENSION]}
    where = {name: member for name, member in where.items() if not is_total(name, member)}
    place = said(Role.AREA, "område") or facts.get("kommune", "")
    for column in about[Role.FIGURE]:
        measure = column.measure or said(Role.MEASURE_NAME, "måling")
        if column.measure and about[Role.MEASURE_NAME]:
            measure = f"{said(Role.MEASURE_NAME, 'måling')}: {column.measure}"
        unit = said(Role.UNIT, "enhed") or units.unit_of(measure)
        period = column.period or _period(row, about[Role.PERIOD], facts)
        if period is None:
            cell = said(Role.PERIOD, "periode")
            result.problem(row.number, column.heading, _("»%(cell)s« er ikke en periode.", cell=cell[:40]))
            break
        observation = Observation(
            table="", measure=measure, area=column.area or areas.canonical(place), period=period, unit=unit,
            value=None, where=where, missing=cells.NOT_STATED,
        )  # fmt: skip
        _read_cell(row, column, observation, result)


def _period(row: Row, said: Sequence[Column], facts: Mapping[str, str]) -> str | None:
    if not said:
        return periods.parse(facts.get("periode", ""))
    cell = row.cells[said[0].index]
    return periods.of_date(cell, said[0].heading) if isinstance(cell, date) else periods.parse(cell)


def _read_cell(row: Row, column: Column, observation: Observation, result: _Result) -> None:
    try:
        figure = cells.parse(row.cells[column.index], observation.unit)
    except cells.NotAFigure as error:
        result.problem(row.number, column.heading, str(error))
        return
    result.add(row.number, replace(observation, value=figure.value, missing=figure.missing))
    check_figures(len(result.found))


def is_total(dimension: str, member: str) -> bool:
    """Tell whether a member is its dimension's total: `I alt`, `Køn i alt`, `Ydelsesgrupper i alt`."""
    text = member.casefold()
    if text in {"", "i alt", "total", "alle"}:
        return True
    return text.endswith(" i alt") and text.startswith(dimension.casefold().rstrip("re"))


def _without_doubles(result: _Result) -> list[Observation]:
    """Return one observation a key; where a file gives several different figures for one key, none is believed."""
    kept: list[Observation] = []
    for found in result.found.values():
        first = found[0][1]
        if all(observation.value == first.value for _row, observation in found):
            kept.append(first)
            continue
        text = _(
            "%(measure)s, %(period)s står flere gange med forskellige tal.", measure=first.measure, period=first.period
        )
        for number, _observation in found:
            result.problem(number, first.measure, text)
    return kept


def _capped(problems: Sequence[RowProblem]) -> list[RowProblem]:
    ordered = sorted(problems, key=lambda problem: problem.row)
    if len(ordered) <= MAX_PROBLEMS:
        return ordered
    rest = _("Og %(count)s afviste celler mere.", count=len(ordered) - MAX_PROBLEMS)
    return [*ordered[:MAX_PROBLEMS], RowProblem(row=ordered[MAX_PROBLEMS].row, column="", text=rest)]


def _source(table: Table) -> list[str]:
    return [_("Kilde: %(source)s", source=table.facts["kilde"])] if "kilde" in table.facts else []


def _fractions(observations: Sequence[Observation]) -> list[str]:
    """Remark on percentages that are all between 0 and 1: a spreadsheet shows 25,1 % and holds 0.251."""
    by_measure: dict[str, list[float]] = {}
    for observation in observations:
        if units.is_share(observation.unit) and observation.value is not None:
            by_measure.setdefault(observation.measure, []).append(float(observation.value))
    return [
        _("Alle tal i »%(measure)s« ligger mellem 0 og 1. Er det andele og ikke procent?", measure=measure)
        for measure, values in by_measure.items()
        if any(0 < value < 1 for value in values) and all(0 <= value <= 1 for value in values)
    ]
