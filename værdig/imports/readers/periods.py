"""Periods as people and files write them, read as the codes of `værdig.periods`; which period is the newest is the data's business.

The number of a QMAT code is kept as the source wrote it: sources do not agree on what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from værdig.periods import MONTHS, label_of

_MONTH_NUMBER = {name: number for number, name in enumerate(MONTHS, start=1)}
_MONTH_NUMBER |= {name[:3]: number for name, number in _MONTH_NUMBER.items()} | {"sept": 9}
_MONTH_NUMBER |= {"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "october": 10, "oct": 10}

FIRST_YEAR, LAST_YEAR = 1900, 2199

_CODE = re.compile(r"(\d{4})\s*(M|Q|H|QMAT|MYTD)\s*(\d{1,2})", re.IGNORECASE)
_YEAR = re.compile(r"(?:år\s+)?(\d{4})(?:[.,]0)?", re.IGNORECASE)
_MONTH_WORD = re.compile(r"([a-zæøå]{3,9})\.?[\s\-–]+(?:(\d{4})|(\d{2}))", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(\d{4})[\-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[\-/.](\d{4})")
_QUARTER = re.compile(
    r"(?:([1-4])\.?\s*(?:kvt|kvartal|kv)\.?|(?:[QK])\s*([1-4]))[\s\-–,]*(\d{4})", re.IGNORECASE | re.ASCII
)
_YEAR_QUARTER = re.compile(
    r"(\d{4})[\s\-–,]*(?:([1-4])\.?\s*(?:kvt|kvartal|kv)\.?|K\s*([1-4]))", re.IGNORECASE | re.ASCII
)
_HALF = re.compile(r"([12])\.?\s*halvår[\s\-–,]*(\d{4})", re.IGNORECASE)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?")
_HIGHEST = {"M": 12, "Q": 4, "H": 2, "QMAT": 12, "MYTD": 12}


def parse(value: object) -> str | None:
    """Return the canonical code of one cell, or None when it is not a period.

    Takes text in the forms of Jobindsats and of Danish tables, whole numbers that are years, and dates from a spreadsheet
    (a date stands for its month).
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime | date):
        return _code(value.year, "M", value.month)
    if isinstance(value, int | float):
        return _year(int(value)) if value == int(value) else None
    return _from_text(value) if isinstance(value, str) else None


def of_date(day: date, heading: str) -> str | None:
    """Return the period that a date stands for under a heading: a quarter under `Kvartal`, a year under `År`, else a month."""
    word = heading.casefold()
    if "kvartal" in word:
        return _code(day.year, "Q", (day.month + 2) // 3)
    if "halvår" in word:
        return _code(day.year, "H", 1 if day.month <= 6 else 2)
    return _year(day.year) if word.strip() == "år" else _code(day.year, "M", day.month)


@lru_cache(maxsize=2000)
def _from_text(text: str) -> str | None:
    text = " ".join(text.replace("\u00a0", " ").split())
    if not 4 <= len(text) <= 40:
        return None
    for pattern, make in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            return make(found)
    return None


def _code(year: int, kind: str, number: int) -> str | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= number <= _HIGHEST[kind]:
        return None
    return f"{year}{kind}{number}" if kind in {"Q", "H"} else f"{year}{kind}{number:02d}"


def _year(year: int) -> str | None:
    return str(year) if FIRST_YEAR <= year <= LAST_YEAR else None


def _month_word(found: re.Match[str]) -> str | None:
    number = _MONTH_NUMBER.get(found[1].lower())
    if number is None:
        return None
    return _code(int(found[2] or f"20{found[3]}"), "M", number)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_CODE, lambda m: _code(int(m[1]), m[2].upper(), int(m[3]))),
    (_YEAR, lambda m: _year(int(m[1]))),
    (_MONTH_WORD, _month_word),
    (_QUARTER, lambda m: _code(int(m[3]), "Q", int(m[1] or m[2]))),
    (_YEAR_QUARTER, lambda m: _code(int(m[1]), "Q", int(m[2] or m[3]))),
    (_HALF, lambda m: _code(int(m[2]), "H", int(m[1]))),
    (_YEAR_MONTH, lambda m: _code(int(m[1]), "M", int(m[2]))),
    (_MONTH_YEAR, lambda m: _code(int(m[2]), "M", int(m[1]))),
    (_ISO_DATE, lambda m: _code(int(m[1]), "M", int(m[2]))),
)

_ANYWHERE = re.compile(
    r"\b\d{4}(?:M|Q|H|QMAT|MYTD)\d{1,2}\b|\b[1-4]\. (?:kvt\.|kvartal|halvår) \d{4}\b", re.IGNORECASE | re.ASCII
)


def spelled_out(text: str) -> str:
    """Return a running text with the period codes in it as people read them: `Foreløbige tal: 4. kvartal 2021`."""
    return _ANYWHERE.sub(lambda found: label_of(parse(found[0]) or found[0]), text)


def find_all(text: str) -> list[str]:
    """Return the canonical codes of the periods written inside a running text, in order, each once."""
    found = (parse(match) for match in _ANYWHERE.findall(text))
    return list(dict.fromkeys(code for code in found if code))
