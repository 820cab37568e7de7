"""Typed text made fit to keep: one kind of line break, no invisible control characters; lengths are counted here and nowhere else."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
"""Control characters that no keyboard types; tab and line feed are kept. Direction marks (category Cf) are not among them."""


_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of all that follows; in one line that is what our pages say beside it."""


_UNSEEN_CLASSES = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
"""Classes of characters that show nothing by themselves: controls, marks of direction, joiners, accents alone, spaces."""
_UNSEEN_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a symbol that are drawn as nothing: the Hangul fillers and the empty Braille cell."""


def is_unseen(text: str) -> bool:
    """Tell whether nothing of a text can be seen: whoever opens it would find an empty page."""
    return all(sign in _UNSEEN_LETTERS or unicodedata.category(sign) in _UNSEEN_CLASSES for sign in text)


def normalise(typed: str) -> str:
    """Return several lines of text as they are kept; a text of which nothing can be seen is empty.

    Every kind of line break becomes one line feed, null bytes and other control characters go, letters are composed
    (NFC), spaces at line ends and empty lines around the text go. Right-to-left marks, joiners and emoji stay.
    """
    text = re.sub(r"\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029", "\n", typed)
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    return "" if is_unseen(text) else re.sub(r"[ \t\u00a0]+(?=\n|$)", "", text).strip("\n ")


def normalise_line(typed: str) -> str:
    """Return one line of text as it is kept: like `normalise`, with every run of white space made one space.

    Characters that turn the direction of what follows go; marks that only say which way a letter runs stay.
    """
    return re.sub(r"[ \t\n\u00a0]+", " ", normalise(_TURNING.sub("", typed))).strip()


def length(text: str) -> int:
    """Return how many characters a person has typed: code points of the normalised text, a line break counting one."""
    return len(normalise(text))
