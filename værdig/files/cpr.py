"""Personal columns: which they are, dropping them before anything is stored, and masking civil registration numbers in text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stdnum.dk import cpr as cpr_number

from værdig.i18n import _

_HEADING = re.compile(r"^cpr|cpr[ -]?n|^person(?:nummer|nr|id)$|personnummer")
_PERSONAL = frozenset(
    {"navn", "fornavn", "efternavn", "borgernavn", "borger", "fødselsdato", "adresse", "telefon", "mobil", "e-mail", "email", "mail",
     "sagsbehandler", "medarbejder", "rådgiver", "jobkonsulent", "virksomhedskonsulent", "kontaktperson", "kontakt", "leder"}
)  # fmt: skip
"""Headings of columns that hold persons: citizens, and those who work for them."""
_NUMBER = re.compile(r"(?<!\d)(?<!\d[,.])(\d{6})[ -]?(\d{4})(?!\d|[,.]\d)", re.ASCII)


def personal_heading(heading: str) -> bool:
    """Tell whether a column heading names a person: `CPR`, `Cpr-nr.`, `Personnummer`, `Navn`, `Fødselsdato` …"""
    text = heading.casefold().strip(" .:")
    return bool(_HEADING.search(text)) or text in _PERSONAL


def holds_number(cell: object) -> bool:
    """Tell whether a cell holds a civil registration number: ten digits, `ddmmåå-nnnn` or a number that is one."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return 10**9 <= cell < 10**10 and cell == int(cell) and _valid(f"{int(cell):010d}")
    return isinstance(cell, str) and any(_valid(a + b) for a, b in _NUMBER.findall(cell))


def _valid(digits: str) -> bool:
    """Check date and century; day 61-91 is the form of replacement numbers (erstatningspersonnumre)."""
    if digits[0] in "6789":
        digits = str(int(digits[0]) - 6) + digits[1:]
    return bool(cpr_number.is_valid(digits))


def _lost_zero(cells: Sequence[object]) -> bool:
    """Tell whether a whole column is numbers whose leading zero a spreadsheet has eaten: nine digits, every one valid."""
    filled = [cell for cell in cells if cell not in (None, "")]
    texts = [str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell) for cell in filled]
    return len(texts) >= 2 and all(len(text) in {9, 10} and text.isdigit() and _valid(text.zfill(10)) for text in texts)


def personal_columns(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    """Return the columns that name people, by heading or by what their cells hold."""
    return [
        column
        for column, heading in enumerate(headings)
        if personal_heading(heading) or _personal_cells(heading, [row[column] for row in rows])
    ]


def _personal_cells(heading: str, cells: Sequence[object]) -> bool:
    return holds_number(heading) or any(holds_number(cell) for cell in cells) or _lost_zero(cells)


def mask(text: str) -> str:
    """Return a text with every civil registration number in it taken out."""
    return _NUMBER.sub(lambda found: _("[cpr-nummer fjernet]") if _valid(found[1] + found[2]) else found[0], text)
