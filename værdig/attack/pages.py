"""Reading the words off opened letters: a PDF of ours as lines of text, well enough to find a reference and a code in it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_MAPPED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>")
_SHOWN = re.compile(rb"\[([^\]]*)\] TJ")
_GLYPH = re.compile(rb"<([0-9a-f]{4})>")


def texts_of(pdf: bytes) -> list[str]:
    """Return the text of each page; a sign that no font of the file explains is left out."""
    streams = list(_inflated(pdf))
    signs = {
        glyph: chr(int(sign, 16))
        for stream in streams
        if b"begincmap" in stream
        for glyph, sign in _MAPPED.findall(stream.partition(b"beginbfchar")[2])
    }
    return [_text(stream, signs) for stream in streams if b" TJ" in stream and b"begincmap" not in stream]


def _inflated(pdf: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(pdf):
        with suppress(zlib.error):
            yield zlib.decompress(found[1])


def _text(page: bytes, signs: dict[bytes, str]) -> str:
    shown = ("".join(signs.get(glyph, "") for glyph in _GLYPH.findall(run)) for run in _SHOWN.findall(page))
    return "\n".join(shown)
