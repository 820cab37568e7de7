"""Looking for traces: where something stands in files, which lines and rows name a code, which columns hold times or numbers."""

from __future__ import annotations

import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from værdig import codes
from værdig.attack.material import Known, Row

NEAR = 400
"""Bytes of a file within which two things are taken to belong together."""
ENOUGH = 32
"""Bytes of something random that stand nowhere else."""
_WORD = re.compile(r"[A-Za-z0-9+/_-]{13,64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def first_place(files: Mapping[str, bytes], needle: bytes) -> tuple[str, int] | None:
    """Return file and offset where something first stands, or None."""
    for name in sorted(files):
        place = files[name].find(needle)
        if place >= 0:
            return name, place
    return None


def place_in(files: Mapping[str, bytes], column: str = "id") -> Callable[[Row], tuple[str, int] | None]:
    """Return what tells of a row where it first stands in some files, found by the middle of one of its columns.

    The middle of something long lies on pages of its own; its beginning is written anew whenever a row beside it is.
    """

    def place(row: Row) -> tuple[str, int] | None:
        value = row[column].encode() if isinstance(row[column], str) else bytes(row[column])
        middle = max(0, len(value) - ENOUGH) // 2
        return first_place(files, value[middle : middle + ENOUGH])

    return place


def looks_like_time(value: Any) -> bool:
    """Tell whether a value is a moment: a date-time, or text that reads as one."""
    return isinstance(value, date) or (isinstance(value, str) and _TIME.match(value) is not None)


def columns(rows: Sequence[Row], fits: Callable[[Any], bool]) -> list[str]:
    """Return the columns that hold such values in every row, and tell at least two rows apart. The engine's own are left out."""
    if not rows:
        return []
    named = [name for name in rows[0] if not name.startswith("_")]
    return [
        name for name in named if all(fits(row[name]) for row in rows) and len({str(row[name]) for row in rows}) > 1
    ]


def names_of(person: Known) -> tuple[str, ...]:
    """Return the ways in which a text may name a person: her code's lookup as digits or letters, the code as it is typed, her
    number on the list, her e-mail address, and her device's address in the network."""
    lookup = person.lookup
    encoded = (b64encode(lookup).decode().rstrip("="), urlsafe_b64encode(lookup).decode().rstrip("="))
    beside = (name for name in (person.reference, person.email, person.network) if name)
    return (lookup.hex(), *encoded, person.code, codes.shown(person.code), *beside)


def byte_names_of(person: Known) -> tuple[bytes, ...]:
    """Return the same as a file may hold it."""
    return (person.lookup, *(name.encode() for name in names_of(person)))


def words(text: str) -> frozenset[str]:
    """Return what could be an id or a written code in a text."""
    return frozenset(_WORD.findall(text))


def rows_by_code(rows: Sequence[Row], people: Sequence[Known]) -> dict[str, Row]:
    """Return by person the last row that holds her code, in bytes or written out."""
    by_name = {name: person.id for person in people for name in names_of(person)}
    found: dict[str, Row] = {}
    for row in rows:
        for value in row.values():
            name = value.hex() if isinstance(value, bytes) else str(value)
            if name in by_name:
                found[by_name[name]] = row
    return found
