"""The merge file: a table of codes and links that the municipality's own sender of letters or text messages takes in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from urllib.parse import urljoin

from værdig.surveys.orders import IssuedCode

BOM = "\ufeff"
"""Told by this mark, spreadsheets read the file as UTF-8."""
COLUMNS = ("nummer", "gruppe", "forloebets_laengde", "kode", "link")


def merge_file(codes: Iterable[IssuedCode], base: str) -> bytes:
    """Return the codes as CSV in UTF-8 with a byte order mark and semicolons; `base` is the address citizens use.

    `nummer` counts from 1 in this file only: it is kept nowhere else.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, made in enumerate(codes, start=1):
        link = urljoin(base.rstrip("/") + "/", f"svar/{made.code}")
        writer.writerow([number, harmless(made.group), harmless(made.length), made.code, link])
    return (BOM + out.getvalue()).encode()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
