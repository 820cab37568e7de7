"""A waiting upload as the preview shows it: what was found, what is missing or refused, and what would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from værdig.hooks.contracts import Observation, ReadFile, RowProblem
from værdig.i18n import _
from værdig.imports.comparison import Difference, difference
from værdig.imports.doubts import Doubt, doubts_about
from værdig.imports.readers import areas
from værdig.periods import Period
from værdig.spreadsheets import csv_file


@dataclass(frozen=True)
class Preview:
    """Everything a person needs to decide; nothing of it is stored as figures yet."""

    read: ReadFile
    figures: tuple[Observation, ...]
    """The file's figures, with table and place filled in where a person has written them."""
    changes: Difference
    tables: tuple[str, ...]
    measures: tuple[str, ...]
    areas: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]
    """First and last period of each period type there is."""
    total: int
    missing: int
    needs_table: bool
    needs_area: bool
    doubts: tuple[Doubt, ...]
    """Figures that look wrong and wait for a person's tick."""

    @property
    def asks_more(self) -> bool:
        """Whether table or place of a figure is still to be written by a person."""
        return any(not (figure.table and figure.area) for figure in self.figures)


def preview_of(read: ReadFile, kind: str, *, table: str = "", area: str = "") -> Preview:
    """Return what is to be told about a file that has been read but not stored, as figures of that kind.

    `table` and `area` are what a person has filled in that the file does not say.
    """
    found = filled_in(read.observations, table, area)
    return Preview(
        read=read,
        figures=tuple(found),
        changes=difference(found, kind),
        tables=_each(observation.table for observation in found),
        measures=_each(observation.measure for observation in found),
        areas=_each(observation.area for observation in found),
        spans=spans(observation.period for observation in found),
        total=len(found),
        missing=sum(observation.value is None for observation in found),
        needs_table=any(not observation.table for observation in read.observations),
        needs_area=any(not observation.area for observation in read.observations),
        doubts=tuple(doubts_about(found)),
    )


def filled_in(found: Sequence[Observation], table: str, area: str) -> list[Observation]:
    """Return figures with the table and place that the file left open, as a person wrote them."""
    table, area = table.strip().lower(), areas.canonical(area)
    return [replace(each, table=each.table or table, area=each.area or area) for each in found]


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def spans(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the first and last period of each type, in words."""
    ordered = sorted((Period.parse(code) for code in set(codes)), key=lambda period: period.order)
    by_kind = [list(each) for _kind, each in groupby(ordered, key=lambda period: period.kind)]
    return tuple((each[0].label, each[-1].label) for each in by_kind)


def where_text(where: Mapping[str, str]) -> str:
    """Return the groups a figure belongs to, as one text; empty for a total."""
    return ", ".join(f"{name}: {member}" for name, member in sorted(where.items()))


def rejected_file(problems: Sequence[RowProblem]) -> bytes:
    """Return the refused rows as a CSV that spreadsheets open right."""
    rows = ((problem.row or "", problem.column, problem.text) for problem in problems)
    return csv_file((_("Række"), _("Kolonne"), _("Årsag")), rows)
