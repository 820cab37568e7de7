"""Looking for keys: every string of 32 bytes that lies about, in rows, texts, small files and where deleted rows were."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any

from værdig.crypto import KEY_BYTES, derive

Row = Mapping[str, Any]
WRITTEN = re.compile(rb"[A-Za-z0-9+/_-]{43,}")
"""What may be a key as text: 64 hexadecimal digits, or 43 characters of Base64 of either alphabet."""
WHOLE_FILE = 4096
"""Bytes of a file that is small enough to be taken for a key in its every window."""
BASE64_LETTERS = 43
URL_SAFE = bytes.maketrans(b"+/", b"-_")
AFTER_ROUND_ID = 4
"""Rows begin with the round's id and a hash, also deleted ones: this many windows behind the id are tried."""


def candidates(copies: Iterable[tuple[Mapping[str, Sequence[Row]], Mapping[str, bytes]]], round_id: str) -> list[bytes]:
    """Return every string of 32 bytes in tables and files that could be a key, and what the system's derivation makes of each."""
    found: set[bytes] = set()
    for tables, files in copies:
        found.update(_in_rows(tables), _in_files(files, round_id))
    made = {derive(key, "draft") for key in found} | {sha256(key).digest() for key in found}
    return sorted(found | made)


def _in_rows(tables: Mapping[str, Sequence[Row]]) -> Iterator[bytes]:
    values = (value for rows in tables.values() for row in rows for value in row.values())
    for value in values:
        if isinstance(value, bytes) and len(value) == KEY_BYTES:
            yield value
        elif isinstance(value, str) and len(value) >= KEY_BYTES:
            yield from _written(value.encode())


def _in_files(files: Mapping[str, bytes], round_id: str) -> Iterator[bytes]:
    for data in files.values():
        yield from _written(data)
        if len(data) <= WHOLE_FILE:
            yield from (data[place : place + KEY_BYTES] for place in range(len(data) - KEY_BYTES + 1))
        yield from _behind(data, round_id.encode())


def _behind(data: bytes, mark: bytes) -> Iterator[bytes]:
    """Yield what stands behind a mark: the hashes and keys of rows, deleted ones and free pages included."""
    for found in everywhere(data, mark):
        for place in range(found + len(mark), found + len(mark) + AFTER_ROUND_ID):
            if place + KEY_BYTES <= len(data):
                yield data[place : place + KEY_BYTES]


def everywhere(data: bytes, needle: bytes) -> Iterator[int]:
    """Yield every offset at which a needle stands."""
    place = data.find(needle)
    while place >= 0:
        yield place
        place = data.find(needle, place + 1)


def _written(data: bytes) -> Iterator[bytes]:
    """Yield keys written as text."""
    for found in WRITTEN.finditer(data):
        text = found[0]
        with suppress(ValueError):
            if len(text) == 2 * KEY_BYTES:
                yield bytes.fromhex(text.decode())
            elif len(text) == BASE64_LETTERS:
                yield urlsafe_b64decode(text.translate(URL_SAFE) + b"=")
