"""Pictures and pages as points: drawn anew, with what is ticked made black before anything else is done to them.

A grid of numbered squares lies over each page. What is under a ticked square is gone before the page is made smaller or packed, so
that no point of what is given out has anything of it. Nothing here knows a case.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from værdig.errors import UserError
from værdig.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image

COLUMNS = 8
MOST_ROWS = 24
_SQUARES_DOWN = 17
"""Rows on a page as high as it is wide."""
LONGEST_SIDE = 1800
"""Points: a letter on A4 can be read."""
MOST_PAGES = 30
"""Pages of one file, and pictures of one copy."""
_QUALITY = 85
_PDF_POINT = 1 / 72
_DOTS = 150
_ONE_AT_A_TIME = threading.Lock()
"""PDFium must not be used by two threads at once."""
_TYPED = re.compile(r"([A-H])?(\d{1,2})(?:[-–:]([A-H])?(\d{1,2}))?")


def of_photo(data: bytes) -> Image:
    """Return a photo's points and nothing else of it."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as opened:
        return _anew(ImageOps.exif_transpose(opened))


def pages_in(data: bytes) -> int:
    """Return how many pages a PDF has."""
    with _opened(data) as pdf:
        return len(pdf)


def of_page(data: bytes, number: int) -> Image:
    """Return one page of a PDF, from 1, as the points it is drawn with: no text, no layer, no note lies behind them."""
    with _opened(data) as pdf:
        page = pdf[number - 1]
        longest = max(page.get_size()) or 1
        drawn = page.render(scale=min(_DOTS * _PDF_POINT, LONGEST_SIDE / longest)).to_pil()
        return _anew(drawn)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """Give a PDF while it is drawn."""
    import pypdfium2

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(data) as pdf:
        if pdf.get_formtype():
            pdf.init_forms()
        yield pdf


def _anew(picture: Image) -> Image:
    from PIL import Image

    if "A" in picture.getbands() or "transparency" in picture.info:
        under = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(under, picture.convert("RGBA"))
    plain = picture.convert("RGB")
    return Image.frombytes("RGB", plain.size, plain.tobytes())


def rows_of(picture: Image) -> int:
    """Return how many rows of squares lie over a picture."""
    return max(4, min(MOST_ROWS, round(_SQUARES_DOWN * picture.height / picture.width)))


def squares(rows: int) -> list[str]:
    """Return the names of the squares, row by row: A1, B1 ..."""
    return [f"{column}{row}" for row in range(1, rows + 1) for column in ascii_uppercase[:COLUMNS]]


def typed_squares(typed: str, rows: int) -> list[str]:
    """Return the squares that somebody has typed: »A1, C3-D5, 7« is one, a block, and a whole row. Raises UserError."""
    found: list[str] = []
    for word in re.split(r"[,;\s]+", typed.upper().replace(" - ", "-").strip()):
        if word:
            found += _block(word, rows)
    return found


def _block(word: str, rows: int) -> Iterator[str]:
    match = _TYPED.fullmatch(word)
    if match is None:
        raise UserError(
            _("»%(word)s« er ikke et felt. Skriv fx A1, C3-D5 eller 7 for hele række 7.", word=word[:20]), "typed"
        )
    first, top, last, bottom = match.groups()
    low, high = sorted((int(top), int(bottom or top)))
    if low < 1 or high > rows:
        raise UserError(
            _("Række %(row)s findes ikke. Der er %(rows)s rækker.", row=high if low else low, rows=rows), "typed"
        )
    left = ascii_uppercase.index(first) if first else 0
    right = ascii_uppercase.index(last) if last else (left if first else COLUMNS - 1)
    left, right = sorted((left, right))
    return (f"{ascii_uppercase[column]}{row}" for row in range(low, high + 1) for column in range(left, right + 1))


def blackened(picture: Image, cells: Collection[str]) -> Image:
    """Return a picture with these squares black, in points of its own."""
    from PIL import Image, ImageDraw

    made = Image.frombytes("RGB", picture.size, picture.tobytes())
    pen, rows = ImageDraw.Draw(made), rows_of(picture)
    for cell in cells:
        pen.rectangle(_box(picture, cell, rows), fill="black")
    return made


def _box(picture: Image, cell: str, rows: int) -> tuple[int, int, int, int]:
    column, row = ascii_uppercase.index(cell[0]), int(cell[1:]) - 1
    return (
        picture.width * column // COLUMNS,
        picture.height * row // rows,
        -(-picture.width * (column + 1) // COLUMNS) - 1,
        -(-picture.height * (row + 1) // rows) - 1,
    )


def packed(picture: Image) -> bytes:
    """Return a picture as JPEG with nothing but its points."""
    small = picture.copy()
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    small.info = {}
    out = io.BytesIO()
    small.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
