"""Stacked bars as small PNG pictures without text, for DOCX, which cannot hold SVG; the numbers stand beside in the table."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

WIDTH, HEIGHT = 400, 36
SHADES: tuple[int, ...] = (0x2B, 0xB0, 0xFF, 0x70, 0xDD)
"""Grey by place, in the order of the table's columns: what differs must differ in grey print too."""
EMPTY, EDGE = 0xF4, 0x2B


def bar(shares: Sequence[int | None]) -> bytes:
    """Return a PNG of one bar; `shares` are whole percentages. A bar with a hidden share is empty: widths would give it away."""
    line, edge = _pixels(shares), bytes([EDGE]) * WIDTH
    rows = [edge, *([line] * (HEIGHT - 2)), edge]
    return _png(b"".join(b"\x00" + row for row in rows))


def _pixels(shares: Sequence[int | None]) -> bytes:
    known = [] if None in shares else [share or 0 for share in shares]
    total = sum(known)
    parts = [
        bytes([SHADES[place % len(SHADES)]]) * max(0, round(share * WIDTH / total) - 1) + bytes([EDGE])
        for place, share in enumerate(known)
        if share
    ]
    line = (b"".join(parts) + bytes([EMPTY]) * WIDTH)[: WIDTH - 1]
    return bytes([EDGE]) + line[: WIDTH - 2] + bytes([EDGE])


def _png(rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
