"""From cleared rows to what a report prints: table cells and frozen figures, in the gate's own words; nothing is counted here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from værdig.disclosure import ClearedRow, ClearedTable
from værdig.disclosure.contracts import Unit
from værdig.hooks.contracts import Block, Figure, SectionContent, Table
from værdig.i18n import _

SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-ZÆØÅ“»])")


@dataclass
class Section:
    """A section of the report while it is written: blocks to show, and the figures they rest on.

    `hidden` stands in its tables where there is a number that may not be shown.
    """

    hidden: str
    blocks: list[Block] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def add(self, *blocks: Block) -> None:
        """Add blocks in reading order."""
        self.blocks += blocks

    def cell(self, figure: Figure, missing: str = "") -> str:
        """Keep a figure and return what a table shows for it: its value, or short words for why there is none."""
        self.figures.append(figure)
        return figure.value if figure.value is not None else missing or self.hidden

    @property
    def content(self) -> SectionContent:
        return SectionContent(blocks=tuple(self.blocks), figures=tuple(self.figures))


def too_few(unit: Unit) -> str:
    """Return what stands in place of a number that the gate hides; why, and where the limit is, stands under the table."""
    return _("for få svar til at vise") if unit == "answers" else _("for få sager til at vise")


@dataclass(frozen=True, kw_only=True)
class About:
    """What the figures of one table have in common."""

    prefix: str
    """The beginning of their ids; the same for the same figure at every build."""
    period: str
    source: str
    definition: str


def number(about: About, key: str, label: str, row: ClearedRow, unit: str) -> Figure:
    """Return the number behind a row; hidden it has no value and the gate's reason."""
    return _figure(about, key, label, row.n_text if row.n is not None else None, unit, row.reason)


def key_of(row: ClearedRow) -> str:
    """Return a row's part of its figures' ids: whom it is about."""
    return "+".join("/".join(member) for member in row.members) or "alle"


def counted(
    section: Section, about: About, table: ClearedTable, unit: str, column: str, *notes: str, missing: str = ""
) -> Table | None:
    """Return a cleared table of numbers as the report prints it, and keep each as a figure; None where there is no row to show.

    `missing` stands for a hidden number where the section's own words for it are about something else.
    """
    rows = [
        [row.label, section.cell(number(about, key_of(row), _title_and_row(table, row), row, unit), missing)]
        for row in table.rows
        if row.n != 0
    ]
    if not rows:
        return None
    nobody = _("Der var ingen i de grupper, der ikke står her.") if len(rows) < len(table.rows) else ""
    return Table(
        caption=table.title, columns=[_("Hvad"), column], rows=rows, numeric=[1], note=note(table, nobody, *notes)
    )


def _title_and_row(table: ClearedTable, row: ClearedRow) -> str:
    return _("%(title)s: %(row)s", title=table.title, row=row.label)


def share(about: About, key: str, label: str, row: ClearedRow, category: str) -> Figure:
    """Return one share of a row, as the gate words it (`58 %`, or `mere end 90 %` where all but a few answered the same)."""
    text = row.texts.get(category) if row.shown else None
    return _figure(about, key, label, text, _("procent"), row.reason)


def beside(about: About, key: str, label: str, row: ClearedRow, category: str) -> Figure:
    """Return a share that stands beside the others (`Ved ikke`)."""
    text = row.beside_texts.get(category) if row.shown else None
    return _figure(about, key, label, text, _("procent"), row.reason)


def mean(about: About, label: str, row: ClearedRow, unit: str) -> Figure:
    """Return a row's mean on the scale; the gate gives none where too few answered."""
    return _figure(about, "mean", label, row.mean or None, unit, row.reason or _("Gennemsnit vises fra 30 svar."))


def known(about: About, key: str, label: str, value: str | None, unit: str, why_missing: str) -> Figure:
    """Return a figure that is not about people, or has been cleared as a whole."""
    return _figure(about, key, label, value, unit, why_missing)


ID_ROOM = 180
"""Characters of a figure's id: what the table has room for, less what `unique` may add."""


def _id(prefix: str, key: str) -> str:
    """Return a figure's id, the same at every build; one that names many merged groups ends in a hash of all of it."""
    whole = f"{prefix}.{key}"
    if len(whole) <= ID_ROOM:
        return whole
    return f"{whole[: ID_ROOM - 17]}-{sha256(whole.encode()).hexdigest()[:16]}"


def _figure(about: About, key: str, label: str, value: str | None, unit: str, reason: str) -> Figure:
    missing = "" if value is not None else reason or _("Tallet er skjult for at beskytte de få, det handler om.")
    return Figure(
        id=_id(about.prefix, key), label=label, value=value, unit=unit, definition=about.definition,
        source=about.source, period=about.period, why_missing=missing,
    )  # fmt: skip


def note(table: ClearedTable, *more: str, marks: bool = False) -> str:
    """Return what belongs under a table: why nothing is shown, what the gate wants said, and `more`.

    What a row's mark means is said only under a table that shows the rows' marks (`marks`).

    A sentence that holds for several rows (how merged ones came about) is said once, after what is said of each.
    """
    notes = [text for text in table.notes if marks or text != table.mark_note]
    said = [sentence for text in (table.refused, *notes, *more) for sentence in SENTENCE_END.split(text) if sentence]
    often = {sentence for sentence, times in Counter(said).items() if times > 1}
    once = [sentence for sentence in said if sentence not in often]
    return " ".join([*once, *dict.fromkeys(sentence for sentence in said if sentence in often)])


def unique(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return figures with ids that differ: a later one with a taken id gets a number after it."""
    seen: dict[str, int] = {}
    found = []
    for figure in figures:
        seen[figure.id] = times = seen.get(figure.id, 0) + 1
        found.append(figure if times == 1 else replace(figure, id=f"{figure.id}.{times}"))
    return tuple(found)
