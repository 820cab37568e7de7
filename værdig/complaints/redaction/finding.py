"""Finding words in a text however they are spelt: other case, accents, hidden signs, hyphens and line breaks; what is done with them is
the caller's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

Place = tuple[int, int]
"""Where something begins in a text, and where the text goes on behind it."""

WHOLE_WORDS_UP_TO = 3
"""Letters: so short a phrase is looked for as a word of its own, since it stands inside too many others."""

_SPELT = {"å": "aa", "æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "ı": "i"}
"""Letters that names are also written without."""
_UNDER_LETTERS = frozenset({"Mn", "Me"})
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_DASHES = frozenset("-‐‑‒–—―−")
_IN_WORD, _IN_NUMBER, _BETWEEN = r"(?:-+ *)?", r"[ .\-/·()_]{0,3}", r"[\W_]{0,8}"
_MIXED = r"[ .\-]{0,2}"


@dataclass(frozen=True)
class Folded:
    """A text as it is compared: `places` says of each of its signs where in the text it comes from."""

    text: str
    places: tuple[Place, ...]


def fold(text: str) -> Folded:
    """Return a text in one case, one spelling and without what cannot be seen, sign for sign."""
    signs: list[str] = []
    places: list[Place] = []
    for start, end in _clusters(text):
        for sign in _plain(text[start:end]):
            signs.append(sign)
            places.append((start, end))
    return Folded("".join(signs), tuple(places))


def _clusters(text: str) -> Iterator[Place]:
    """Yield each sign together with what stands under, over or unseen behind it."""
    start = 0
    while start < len(text):
        end = start + 1
        while (
            end < len(text) and not text[end].isspace() and unicodedata.category(text[end]) in _UNDER_LETTERS | _UNSEEN
        ):
            end += 1
        yield start, end
        start = end


@lru_cache(maxsize=4096)
def _plain(cluster: str) -> str:
    seen = "".join(sign for sign in cluster if sign.isspace() or unicodedata.category(sign) not in _UNSEEN)
    whole = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", seen).casefold())
    spelt = "".join(_SPELT.get(sign, sign) for sign in whole)
    apart = unicodedata.normalize("NFKD", spelt).casefold()
    return "".join(_simple(sign) for sign in apart if unicodedata.category(sign) not in _UNDER_LETTERS)


def _simple(sign: str) -> str:
    if sign.isspace():
        return " "
    return "-" if sign in _DASHES else sign


def letters_of(phrase: str) -> str:
    """Return the letters and digits of a phrase as they are compared; empty for one that nothing can be found by."""
    return "".join(sign for sign in fold(phrase).text if sign.isalnum())


def occurrences(text: str, phrase: str) -> list[Place]:
    """Return every place where a phrase stands, from the left; inside a longer word the whole word is the place.

    A phrase of at most `WHOLE_WORDS_UP_TO` letters is found where it is a word, also with the s of the genitive.
    """
    return places_in(text, fold(text), phrase)


def places_in(text: str, folded: Folded, phrase: str) -> list[Place]:
    """Return the same for a text that has been folded before."""
    pattern = _pattern(fold(phrase).text)
    if pattern is None:
        return []
    found = []
    for match in pattern.finditer(folded.text):
        start, end = match.span(1)
        if end > start:
            found.append(_whole_words(text, folded.places[start][0], folded.places[end - 1][1]))
    return found


@lru_cache(maxsize=512)
def _pattern(phrase: str) -> re.Pattern[str] | None:
    runs = re.findall(r"[^\W_]+", phrase)
    if not runs:
        return None
    inner = _BETWEEN.join(_run(run) for run in runs)
    if sum(map(len, runs)) <= WHOLE_WORDS_UP_TO:
        inner = rf"(?<![^\W_]){inner}(?:['’]?s)?(?![^\W_])"
    return re.compile(f"(?=({inner}))")


def _run(run: str) -> str:
    parts = [re.escape(run[0])]
    for before, sign in pairwise(run):
        digits = before.isdigit() + sign.isdigit()
        parts.append((_IN_WORD, _MIXED, _IN_NUMBER)[digits])
        parts.append(re.escape(sign))
    return "".join(parts)


def _whole_words(text: str, start: int, end: int) -> Place:
    while start > 0 and _is_of_word(text[start - 1]):
        start -= 1
    while end < len(text) and _is_of_word(text[end]):
        end += 1
    return start, end


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign) in {*_UNDER_LETTERS, "Mc", "Cf"}
