"""What a table's columns are for: period, place, grouping, unit or figure; reading the cells under them is `meaning`'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from værdig.errors import UserError
from værdig.files import cpr
from værdig.i18n import _
from værdig.imports.readers import areas, cells, periods, units
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


@dataclass(frozen=True)
class Layout:
    """A table's columns by what they are for, and what the lines above the table say for all of it."""

    facts: Mapping[str, str]
    dimensions: tuple[Column, ...]
    figures: tuple[Column, ...]
    area: Column | None
    period: Column | None
    measure: Column | None
    unit: Column | None

    @property
    def filled_down(self) -> tuple[int, ...]:
        """The columns whose blank cells mean *as above*, as merged cells are saved."""
        return tuple(column.index for column in (*self.dimensions, self.area, self.period) if column is not None)

    @property
    def telling(self) -> tuple[Column, ...]:
        """The columns that tell what a row's figures are about."""
        told = (self.area, self.period, self.measure, self.unit)
        return (*self.dimensions, *(column for column in told if column is not None))

    def said(self, row: Row, column: Column | None, *facts: str) -> str:
        """Return what a row says in a column, or else the first of these facts that stands above the table."""
        if column is not None:
            return text_of(row.cells[column.index])
        return next((self.facts[fact] for fact in facts if fact in self.facts), "")


def layout_of(table: Table, roles: Mapping[int, Role]) -> Layout:
    """Return what each column is for; `roles` fixes those whose meaning the format itself tells.

    Raises UserError when there is no column of figures, or when it cannot be told what they measure.
    """
    columns = _columns(table, roles)

    def first(role: Role) -> Column | None:
        return next((column for column in columns if column.role is role), None)

    return Layout(
        facts=table.facts,
        dimensions=tuple(column for column in columns if column.role is Role.DIMENSION),
        figures=tuple(column for column in columns if column.role is Role.FIGURE),
        area=first(Role.AREA),
        period=first(Role.PERIOD),
        measure=first(Role.MEASURE_NAME),
        unit=first(Role.UNIT),
    )


def _columns(table: Table, roles: Mapping[int, Role]) -> list[Column]:
    columns = [
        _column(index, heading, [row.cells[index] for row in table.rows], roles.get(index))
        for index, heading in enumerate(table.headings)
    ]
    if not any(column.role is Role.FIGURE for column in columns):
        raise UserError(_no_figures(table.dropped), "file")
    named = "måling" in table.facts or any(column.role is Role.MEASURE_NAME for column in columns)
    if not named and any(column.role is Role.FIGURE and not column.measure for column in columns):
        text = _(
            "Filen siger ikke, hvad tallene måler. Skriv fx »Måling: Antal personer« på en linje over tabellen, "
            "eller giv kolonnen en overskrift."
        )
        raise UserError(text, "file")
    return columns


def _no_figures(dropped: Sequence[str]) -> str:
    """Say that nothing is left to read, and which columns were left out first: a row of numbers may look like CPR numbers."""
    if not dropped:
        return _("Der er ingen kolonner med tal i filen.")
    names = ", ".join(f"»{name}«" for name in dropped)
    if any(not cpr.personal_heading(name) for name in dropped):
        return _(
            "Der er ingen andre kolonner med tal i filen. Udeladt, fordi det ligner CPR-numre eller handler om personer: "
            "%(names)s.",
            names=names,
        )
    return _("Der er ingen kolonner med tal i filen. Udeladt, fordi det handler om personer: %(names)s.", names=names)


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
