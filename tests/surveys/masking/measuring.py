"""How well masking does on labelled texts: recall and precision of whole things hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from værdig.masking.rules import mask

LABEL = re.compile(r"\{(\w+):([^}]*)\}")
TITLE = re.compile(r"^(?:Hr\.|Fru) ")


@dataclass(frozen=True)
class Measured:
    """How many labelled things there were, how many were hidden wholly, and how many hidden things were labelled."""

    wanted: int
    found: int
    hidden: int
    rightly: int
    missed: tuple[str, ...]
    wrongly: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / self.wanted

    @property
    def precision(self) -> float:
        return self.rightly / self.hidden


def measure(labelled: Iterable[str], kinds: frozenset[str] = frozenset()) -> Measured:
    """Mask every text and compare with its labels; of some kinds only where any are named. A thing half hidden is missed."""
    missed, wrongly, wanted, hidden = [], [], 0, 0
    for one in labelled:
        text = LABEL.sub(r"\2", one)
        labels = _wanted(one)
        found = _hidden(text)
        for kind, start, end, words in labels:
            if kinds and kind not in kinds:
                continue
            wanted += 1
            if not all(
                any(a <= at < b for _kind, a, b, _words in found) for at in range(start, end) if text[at].isalnum()
            ):
                missed.append(words)
        for kind, start, end, words in found:
            if kinds and kind not in kinds:
                continue
            hidden += 1
            if not any(start < b and a < end for _kind, a, b, _words in labels):
                wrongly.append(words)
    return Measured(wanted, wanted - len(missed), hidden, hidden - len(wrongly), tuple(missed), tuple(wrongly))


Place = tuple[str, int, int, str]


def _wanted(labelled: str) -> list[Place]:
    places, removed = [], 0
    for found in LABEL.finditer(labelled):
        kind, words = found.groups()
        title = TITLE.match(words)
        start = found.start() - removed
        removed += len(found.group()) - len(words)
        cut = title.end() if title else 0
        places.append((kind, start + cut, start + len(words), words))
    return places


def _hidden(text: str) -> list[Place]:
    places, start = [], 0
    for part in mask(text).parts:
        if part.kind:
            places.append((part.kind, start, start + len(part.words), part.words))
        start += len(part.words)
    return places
