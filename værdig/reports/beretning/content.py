"""What is written from the figures, before she has touched it: sections of sentences and blocks; her words are put in by `compose`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from værdig.hooks.contracts import Block, Figure
from værdig.reports import figures
from værdig.reports.document import blocks_from_plain, plain_blocks, plain_figure
from værdig.reports.figures import Section


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence, or a few that belong together, that she may leave out or say in her own words; `key` is its own in the report."""

    key: str
    text: str


Item = Sentence | Block


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One section of the report, in the order they always stand in."""

    key: str
    title: str
    items: tuple[Item, ...] = ()

    @property
    def sentences(self) -> Iterator[Sentence]:
        return (item for item in self.items if isinstance(item, Sentence))


@dataclass(frozen=True, kw_only=True)
class Generated:
    """Everything that was written from the figures. `complaints` is the cleared number of complaints, None where it is hidden."""

    chapters: tuple[Chapter, ...] = ()
    figures: tuple[Figure, ...] = ()
    complaints: int | None = None

    def chapter(self, key: str) -> Chapter | None:
        return next((one for one in self.chapters if one.key == key), None)


@dataclass
class Writing(Section):
    """A section while it is written: sentences stand among the blocks."""

    key: str = ""
    title: str = ""
    items: list[Item] = field(default_factory=list)

    @classmethod
    def begin(cls, key: str, title: str) -> Writing:
        return cls(hidden=figures.too_few("cases"), key=key, title=title)

    def add(self, *blocks: Block) -> None:
        self.items += blocks

    def say(self, key: str, text: str) -> None:
        """Add a sentence; an empty one is none."""
        if text:
            self.items.append(Sentence(key=key, text=str(text)))

    @property
    def chapter(self) -> Chapter:
        return Chapter(key=self.key, title=self.title, items=tuple(self.items))


def to_plain(generated: Generated) -> dict[str, Any]:
    """Return it as mappings, lists and texts."""
    return {
        "chapters": [
            {"key": one.key, "title": one.title, "items": [_plain_item(item) for item in one.items]}
            for one in generated.chapters
        ],
        "figures": [plain_figure(figure) for figure in generated.figures],
        "complaints": generated.complaints,
    }


def from_plain(data: Mapping[str, Any]) -> Generated:
    """Read what `to_plain` wrote."""
    return Generated(
        chapters=tuple(
            Chapter(key=one["key"], title=one["title"], items=tuple(_items(one["items"]))) for one in data["chapters"]
        ),
        figures=tuple(Figure(**figure) for figure in data["figures"]),
        complaints=data["complaints"],
    )


def _plain_item(item: Item) -> dict[str, Any]:
    if isinstance(item, Sentence):
        return {"sentence": item.key, "text": item.text}
    return plain_blocks([item])[0]


def _items(data: Sequence[Mapping[str, Any]]) -> Iterator[Item]:
    for one in data:
        if "sentence" in one:
            yield Sentence(key=one["sentence"], text=one["text"])
        else:
            yield from blocks_from_plain([one])
