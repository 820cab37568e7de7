"""The cells of a table as observations: merged cells filled, totals left out of `where`, and nothing believed twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from værdig import clock
from værdig.errors import UserError
from værdig.files import cpr
from værdig.files.workbook import UnreadFormula
from værdig.hooks.contracts import Observation, ReadFile, RowProblem
from værdig.i18n import _, format_number, ngettext
from værdig.imports.readers import areas, cells, periods, plausible, units
from værdig.imports.readers.columns import Column, Layout, Role, layout_of
from værdig.imports.readers.limits import MAX_PROBLEMS, check_figures
from værdig.imports.readers.table import Row, Table, text_of
from værdig.periods import label_of

_TABLE_ID = re.compile(r"(?<![a-z0-9])(y\d{2}[a-z]\d{2}[a-z]?|ptv_?[a-z]\d{2}|otij\d{2}|mm\d{2})(?![a-z0-9])")
_TABLE_CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{1,59}")


@dataclass
class _Result:
    """What is found while a table is read: by key the observations with their rows, and the problems."""

    table: str
    found: dict[tuple[str, ...], list[tuple[int, Observation]]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    def problem(self, row: int, column: str, text: str) -> None:
        self.problems.append(RowProblem(row=row, column=cpr.mask(column), text=cpr.mask(text)))

    def add(self, row: int, observation: Observation) -> None:
        where = tuple(f"{name}={member}" for name, member in sorted(observation.where.items()))
        key = (observation.measure, observation.area, observation.period, *where)
        self.found.setdefault(key, []).append((row, observation))
        check_figures(len(self.found))


def read_table(
    table: Table, file_name: str, remarks: Iterable[str] = (), roles: Mapping[int, Role] | None = None
) -> ReadFile:
    """Return a table's cells as observations, with what could not be taken as problems.

    `roles` fixes columns whose meaning the format itself tells (v2 JSON names its dimensions). Raises UserError when there is
    nothing to read or when what the figures measure cannot be told.
    """
    layout = layout_of(table, roles or {})
    result = _Result(table_code(table, file_name), problems=list(table.problems))
    for row in _filled_down(table.rows, layout.filled_down):
        _read_row(row, layout, result)
    observations = _without_doubles(result, table.dropped)
    if not observations and not result.problems:
        raise UserError(_("Der er ingen tal i filen."), "file")
    return ReadFile(
        observations=observations,
        problems=_capped(result.problems),
        dropped_columns=table.dropped,
        remarks=[*remarks, *_source(table), *table.notes, *_repeated(result, observations), *_fractions(observations)],
        title=". ".join(line.rstrip(".") for line in table.title),
    )


def table_code(table: Table, file_name: str) -> str:
    """Return the id of the source's table in lower case: said above the table, or a Jobindsats id in title or file name."""
    said = table.facts.get("tabel", "").strip().lower()
    if _TABLE_CODE.fullmatch(said):
        return said
    found = _TABLE_ID.search(" ".join([*table.title, *table.notes, file_name]).lower().replace("_", " _ "))
    return found[1] if found else ""


def _filled_down(rows: Sequence[Row], columns: Sequence[int]) -> Iterator[Row]:
    """Give each blank cell of these columns the value above it."""
    above: dict[int, object] = {}
    for row in rows:
        filled = list(row.cells)
        for index in columns:
            if text_of(filled[index]) == "":
                filled[index] = above.get(index, "")
            above[index] = filled[index]
        yield Row(row.number, tuple(filled))


def _read_row(row: Row, layout: Layout, result: _Result) -> None:
    unread = next((column for column in layout.telling if isinstance(row.cells[column.index], UnreadFormula)), None)
    if unread is not None:
        result.problem(row.number, unread.heading, cells.unread_formula())
        return
    members = ((column.heading, text_of(row.cells[column.index])) for column in layout.dimensions)
    where = {name: member for name, member in members if not is_total(name, member)}
    place = areas.canonical(layout.said(row, layout.area, "område", "kommune"))
    if plausible.wrong_area(place):
        result.problem(row.number, layout.area.heading if layout.area else _("Område"), plausible.wrong_area(place))
        return
    period = _period(row, layout)
    for column in layout.figures:
        if column.period is None and period is None:
            cell = layout.said(row, layout.period, "periode")[:40]
            wrong = (
                _("»%(cell)s« er ikke en periode.", cell=cell) if cell else _("Der er ingen periode, der kan læses.")
            )
            result.problem(row.number, column.heading, wrong)
            return
        found = _figure(row, column, layout, result, str(column.period or period))
        if found is not None:
            area = column.area or place
            result.add(row.number, replace(found, table=result.table, area=area, where=where))


def _figure(row: Row, column: Column, layout: Layout, result: _Result, period: str) -> Observation | None:
    """Return one cell's figure, still without table, place and group; what it cannot be becomes a problem and None."""
    measure = _measure(row, column, layout)
    unit = layout.said(row, layout.unit, "enhed") or units.unit_of(measure)
    try:
        figure = cells.parse(row.cells[column.index], unit)
    except cells.NotAFigure as error:
        result.problem(row.number, column.heading, str(error))
        return None
    wrong = plausible.wrong_period(period, measure, clock.today()) or plausible.wrong_value(figure.value, unit, measure)
    if wrong:
        cell = text_of(row.cells[column.index])[:40]
        result.problem(row.number, column.heading, _("%(why)s Der står »%(cell)s«.", why=wrong, cell=cell))
        return None
    return Observation(
        table="", measure=measure, area="", period=period, unit=unit, value=figure.value, missing=figure.missing
    )


def _period(row: Row, layout: Layout) -> str | None:
    if layout.period is None:
        return periods.parse(layout.facts.get("periode", ""))
    cell = row.cells[layout.period.index]
    return periods.of_date(cell, layout.period.heading) if isinstance(cell, date) else periods.parse(cell)


def _measure(row: Row, column: Column, layout: Layout) -> str:
    """Return what a figure measures: its heading, what the row says, or both where both speak."""
    said = layout.said(row, layout.measure, "måling")
    if layout.measure is None:
        return column.measure or said
    return f"{said}: {column.measure}" if column.measure else said


def is_total(dimension: str, member: str) -> bool:
    """Tell whether a member is its dimension's total: `I alt`, `Køn i alt`, `Ydelsesgrupper i alt`."""
    text = member.casefold()
    if text in {"", "i alt", "total", "alle"}:
        return True
    return text.endswith(" i alt") and text.startswith(dimension.casefold().rstrip("re"))


def _without_doubles(result: _Result, dropped: Sequence[str]) -> list[Observation]:
    """Return one observation a key; where a file gives several different figures for one key, none is believed.

    Nor are equal ones where columns about persons were dropped: they told two persons' rows apart, which are not one figure.
    """
    kept: list[Observation] = []
    for found in result.found.values():
        first = found[0][1]
        objection = _objection(found, dropped) if len(found) > 1 else ""
        if not objection:
            kept.append(first)
        for number, _observation in found if objection else ():
            result.problem(number, first.measure, objection)
    return kept


def _objection(found: Sequence[tuple[int, Observation]], dropped: Sequence[str]) -> str:
    """Return why several rows for one figure cannot be taken, or an empty text where they merely repeat it."""
    first = found[0][1]
    said = {"measure": first.measure, "period": label_of(first.period)}
    if dropped:
        return _(
            "%(measure)s, %(period)s står i %(count)s rækker, som kun kolonnerne om personer skilte ad. "
            "Læg rækkerne sammen til ét tal i filen.",
            **said, count=format_number(len(found)),
        )  # fmt: skip
    if any(observation.value != first.value for _row, observation in found):
        return _("%(measure)s, %(period)s står flere gange med forskellige tal.", **said)
    return ""


def _repeated(result: _Result, kept: Sequence[Observation]) -> list[str]:
    """Remark on figures that a file gives more than once, and the same each time: they are counted once."""
    believed = {id(observation) for observation in kept}
    count = sum(len(found) > 1 and id(found[0][1]) in believed for found in result.found.values())
    if not count:
        return []
    return [
        ngettext(
            "Ét tal står flere gange i filen. Det er det samme hver gang og tæller én gang.",
            "%(count)s tal står flere gange i filen. De er ens hver gang og tæller én gang.",
            count,
        )
    ]


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
