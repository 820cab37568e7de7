"""One cell to one figure: Danish decimals, thousands by the column's meaning, and missing that is never zero."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from værdig.files.workbook import UnreadFormula
from værdig.i18n import _
from værdig.imports.readers.units import is_share, is_whole

NOT_STATED = "ikke oplyst"
"""The reason stored with a cell that the source left open."""

MISSING_MARKS = frozenset({"", "-", ".", "..", "–"})
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-"})
_PERCENT = re.compile(r"\s*(?:%|pct\.?)$", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?\d+(?:,\d+)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|[+-]?[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?", re.ASCII)
_POINT = re.compile(r"[+-]?\d+\.\d+", re.ASCII)
_MOST_DIGITS = 24


@dataclass(frozen=True)
class Figure:
    """A parsed cell: exact decimal text with a full stop, or None and why it is missing."""

    value: str | None
    missing: str = ""


MISSING = Figure(None, NOT_STATED)


class NotAFigure(ValueError):
    """The cell is neither a figure nor marked as missing; the message is Danish and meant for people."""


def is_missing(cell: object) -> bool:
    """Tell whether the cell is one of the ways sources say *not stated*: empty, `-`, `.` or `..`."""
    return cell is None or (isinstance(cell, str) and cell.translate(_SPACES).strip() in MISSING_MARKS)


def looks_numeric(cell: object) -> bool:
    """Tell whether the cell could be a figure in some unit."""
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, UnreadFormula):
        return True
    if isinstance(cell, int | float | Decimal):
        return True
    if not isinstance(cell, str):
        return False
    text = _PERCENT.sub("", cell.translate(_SPACES).strip())
    return any(pattern.fullmatch(text) for pattern in (_PLAIN, _GROUPED, _POINT))


def parse(cell: object, unit: str) -> Figure:
    """Return the figure in a cell of a column measured in `unit`; raises NotAFigure.

    `1.139` is 1139 in a column of counts and 1.139 in a column of percentages; where the column's meaning is not known it is
    refused, since it can be read in two ways. Numbers typed in a spreadsheet or in JSON are taken as they are.
    """
    if is_missing(cell):
        return MISSING
    if isinstance(cell, UnreadFormula):
        raise NotAFigure(unread_formula())
    if isinstance(cell, bool | datetime | date | time | timedelta):
        raise NotAFigure(_("»%(cell)s« er ikke et tal.", cell=_shown(cell)))
    if isinstance(cell, int | float | Decimal):
        return Figure(_exact(repr(cell) if isinstance(cell, float) else str(cell), cell))
    return Figure(_exact(_normal(str(cell), unit), cell))


def unread_formula() -> str:
    """Say why the cell of an UnreadFormula is refused, and what to do: a formula that was not read is not *not stated*."""
    return _("Cellen har en formel uden værdi. Åbn filen i Excel, gem den, og prøv igen.")


def _normal(cell: str, unit: str) -> str:
    """Return the Danish text of a number with a decimal point and nothing between its digits."""
    text = cell.translate(_SPACES).strip()
    if is_share(unit):
        text = _PERCENT.sub("", text)
    if _PLAIN.fullmatch(text):
        return _from_plain(text, unit, cell)
    if _GROUPED.fullmatch(text):
        return _from_grouped(text, unit, cell)
    if _POINT.fullmatch(text) and not is_whole(unit):
        return text
    raise NotAFigure(_("»%(cell)s« er ikke et tal.", cell=_shown(cell)))


def _from_plain(text: str, unit: str, cell: str) -> str:
    if is_whole(unit) and len(text.partition(",")[2]) == 3:
        raise _two_ways(cell)
    return text.replace(",", ".")


def _from_grouped(text: str, unit: str, cell: str) -> str:
    once_dotted = text.count(".") == 1 and "," not in text
    if once_dotted and is_share(unit):
        return text
    if once_dotted and not unit:
        raise _two_ways(cell)
    return text.replace(".", "").replace(" ", "").replace(",", ".")


def _two_ways(cell: str) -> NotAFigure:
    return NotAFigure(_("»%(cell)s« kan læses på to måder. Skriv tallet uden tusindtegn.", cell=_shown(cell)))


def _exact(text: str, cell: object) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise NotAFigure(_("»%(cell)s« er ikke et tal.", cell=_shown(cell))) from error
    if not number.is_finite():
        raise NotAFigure(_("»%(cell)s« er ikke et tal.", cell=_shown(cell)))
    if number.adjusted() > _MOST_DIGITS or number.as_tuple().exponent < -_MOST_DIGITS:  # type: ignore[operator]
        raise NotAFigure(_("»%(cell)s« har for mange cifre.", cell=_shown(cell)))
    written = format(number, "f")
    whole, _point, rest = written.partition(".")
    if isinstance(cell, float) and not rest.strip("0"):
        written = whole
    return "0" if not number else written


def _shown(cell: object) -> str:
    text = str(cell)
    return text if len(text) <= 40 else text[:40] + "…"
