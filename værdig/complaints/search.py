"""Search in memory over the cases one may open: nothing searchable lies in the database, and nothing is kept of the search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from værdig.complaints import keys, numbers, queries
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.parts import RECKONED
from værdig.complaints.reading import read_case, read_notes, read_points
from værdig.errors import NotYours, UserError


def search(reader: Reader, private_keys: Mapping[str, bytes], words: str) -> list[Case]:
    """Return the reader's cases, closed ones too, that hold every one of `words` somewhere; newest first."""
    wanted = [words.replace(" ", "")] if _is_phone(words) else _folded(_as_number(words)).split()
    cases = queries.cases_of(reader, include_closed=True)
    return [case for case in cases if wanted and _holds(case, reader, private_keys, wanted)]


def _holds(case: Case, reader: Reader, private_keys: Mapping[str, bytes], wanted: list[str]) -> bool:
    try:
        opened = keys.open_for(case, reader, private_keys)
    except NotYours:
        return False  # wrapped to an earlier key that is not at hand
    read = read_case(case, opened)
    texts = [case.number, read.story, *read.identity.values()]
    texts += [text for name, text in read.particulars.items() if name not in RECKONED]
    texts += [message.text for message in read.messages]
    texts += [note.text for note in read_notes(case, opened, reader)]
    texts += [point.summary for point in read_points(case, opened)]
    everything = _folded("\n".join(texts))
    everything += "\n" + re.sub(r"(?<=\d) (?=\d)", "", everything)  # a telephone number is found however it is spaced
    return all(word in everything for word in wanted)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _is_phone(words: str) -> bool:
    """Tell whether what is searched for is a Danish telephone number, however it is spaced; a case number has more digits."""
    return re.fullmatch(r"\d{2}(?: ?\d{2}){3}", words.strip()) is not None


def _as_number(words: str) -> str:
    """Return a case number in its plain form however it is typed; other words as they are."""
    try:
        return numbers.normalise(words)
    except UserError:
        return words
