"""A text as it is given out: what can be seen of it, the passages that are proposed to be hidden, and what is left when they are.

What is hidden leaves one mark of a fixed length, and nothing that tells how long it was, nor how many words or lines. Nothing here
knows a case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from værdig.complaints.redaction.finding import Place, fold, places_in
from værdig.masking.rules import mask

MARK = "[skjult]"
"""What stands for whatever is hidden, on paper and for whoever has it read aloud."""

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_NEEDED = frozenset("\n\t\u200c\u200d\u200e\u200f")
"""Line breaks, and the unseen signs that some alphabets cannot be written without."""
_DRAWN_AS_NOTHING = re.compile("[\u115f\u1160\u2800\u3164\uffa0\U000e0000-\U000e0fff]")
_NOTHING_BETWEEN = re.compile(r"[\s\-‐-―−]*")


@dataclass(frozen=True, order=True)
class Hidden:
    """A passage that is hidden, and why (`wording.Reason`)."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Piece:
    """Some of a text as it is given out: its words, or where `reasons` are given what was there is hidden."""

    words: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A passage that names somebody, as far as the rules of masking know; `kind` is one of theirs."""

    start: int
    end: int
    kind: str


def seen(text: str) -> str:
    """Return what anybody can see of a text: without signs that show nothing, in which words could lie unnoticed."""
    lines = unicodedata.normalize("NFC", _DRAWN_AS_NOTHING.sub("", _BREAKS.sub("\n", text)))
    kept = "".join(sign for sign in lines if sign in _NEEDED or unicodedata.category(sign) not in _UNSEEN)
    return unicodedata.normalize("NFC", kept)


def proposals(text: str) -> list[Proposal]:
    """Return the passages of a text that name people, from the left."""
    found, start = [], 0
    for part in mask(text).parts:
        end = start + len(part.words)
        if part.kind:
            found.append(Proposal(start, end, part.kind))
        start = end
    return found


def paragraphs(text: str) -> list[Place]:
    """Return where each line with anything on it begins and ends."""
    return [match.span() for match in re.finditer(r"[^\n]+", text) if match.group().strip()]


def everywhere(text: str, phrases: Iterable[tuple[str, str]]) -> list[Hidden]:
    """Return every place where a phrase stands; `phrases` are words and the reason to hide them."""
    folded = fold(text)
    return [Hidden(start, end, reason) for words, reason in phrases for start, end in places_in(text, folded, words)]


def pieces(text: str, hidden: Iterable[Hidden]) -> list[Piece]:
    """Return a text as it is given out. What touches, or has only space between, is hidden as one."""
    made: list[Piece] = []
    at = 0
    for start, end, reasons in _joined(text, sorted(hidden)):
        if start > at:
            made.append(Piece(text[at:start]))
        made.append(Piece("", reasons))
        at = end
    return [*made, Piece(text[at:])] if at < len(text) else made


def _joined(text: str, hidden: Sequence[Hidden]) -> list[tuple[int, int, tuple[str, ...]]]:
    joined: list[tuple[int, int, tuple[str, ...]]] = []
    for each in hidden:
        start, end = max(each.start, 0), min(each.end, len(text))
        if start >= end:
            continue
        if (joined and _NOTHING_BETWEEN.fullmatch(text[joined[-1][1] : start]) is not None) or (
            joined and start <= joined[-1][1]
        ):
            first, last, reasons = joined.pop()
            joined.append((first, max(last, end), tuple(dict.fromkeys((*reasons, each.reason)))))
        else:
            joined.append((start, end, (each.reason,)))
    return joined


def shown(made: Iterable[Piece]) -> str:
    """Return pieces as plain text."""
    return "".join(MARK if piece.reasons else piece.words for piece in made)
