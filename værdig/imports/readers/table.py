"""Where the table lies in a sheet: title lines, heading rows, body, footnotes; what its columns mean is `meaning`'s."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from værdig.errors import UserError
from værdig.files import cpr
from værdig.files.limits import check_shape
from værdig.hooks.contracts import RowProblem
from værdig.i18n import _
from værdig.imports.readers import areas, periods
from værdig.imports.readers.cells import is_missing, looks_numeric

Grid = Sequence[Sequence[object]]
"""Rows of cells as a file gives them: text, typed numbers, dates, None."""

AREA_HEADINGS = frozenset({"area", "område", "kommune", "region", "jobcenter", "rar-område"})
PERIOD_HEADINGS = frozenset({"periode", "period", "måned", "kvartal", "halvår", "år", "tid"})
MEASURE_HEADINGS = frozenset({"måling", "målepunkt", "indikator"})
FACTS = frozenset({"tabel", "måling", "område", "kommune", "periode", "enhed", "kilde"})
_FACT_LINE = re.compile(r"([A-Za-zæøåÆØÅ-]+)\s*:\s*(\S.*)")
_NOTE = re.compile(r"(?:kilde|anm|noter?)\b|\*", re.IGNORECASE)
_SEARCHED_ROWS = 60


@dataclass(frozen=True)
class Heading:
    """A column's heading: the group it stands under, if there is one, and its own label."""

    label: str
    group: str = ""

    @property
    def text(self) -> str:
        """The heading as one text: `group: label`."""
        return f"{self.group}: {self.label}" if self.group and self.label else self.group or self.label


@dataclass(frozen=True)
class Row:
    """One body row; `number` counts from 1 as a spreadsheet does."""

    number: int
    cells: tuple[object, ...]


@dataclass(frozen=True)
class Table:
    """A table as it lies in a file, personal columns already dropped."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    title: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the lines above the table say about all of it: `{"område": "Albertslund"}`."""
    notes: tuple[str, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    dropped: tuple[str, ...] = ()


def find(grid: Grid) -> Table:
    """Return the table in a sheet, wherever it stands; raises UserError when there is none.

    Its heading is the first row with a cell such as `Periode` or `Område`, with three periods (two, when nothing but a label
    stands beside them), or with two places. Above
    stand the title and facts about the whole table, below at most a second heading row, and the body ends at the first blank
    row or at `Kilde`, `Anm.`, `Note` or `*`. Columns about persons are dropped here, before anything else looks at them.
    """
    check_shape(len(grid), max((len(row) for row in grid), default=0))
    at = next((n for n in range(min(len(grid), _SEARCHED_ROWS)) if _is_heading(grid, n)), None)
    if at is None:
        raise UserError(
            _("Der er ingen tabel i filen. Den skal have en overskriftsrække med fx »Område« og »Periode«."), "file"
        )
    width = _width(grid, at)
    headings, first = _headings(grid, at, width)
    end = next((n for n in range(first, len(grid)) if _ends_body(grid[n])), len(grid))
    above = at - 1 if _is_group_row(grid, at) else at
    title, facts = _above(grid[:above])
    notes, problems = _below(grid, end)
    table = Table(
        headings=headings,
        rows=tuple(Row(n + 1, _fit(grid[n], width)) for n in range(first, end)),
        title=title,
        facts=facts,
        notes=notes,
        problems=(*problems, *_overflow(grid, range(first, end), width)),
    )
    return without_persons(table)


def without_persons(table: Table) -> Table:
    """Return the table without columns that name people, and with civil registration numbers masked in its texts."""
    headings = [heading.text for heading in table.headings]
    personal = cpr.personal_columns(headings, [row.cells for row in table.rows])
    keep = [column for column in range(len(headings)) if column not in personal]
    return replace(
        table,
        headings=tuple(table.headings[column] for column in keep),
        rows=tuple(Row(row.number, tuple(row.cells[column] for column in keep)) for row in table.rows),
        title=tuple(cpr.mask(line) for line in table.title),
        facts={key: cpr.mask(value) for key, value in table.facts.items()},
        notes=tuple(cpr.mask(line) for line in table.notes),
        problems=tuple(replace(problem, text=cpr.mask(problem.text)) for problem in table.problems),
        dropped=(*table.dropped, *(cpr.mask(headings[column]) or _("uden overskrift") for column in personal)),
    )


def text_of(cell: object) -> str:
    """Return a cell as text on one line; a whole number typed in a spreadsheet loses its `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).replace("\u00a0", " ").split())


def _filled(row: Sequence[object]) -> list[str]:
    return [text for text in map(text_of, row) if text]


def _key(cell: object) -> str:
    return text_of(cell).casefold().rstrip(":")


def _is_heading(grid: Grid, at: int) -> bool:
    row = grid[at]
    filled = _filled(row)
    if len(filled) < 2 or _is_fact_row(grid, at):
        return False
    marked = any(_key(cell) in AREA_HEADINGS | PERIOD_HEADINGS | MEASURE_HEADINGS for cell in row)
    coded = sum(periods.parse(cell) is not None for cell in row)
    placed = sum(areas.is_known(text) for text in filled)
    only_periods = 2 <= coded == len(filled) - 1
    return marked or only_periods or coded >= 3 or placed >= 2


def _is_fact_row(grid: Grid, at: int) -> bool:
    """Tell `Område;Albertslund` above a table from a heading: two cells, and the next row does not carry figures."""
    filled = _filled(grid[at])
    if len(filled) != 2 or filled[0].casefold().rstrip(":") not in FACTS:
        return False
    if filled[0].endswith(":"):
        return True
    following = next((row for row in grid[at + 1 :] if _filled(row)), [])
    is_value = areas.is_known(filled[1]) or periods.parse(filled[1]) is not None
    return is_value and not any(looks_numeric(cell) for cell in following)


def _width(grid: Grid, at: int) -> int:
    rows = grid[max(at - 1, 0) : at + 2]
    return max((n + 1 for row in rows for n, cell in enumerate(row) if text_of(cell)), default=0)


def _fit(row: Sequence[object], width: int) -> tuple[object, ...]:
    return tuple(row[:width]) + ("",) * (width - len(row))


def _headings(grid: Grid, at: int, width: int) -> tuple[tuple[Heading, ...], int]:
    """Return the headings, two rows joined where there are two, and the index of the first body row."""
    labels = [text_of(cell) for cell in _fit(grid[at], width)]
    if _is_group_row(grid, at):
        return _unique(_join(_fit(grid[at - 1], width), labels)), at + 1
    if at + 1 < len(grid) and _is_label_row(labels, _fit(grid[at + 1], width)):
        below = [text_of(cell) for cell in _fit(grid[at + 1], width)]
        return _unique(_join(labels, below)), at + 2
    return _unique([Heading(label) for label in labels]), at + 1


def _is_group_row(grid: Grid, at: int) -> bool:
    """Tell whether the row above the heading groups its columns: blank in front, words (not figures) further right."""
    if at == 0 or not grid[at - 1] or text_of(grid[at - 1][0]):
        return False
    filled = [cell for cell in grid[at - 1] if text_of(cell)]
    return bool(filled) and not any(looks_numeric(cell) and periods.parse(cell) is None for cell in filled)


def _is_label_row(labels: Sequence[str], row: Sequence[object]) -> bool:
    """Tell whether a row is the second row of the heading: words under the blanks of merged cells, none under the front one."""
    filled = [(n, cell) for n, cell in enumerate(row) if text_of(cell)]
    if not filled or (filled[0][0] == 0 and labels[0]):
        return False
    words = all(periods.parse(cell) is not None or not (looks_numeric(cell) or is_missing(cell)) for _n, cell in filled)
    return words and any(not labels[n] for n, _cell in filled)


def _join(groups: Sequence[object], labels: Sequence[str]) -> list[Heading]:
    """Spread each group over the columns it was merged across; a column without a label under it is its own group."""
    joined: list[Heading] = []
    group = ""
    for cell, label in zip(groups, labels, strict=True):
        group = text_of(cell) or group
        joined.append(Heading(group) if not label else Heading(label, group))
    return joined


def _unique(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """Give repeated headings a number: `Antal personer (2)`."""
    seen: dict[str, int] = {}
    unique: list[Heading] = []
    for heading in headings:
        count = seen[heading.text] = seen.get(heading.text, 0) + 1
        again = count > 1 and heading.text
        unique.append(Heading(f"{heading.label} ({count})", heading.group) if again else heading)
    return tuple(unique)


def _ends_body(row: Sequence[object]) -> bool:
    filled = _filled(row)
    return not filled or bool(_NOTE.match(filled[0]))


def _above(grid: Grid) -> tuple[tuple[str, ...], dict[str, str]]:
    title: list[str] = []
    facts: dict[str, str] = {}
    for row in grid:
        line = _line(row)
        fact = _FACT_LINE.fullmatch(line) or re.fullmatch(r"(\S+) (\S.*)", line)
        if fact and _states(fact[1].casefold(), fact[2]):
            facts[fact[1].casefold()] = fact[2]
        elif line:
            title.append(line)
    return tuple(title), facts


def _states(key: str, value: str) -> bool:
    """Tell a fact from a title that begins like one: a table's id is one word, `Tabel: Samarbejdsgrad i juli` is a title."""
    return key in FACTS and (key != "tabel" or " " not in value)


def _line(row: Sequence[object]) -> str:
    return " ".join(_filled(row))


def _below(grid: Grid, end: int) -> tuple[tuple[str, ...], tuple[RowProblem, ...]]:
    """Split what follows the body: words are footnotes, and rows with figures are problems, since they were not read."""
    notes: list[str] = []
    problems: list[RowProblem] = []
    for n in range(end, len(grid)):
        row = grid[n]
        if sum(looks_numeric(cell) for cell in row) >= 2 and not _NOTE.match(_line(row)):
            text = _("Rækken står efter tabellens slutning og er ikke læst.")
            problems.append(RowProblem(row=n + 1, column="", text=text))
        elif _filled(row):
            notes.append(_line(row))
    return tuple(notes), tuple(problems)


def _overflow(grid: Grid, body: range, width: int) -> list[RowProblem]:
    text = _("Rækken har flere celler end tabellen har overskrifter.")
    return [RowProblem(row=n + 1, column="", text=text) for n in body if _filled(grid[n][width:])]
