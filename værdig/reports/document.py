"""The report as one value: what every format shows comes from here and nowhere else; putting it together is `assemble`'s.

A document has the parts of a committee item (its headings come from the municipality's agenda profile), numbered appendices
(bilag), and the figures it rests on. It is plain data: it goes to canonical JSON and back without loss, and two equal
documents have one fingerprint.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from numbers import Integral, Real
from typing import Any

from værdig.db.types import canonical
from værdig.hooks.contracts import Block, Bullets, Figure, Heading, Line, Notice, Paragraph, ShareBars, Table
from værdig.periods import label_of
from værdig.reports import own_text

BLOCK_TYPES: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Heading, Paragraph, Bullets, Notice, Table, ShareBars, Line)
}
LATER = frozenset({"rows_are", "kind", "corrects", "called"})
"""Fields that blocks and heads got after reports had been frozen: left out while empty, so that those reports keep their fingerprints."""

BERETNING = "beretning"
"""The kind of the borgerraadgiver's own report."""

SHORT = 12
"""How many hexadecimal digits of a fingerprint are printed beside a figure."""


class State(StrEnum):
    """A report is a draft until it is frozen; there is no way back."""

    DRAFT = "udkast"
    FROZEN = "frosset"


@dataclass(frozen=True, kw_only=True)
class Meta:
    """Whose report it is, about which half-year, for which committee, and how far it has come.

    `dated` is the day it was built, or frozen; `profile` names the agenda profile whose headings it has.
    """

    title: str
    municipality_id: str
    municipality: str
    half_year: str
    dated: str
    version: int
    state: State
    example_data: bool
    committee: str = ""
    sender: str = ""
    profile: str = ""
    kind: str = ""
    """Empty for the report to the committee, `BERETNING` for the borgerraadgiver's own."""
    called: str = ""
    """What its period is called, where the code does not tell."""
    corrects: str = ""
    """What a later version corrects, in its writer's words."""

    @property
    def period(self) -> str:
        """The half-year or year as people read it: `1. halvår 2021`, `2021`."""
        return self.called or label_of(self.half_year)

    @property
    def is_beretning(self) -> bool:
        """Whether it is the borgerraadgiver's own report to the council."""
        return self.kind == BERETNING

    @property
    def day(self) -> date:
        return date.fromisoformat(self.dated)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One heading of the committee item; `own_text` is the leader's, as typed."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    own_text: str = ""
    takes_text: bool = True

    @property
    def with_own_text(self) -> list[Block]:
        """Every block under the heading: what was generated, then what the leader typed."""
        return own_text.follow(self.blocks, own_text.blocks_of(self.own_text))

    @property
    def as_cover(self) -> Part:
        """The part without its tables and charts: what is read first, and what the leader has typed."""
        return replace(self, blocks=tuple(one for one in self.blocks if not isinstance(one, Table | ShareBars | Line)))


@dataclass(frozen=True, kw_only=True)
class Appendix:
    """A bilag: `number` counts from 1, `id` is that of the section it came from."""

    number: int
    id: str
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """The whole report."""

    meta: Meta
    parts: tuple[Part, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    figures: tuple[Figure, ...] = field(default=())

    def blocks(self) -> Iterator[Block]:
        """Yield every block in reading order."""
        for part in self.parts:
            yield from part.blocks
        for appendix in self.appendices:
            yield from appendix.blocks

    def with_texts(self, texts: Mapping[str, str]) -> Document:
        """Return the document with the leader's texts by heading key; a heading without one gets none."""
        parts = tuple(replace(part, own_text=texts.get(part.key, "") if part.takes_text else "") for part in self.parts)
        return replace(self, parts=parts)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON: 64 hexadecimal digits."""
        return hashlib.sha256(canonical(to_plain(self)).encode()).hexdigest()


def figure_fingerprint(figure: Figure) -> str:
    """Return SHA-256 over value, unit, definition, source, period and reason: 64 hexadecimal digits."""
    return hashlib.sha256(canonical(plain_figure(figure)).encode()).hexdigest()


def to_plain(document: Document) -> dict[str, Any]:
    """Return the document as mappings, lists, texts and numbers; lazy texts become Danish."""
    return {
        "meta": {**_plain_fields(document.meta), "state": document.meta.state.value},
        "parts": [{**_plain_fields(part), "blocks": plain_blocks(part.blocks)} for part in document.parts],
        "appendices": [{**_plain_fields(one), "blocks": plain_blocks(one.blocks)} for one in document.appendices],
        "figures": [plain_figure(figure) for figure in document.figures],
    }


def from_plain(data: Mapping[str, Any]) -> Document:
    """Read what `to_plain` wrote."""
    return Document(
        meta=Meta(**{**data["meta"], "state": State(data["meta"]["state"])}),
        parts=tuple(Part(**{**part, "blocks": blocks_from_plain(part["blocks"])}) for part in data["parts"]),
        appendices=tuple(Appendix(**{**one, "blocks": blocks_from_plain(one["blocks"])}) for one in data["appendices"]),
        figures=tuple(Figure(**figure) for figure in data["figures"]),
    )


def plain_figure(figure: Figure) -> dict[str, Any]:
    """Return a figure with every text as a plain string; an unknown value stays None."""
    return {name: None if value is None else str(value) for name, value in asdict(figure).items()}


def plain_blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return blocks as mappings that name their type."""
    return [{"type": type(block).__name__, **_plain_fields(block)} for block in blocks]


def settle(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks as they come back from JSON: tuples, plain Danish texts, nothing lazy left."""
    return blocks_from_plain(plain_blocks(blocks))


def blocks_from_plain(data: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Read blocks that `plain_blocks` wrote."""
    return tuple(_block(dict(one)) for one in data)


def _block(data: dict[str, Any]) -> Block:
    kind = BLOCK_TYPES[data.pop("type")]
    block: Block = kind(**{name: _tuples(value) for name, value in data.items()})
    return block


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list | tuple) else value


def _plain_fields(value: Any) -> dict[str, Any]:
    plain = {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.name != "blocks"}
    return {name: told for name, told in plain.items() if told or name not in LATER}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):  # a missing number of pandas is NaN, which JSON does not have
        return None if math.isnan(value) else float(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    return str(value)
