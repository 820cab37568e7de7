"""Masking an open answer: what is looked for, in which order, and what is put in its place; finding is done in `numbers` and `people`.

What stands for something hidden is a mark in square brackets. Masking is done again until nothing more is found, so that masking a
masked text changes nothing. Nothing else in the text is touched.

It is not perfect, and the citizen is told so. Of 38 things to be hidden in 50 made-up texts that were not looked at while the rules
were made (`tests/surveys/masking/labelled.py`), 33 are hidden (recall 87 %): every CPR number, telephone number, e-mail and street
address, and 22 of 27 names (81 %). Nothing else in them is hidden (precision 100 %; with 33 things hidden the true share may be as low as
90 %). What is missed are rare names at the beginning of a sentence and names that are ordinary words there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from værdig.masking.numbers import (
    Span,
    cpr_numbers,
    email_addresses,
    street_addresses,
    telephone_numbers,
)
from værdig.masking.people import people

MARKS: Mapping[str, str] = {
    "email": "[e-mail]",
    "cpr": "[cpr-nummer]",
    "phone": "[telefon]",
    "address": "[adresse]",
    "name": "[navn]",
}
"""What is put in the place of each kind of thing, in the order they are looked for."""

TIGHT = "*"
"""The mark of everything where marks in words would make the text longer than there is room for."""

_FINDERS: Mapping[str, Callable[[str], Iterator[Span]]] = {
    "email": email_addresses,
    "cpr": cpr_numbers,
    "phone": telephone_numbers,
    "address": street_addresses,
    "name": people,
}
_MARKED = re.compile("|".join(re.escape(mark) for mark in (*MARKS.values(), "[…]")))


@dataclass(frozen=True)
class Part:
    """A piece of a text: left as it was (`kind` empty), or hidden; `words` is what was written."""

    words: str
    kind: str = ""

    @property
    def shown(self) -> str:
        return MARKS[self.kind] if self.kind else self.words


@dataclass(frozen=True)
class Masked:
    """A text with what names people put out of sight. `parts` in order give back what was written."""

    text: str
    parts: tuple[Part, ...]

    @property
    def hidden(self) -> tuple[Part, ...]:
        """What was put out of sight, in order; of what had been before, its mark is all there is."""
        return tuple(found for part in self.parts for found in ((part,) if part.kind else _marks_in(part.words)))


def _marks_in(words: str) -> tuple[Part, ...]:
    kinds = {mark: kind for kind, mark in MARKS.items()}
    return tuple(Part(mark, kinds[mark]) for mark in _MARKED.findall(words) if mark in kinds)


def mask(text: str, room: int | None = None, kinds: tuple[str, ...] = tuple(MARKS)) -> Masked:
    """Return a text with CPR numbers, telephone numbers, e-mail and street addresses and names masked.

    `room` is how many characters there may be: where marks in words do not fit, each is a single asterisk, shorter than anything it
    can stand for. `kinds` are what to look for, out of `MARKS`.
    """
    parts = [Part(text)]
    while (found := _once(parts, kinds)) != parts:
        parts = found
    shown = "".join(part.shown for part in parts)
    if room is not None and len(shown) > room:
        shown = "".join(TIGHT if part.kind else part.words for part in parts)
    return Masked(shown, tuple(parts))


def _once(parts: list[Part], kinds: tuple[str, ...]) -> list[Part]:
    """Return the parts with what one look at the whole finds hidden too."""
    spans = _spans("".join(part.shown for part in parts), kinds)
    found: list[Part] = []
    start = 0
    for part in parts:
        end = start + len(part.shown)
        inside = [(a - start, b - start, kind) for a, b, kind in spans if start <= a and b <= end]
        found += [part] if part.kind else _cut(part.words, inside)
        start = end
    return found


def _cut(words: str, spans: list[tuple[int, int, str]]) -> list[Part]:
    parts, end = [], 0
    for start, stop, kind in spans:
        parts += [Part(words[end:start])] if start > end else []
        parts.append(Part(words[start:stop], kind))
        end = stop
    return parts + ([Part(words[end:])] if end < len(words) or not parts else [])


def _spans(text: str, kinds: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Return what is found in a text, from the left, nothing twice and no mark."""
    taken = [found.span() for found in _MARKED.finditer(text)]
    found: list[tuple[int, int, str]] = []
    for kind in kinds:
        for start, end in _FINDERS[kind](text):
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                found.append((start, end, kind))
    return sorted(found)
