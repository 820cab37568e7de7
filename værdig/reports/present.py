"""What every format says about a document besides its blocks: head lines, facts, marks and charts in words; layout is the renderers'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import accumulate
from typing import Any

from værdig.hooks.contracts import Block, Heading, Line, Notice, ShareBars, Table
from værdig.i18n import _, format_date
from værdig.reports.document import Appendix, Document, Meta, State
from værdig.ui.charts import Chart, chart

COPIED = "afskrift"
"""The word in the provenance of figures copied from a plan as printed."""

TIED = re.compile(r"(?<=\d) (?=%|pct\.)|(?<=\d\.) (?=(?:halvår|kvartal)\b)")
"""The space in `8 %`, and the first one in `2. halvår 2021`."""

FEW_ROWS = 3
OPENING = 2
"""Blocks that stay with a section's heading and with what follows."""
LONG = 40
"""Rows."""
SENTENCE = 40
"""Characters in a cell that is read and not looked up."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A block ready to be laid out: `kind` is its class name, `chart` is set for those that are drawn."""

    kind: str
    block: Block
    mark: str = ""
    chart: Chart | None = None
    leads: bool = False
    """It is read together with the chart or table after it, and stays on its page."""
    under: str = ""
    """The heading it stands under."""
    trails: bool = False
    """It is read together with the chart before it."""

    @property
    def pictured(self) -> bool:
        """Whether there is anything to draw: one dot is no picture of a series."""
        if isinstance(self.block, Line):
            return sum(value is not None for value in self.block.values) > 1
        return self.chart is not None

    @property
    def words(self) -> str:
        """The sentences beside a picture; of many rows they would only be the table once more, read slowly."""
        many = isinstance(self.block, ShareBars) and len(self.block.rows) > FEW_ROWS
        return "" if self.chart is None or many else self.chart.text

    @property
    def table(self) -> Table | None:
        """The table to lay out, be it the block itself or the one beside a chart."""
        if self.chart:
            return self.chart.table
        return self.block if isinstance(self.block, Table) else None


def shown(blocks: Iterable[Block], meta: Meta) -> list[Shown]:
    """Return blocks ready to be laid out; tables and charts carry the mark of example data."""
    found = [_shown(_tied(block), meta) for block in blocks]
    if not found:
        return []
    headings = accumulate((str(one.block.text) if isinstance(one.block, Heading) else "" for one in found), _latest)
    return [
        replace(
            one,
            under=heading,
            leads=one.kind == "Paragraph" and _leads(found, place),
            trails=one.kind == "Paragraph" and place > 0 and found[place - 1].chart is not None,
        )
        for place, (one, heading) in enumerate(zip(found, headings, strict=True))
    ]


def _tied(block: Block) -> Block:
    """Return a block in whose texts no line can end between a number and what it counts per hundred."""
    return replace(block, **{one.name: _tied_text(getattr(block, one.name)) for one in fields(block)})


def _tied_text(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return tuple(_tied_text(part) for part in value)
    return tied(value) if isinstance(value, str) else value


def tied(text: str) -> str:
    """Return a text in which no line ends between a number and what it counts; what is stored keeps its plain spaces."""
    return TIED.sub("\u00a0", text)


def _latest(heading: str, newer: str) -> str:
    return newer or heading


def _leads(found: list[Shown], place: int) -> bool:
    """Tell whether a paragraph stays with what follows: few of them before a table or chart, and those a section opens with."""
    after = [one for one in found[place + 1 : place + 1 + OPENING] if one.kind != "Paragraph"]
    if after and after[0].table is not None:
        return True
    return place < OPENING and bool(found[place + 1 :]) and found[place + 1].kind in ("Heading", "Paragraph")


def _shown(block: Block, meta: Meta) -> Shown:
    if _is_empty(block):
        text = _("%(caption)s: Der er intet at vise.", caption=block.caption)  # type: ignore[union-attr]
        return Shown(kind="Notice", block=Notice(text=text, tone="missing"))
    mark = _mark(block, meta) if isinstance(block, Table | ShareBars | Line) else ""
    drawn = chart(block) if isinstance(block, ShareBars | Line) else None
    return Shown(kind=type(block).__name__, block=block, mark=mark, chart=drawn)


def _is_empty(block: Block) -> bool:
    """Tell whether a table or chart has nothing in it: headings over nothing would look like a mistake, and read as one."""
    if isinstance(block, Table | ShareBars):
        return not block.rows
    return isinstance(block, Line) and not block.periods


def _mark(block: Table | ShareBars | Line, meta: Meta) -> str:
    """Return the mark of one table or chart. What was copied from a printed plan is real and says so; the rest is marked."""
    if not meta.example_data:
        return ""
    told = " ".join(_texts(block)).casefold()
    return _("Eksempeldata, hvor der ikke står afskrift") if COPIED in told else example_mark(meta)


def _texts(block: Table | ShareBars | Line) -> Iterator[str]:
    yield from (str(block.caption), str(block.note))
    if isinstance(block, Line):
        yield str(block.provenance)
    if isinstance(block, Table):
        yield from (str(cell) for row in block.rows for cell in row)


def example_mark(meta: Meta) -> str:
    """Return the word that marks made-up data, or nothing."""
    return _("Eksempeldata") if meta.example_data else ""


def head_line(meta: Meta) -> str:
    """Return the line at the top of every page."""
    parts = (example_mark(meta), meta.municipality, meta.period, version_line(meta))
    return " · ".join(part for part in parts if part)


def version_line(meta: Meta) -> str:
    """Return which version it is, and whether it may still change."""
    if meta.state == State.FROZEN:
        return _("Version %(version)s", version=meta.version)
    return _("Udkast til version %(version)s", version=meta.version)


def facts(document: Document) -> list[tuple[str, str]]:
    """Return what is known about the document itself, as terms and values; an unknown one is left out."""
    meta = document.meta
    frozen = meta.state == State.FROZEN
    own = meta.is_beretning
    found = [
        (_("Kommune"), meta.municipality),
        (_("Til") if own else _("Udvalg"), meta.committee),
        (_("Periode") if own else _("Halvår"), meta.period),
        (_done(meta) if frozen else _("Bygget"), format_date(meta.day)),
        (_("Udgave"), version_line(meta)),
        (_("Rettet i denne version"), meta.corrects),
        (_("Aftryk"), document.fingerprint if frozen else ""),
    ]
    return [(term, value) for term, value in found if value]


def _done(meta: Meta) -> str:
    return _("Frigivet") if meta.is_beretning else _("Frosset")


def contents(document: Document) -> list[tuple[str, str]]:
    """Return the headings that a reader can go to, as the id of the place and the text."""
    appendices = [(f"bilag-{one.number}", appendix_title(one)) for one in document.appendices]
    return [*((part.key, part.title) for part in document.parts), *appendices]


def appendix_title(appendix: Appendix) -> str:
    """Return the heading of an appendix, with its number."""
    return tied(_("Bilag %(number)s: %(title)s", number=appendix.number, title=appendix.title))


def table_caption(one: Shown) -> str:
    """Return the caption of a table: beside a picture it need not say again what stands over it."""
    if one.table is None:
        return ""
    said_above = one.pictured or (one.chart is not None and one.under == one.chart.title)
    return _("Tallene") if said_above else str(one.table.caption)


def picture_caption(one: Shown) -> str:
    """Return what stands over a picture: its title, unless the heading right above has said it."""
    if one.chart is None or one.under != one.chart.title:
        return one.chart.title if one.chart else ""
    return _("Kurven") if isinstance(one.block, Line) else _("Bjælkerne")


def is_long(table: Table) -> bool:
    """Tell whether a table is a list to look things up in, which is printed small."""
    return len(table.rows) > LONG


def reads_as_text(table: Table) -> bool:
    """Tell whether a table holds sentences beside its first column: on a narrow screen its cells then stand below each other."""
    words = [place for place in range(1, len(table.columns)) if place not in table.numeric]
    return any(len(str(row[place])) > SENTENCE for row in table.rows for place in words)


def notices(meta: Meta) -> list[str]:
    """Return what must be said before anything else: that data are made up, that it is a draft."""
    found = []
    if meta.example_data:
        found.append(_("Eksempeldata: Tallene er lavet for at vise systemet, hvis der ikke står »afskrift« ved dem."))
    if meta.state == State.DRAFT and meta.is_beretning:
        found.append(_("Udkast: Beretningen er ikke frigivet endnu. Kun borgerrådgiveren kan se den."))
    elif meta.state == State.DRAFT:
        found.append(_("Udkast: Rapporten er ikke frosset endnu. Tal og tekst kan blive ændret."))
    return found


def notice_word(tone: str) -> str:
    """Return the word that tells a notice's tone without its colour."""
    return {"info": _("Bemærk"), "warning": _("Vær opmærksom"), "missing": _("Mangler")}[tone]
