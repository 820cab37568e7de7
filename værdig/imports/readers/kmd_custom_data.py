"""KMD Insight's *Custom Data* files (`CD_<navn>.csv`): fixed technical columns, the real headings in the row marked 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from værdig.errors import UserError
from værdig.files.decode import decode, split_rows
from værdig.files.limits import check_size
from værdig.hooks.contracts import ReadFile, RowProblem
from værdig.i18n import _
from værdig.imports.readers import periods
from værdig.imports.readers.meaning import read_table
from værdig.imports.readers.table import Heading, Row, Table, text_of, without_persons

_TECHNICAL = re.compile(r"metadata|dato[1-5]|klokkeslæt[12]|cpr|tekst\d{1,2}|numerisk\d{1,2}", re.IGNORECASE)
_DATE = re.compile(r"(?:(\d{4})-(\d{2})-(\d{2})|(\d{2})-(\d{2})-(\d{4}))")


def is_shape(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row is Custom Data's technical headings."""
    return bool(rows) and bool(rows[0]) and rows[0][0].casefold() == "metadata" and all(map(_is_technical, rows[0]))


def _is_technical(heading: str) -> bool:
    return bool(_TECHNICAL.fullmatch(heading))


def read(data: bytes, file_name: str) -> ReadFile:
    """Read a Custom Data file: dates become periods, numbers figures, texts groupings; the CPR column is dropped.

    A date stands for its month, or its quarter or year where the heading says `Kvartal` or `År`. Raises UserError.
    """
    check_size(len(data))
    decoded = decode(data)
    rows = split_rows(decoded.text)
    if not is_shape(rows):
        raise UserError(_("Filen er ikke en Custom Data-fil: den første kolonne skal hedde »Metadata«."), "file")
    return read_table(_table(rows, file_name), file_name, decoded.remarks)


def _table(rows: Sequence[Sequence[str]], file_name: str) -> Table:
    technical = rows[0]
    heading_row = next((row for row in rows[1:] if row and row[0] == "1"), None)
    if heading_row is None:
        text = _("Filen har ingen række med overskrifter (1 i kolonnen »Metadata«). Brug filen, der begynder med CD_.")
        raise UserError(text, "file")
    own = [text_of(cell) for cell in heading_row[: len(technical)]] + [""] * (len(technical) - len(heading_row))
    used = [n for n in range(1, len(technical)) if own[n] or _holds_persons(technical[n], n, rows[1:])]
    headings = tuple(
        Heading("CPR" if technical[n].casefold() == "cpr" else _heading(own[n], technical[n])) for n in used
    )
    body = [(n, row) for n, row in enumerate(rows, start=1) if n > 1 and row and row[0] != "1" and any(row)]
    fitting = [(n, row) for n, row in body if len(row) == len(technical)]
    return without_persons(
        Table(
            headings=headings,
            rows=tuple(Row(n, tuple(_cell(row[k], technical[k], own[k]) for k in used)) for n, row in fitting),
            facts={"tabel": _code(file_name)},
            problems=tuple(_wrong_length(n) for n, row in body if len(row) != len(technical)),
        )
    )


def _holds_persons(technical: str, column: int, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the CPR column is used: then it is taken along as far as the place where it is dropped and told about."""
    return technical.casefold() == "cpr" and any(row[column] for row in rows if len(row) > column)


def _heading(own: str, technical: str) -> str:
    return "Periode" if technical.casefold().startswith("dato") else own


def _cell(text: str, technical: str, own: str) -> str:
    return _period(text, own) if technical.casefold().startswith("dato") else text


def _period(text: str, heading: str) -> str:
    """Return a Custom Data date as the period its heading asks for; what is not a date is left for the problem text."""
    found = _DATE.fullmatch(text)
    if not found:
        return text
    year, month, day = (int(part) for part in (found.groups()[:3] if found[1] else found.groups()[:2:-1]))
    try:
        return periods.of_date(date(year, month, day), heading) or text
    except ValueError:
        return text


def _code(file_name: str) -> str:
    """Return the table's id: the file name without `CD_` and ending, in the letters an id may have.

    These files have no title, so a made-up one says *Eksempeldata* in its name: it stands for the same table as a real one.
    """
    stem = re.sub(r"^cd_", "", PurePath(file_name).stem, flags=re.IGNORECASE).casefold()
    plain = stem.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    words = [word for word in re.split(r"[^a-z0-9]+", plain) if word not in ("", "eksempeldata")]
    return "_".join(["kmd", *words])[:60]


def _wrong_length(number: int) -> RowProblem:
    return RowProblem(row=number, column="", text=_("Rækken har ikke lige så mange celler som overskrifter."))
