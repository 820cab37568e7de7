"""CSV files as Danish spreadsheets open them, with no cell taken for a formula; what a file holds is its feature's."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that spreadsheets work out (OWASP, CSV Injection)."""


def csv_file(heading: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return the file: semicolons, lines ending in CR LF, UTF-8 with a byte order mark by which spreadsheets know it.

    Every text is made harmless; numbers are written as they are.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe before what would begin one."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
