"""Bytes to text and text to rows of cells: encoding, double-encoded letters and separator; what cells mean is not known here."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from værdig.errors import UserError
from værdig.files.limits import MAX_COLUMNS, check_shape
from værdig.i18n import _

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DOUBLE = re.compile("[ÃÂ][\u0080-\u00ff\u0152-\u0178\u02c6\u02dc\u2013-\u2122]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Decoded:
    """Text and what had to be done to read it: Danish remarks, shown in the preview."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return bytes as text: by their byte-order mark, else strict UTF-8, else cp1252 (Danish Windows).

    Letters that were encoded twice (`Ã¦` for `æ`) are put right and remarked on. Raises UserError for what is not text.
    """
    text, encoding = _decode(data)
    if _CONTROL.search(text):
        raise UserError(_("Filen kan ikke læses som tekst. Gem den som CSV eller Excel, og prøv igen."), "file")
    mended = _DOUBLE.sub(_undouble, text)
    if mended == text:
        return Decoded(text, encoding)
    return Decoded(mended, encoding, (_("Danske bogstaver var kodet to gange i filen. De er rettet."),))


def _decode(data: bytes) -> tuple[str, str]:
    try:
        for bom, encoding in _BOMS:
            if data.startswith(bom):
                return data[len(bom) :].decode(encoding), encoding
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _windows(data), "cp1252"


def _windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        text = _("Filen kan ikke læses som tekst. Gem den som CSV eller Excel, og prøv igen.")
        raise UserError(text, "file") from error


def _undouble(found: re.Match[str]) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return found[0].encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return found[0]


def split_rows(text: str) -> list[list[str]]:
    """Return the cells of a text with `;`, tab or `,` between them, one list a line; blank lines are kept as empty lists.

    Raises UserError when the table is too large or a quotation never ends.
    """
    separator = sniff(text.splitlines()[:200])
    rows: list[list[str]] = []
    widest = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            widest = max(widest, len(row))
            check_shape(len(rows), min(widest, MAX_COLUMNS + 1))
            rows.append([cell.strip() for cell in row])
    except csv.Error as error:
        raise UserError(_("Filen er ikke en tabel: et anførselstegn eller en celle slutter aldrig."), "file") from error
    return rows


def sniff(lines: Sequence[str]) -> str:
    """Return the separator: `;` or tab when two lines hold equally many of it, else `,`.

    A comma is the last choice, since it is also the Danish decimal sign.
    """
    for separator in (";", "\t"):
        counts = Counter(line.count(separator) for line in lines if separator in line)
        if any(times >= 2 for times in counts.values()):
            return separator
    return ","
