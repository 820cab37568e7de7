"""Reading PostgreSQL's table files page by page: rows that are there and rows that were, with the transactions that made and ended them."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

PAGE = 8192
"""Bytes of a page, as PostgreSQL is built unless somebody chose otherwise."""
_POINTERS_FROM, _POINTER = 24, 4
_IN_PLACE = 1
"""The state of a line pointer that leads to a row in the page."""


def rows_of(file: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield of each row version in a table's file the transaction that made it, the one that ended or locked it (0: none), and its
    bytes (PostgreSQL's storage/bufpage.h, storage/itemid.h, access/htup_details.h)."""
    for start in range(0, len(file), PAGE):
        page = file[start : start + PAGE].ljust(PAGE, b"\0")
        (pointers_to,) = unpack_from("<H", page, 12)
        for place in range(_POINTERS_FROM, min(pointers_to, PAGE), _POINTER):
            (pointer,) = unpack_from("<I", page, place)
            offset, state, length = pointer & 0x7FFF, pointer >> 15 & 3, pointer >> 17
            if state == _IN_PLACE and offset + length <= PAGE:
                made, ended = unpack_from("<II", page, offset)
                yield made, ended, page[offset : offset + length]
