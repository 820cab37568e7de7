"""What a leader typed, as blocks: paragraphs that keep their lines, and lists; how they are laid out is the renderers'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from værdig.hooks.contracts import Block, Bullets, Heading, Paragraph
from værdig.i18n import _

BULLET = re.compile(r"[-•*–]\s+(?=\S)")
NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
RECOMMENDED = re.compile(r"at\s")
"""How a point of a recommendation begins: `at orienteringen tages til efterretning`."""


def blocks_of(text: str) -> list[Block]:
    """Return a typed text as blocks: an empty line ends a paragraph, `- ` begins a point, and `1. ` `2. ` numbered ones."""
    stretches = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return [
        block for stretch in stretches for block in _stretch([line for line in stretch.split("\n") if line.strip()])
    ]


def follow(blocks: Sequence[Block], own: Sequence[Block]) -> list[Block]:
    """Return a part's own blocks after its generated ones, marked as the administration's.

    More points of a recommendation go on in the list there is: that is the administration's from its first point.
    """
    last = blocks[-1] if blocks else None
    if not isinstance(last, Bullets) or not last.ordered:
        return [*blocks, *_marked(own)]
    more = [point for block in own for point in _points(block)]
    rest = [block for block in own if not _points(block)]
    return [*blocks[:-1], Bullets(items=(*last.items, *more), ordered=True), *_marked(rest)]


def _marked(own: Sequence[Block]) -> list[Block]:
    """Return the blocks under a heading that says whose words they are: nobody should take them for what the system has found."""
    return [Heading(text=_("Forvaltningens tekst")), *own] if own else []


def _points(block: Block) -> list[str]:
    """Return the points of a block that holds nothing else."""
    lines = str(block.text).split("\n") if isinstance(block, Paragraph) else []
    lines = [str(item) for item in block.items] if isinstance(block, Bullets) else lines
    return lines if all(RECOMMENDED.match(line) for line in lines) else []


def _stretch(lines: Sequence[str]) -> Iterator[Block]:
    numbered = _counts_from_one(lines)
    for kind, run in groupby(_joined(lines, numbered), lambda line: _kind(line, numbered)):
        if kind == "text":
            yield Paragraph(text="\n".join(" ".join(line.split()) for line in run))
        else:
            mark = BULLET if kind == "point" else NUMBER
            yield Bullets(items=tuple(mark.sub("", line.strip(), count=1) for line in run), ordered=kind == "number")


def _counts_from_one(lines: Sequence[str]) -> bool:
    """Tell whether the numbered lines are a list: `1. halvår 2021 var …` alone is a sentence."""
    found = [int(match[1]) for line in lines if (match := NUMBER.match(line.strip()))]
    return len(found) > 1 and found == list(range(1, len(found) + 1))


def _kind(line: str, numbered: bool) -> str:
    if BULLET.match(line.strip()):
        return "point"
    return "number" if numbered and NUMBER.match(line.strip()) else "text"


def _joined(lines: Sequence[str], numbered: bool) -> list[str]:
    """Return the lines with an indented one added to the point it goes on from."""
    found: list[str] = []
    for line in lines:
        goes_on = line[:1].isspace() and found and _kind(found[-1], numbered) != "text"
        if goes_on and _kind(line, numbered) == "text":
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            found.append(" ".join(line.split()))
    return found
