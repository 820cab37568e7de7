"""The merge file: a table of codes and links that the municipality's own sender of letters or text messages takes in."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from værdig.spreadsheets import csv_file
from værdig.surveys.orders import IssuedCode

COLUMNS = ("nummer", "gruppe", "forloebets_laengde", "kode", "link")


def merge_file(codes: Iterable[IssuedCode], base: str) -> bytes:
    """Return the codes as CSV for spreadsheets; `base` is the address citizens use.

    `nummer` counts from 1 in this file only: it is kept nowhere else.
    """
    site = base.rstrip("/") + "/"
    rows = (
        (number, made.group, made.length, made.code, urljoin(site, f"svar/{made.code}"))
        for number, made in enumerate(codes, start=1)
    )
    return csv_file(COLUMNS, rows)
