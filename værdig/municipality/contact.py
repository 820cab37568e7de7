"""How many citizens were in contact with the jobcentre in a half-year, as the municipality has noted it with source and date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from værdig.clock import HalfYear

LINE = re.compile(r"\s*(\d{4}[Hh][12])\s*;\s*(\d{1,3}(?:\.?\d{3})*)\s*;\s*([^;]{2,120}?)\s*;\s*(\d{4}-\d{2}-\d{2})\s*")
"""`2021H1; 4.210; Jobindsats, ydelser; 2021-08-10`."""

SHAPE = "Skriv fx: 2021H1; 4210; Kommunens fagsystem; 2021-08-10. Det er halvår, antal borgere, kilde og dato."


@dataclass(frozen=True, kw_only=True)
class InContact:
    """The number for one half-year; `source` says where it is from and `day` when it was drawn."""

    half_year: str
    citizens: int
    source: str
    day: date


def in_contact(lines: list[str], half_year: HalfYear) -> InContact | None:
    """Return what the lines say of a half-year; None where nothing is noted, which is not nought."""
    found = [read for line in lines if (read := _read(line)) is not None]
    return next((each for each in found if each.half_year == half_year.code), None)


def object_to_lines(lines: list[Any]) -> str | None:
    """Return a Danish objection to lines that cannot be read, or None."""
    read = [_read(line) if isinstance(line, str) else None for line in lines]
    wrong = next((line for line, each in zip(lines, read, strict=True) if each is None), None)
    if wrong is not None:
        return f"»{wrong}« kan ikke læses. {SHAPE}"
    codes = [each.half_year for each in read if each is not None]
    return "Et halvår må kun stå én gang." if len(set(codes)) < len(codes) else None


def _read(line: str) -> InContact | None:
    found = LINE.fullmatch(line)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[4])
    except ValueError:
        return None
    citizens = int(found[2].replace(".", ""))
    return InContact(half_year=found[1].upper(), citizens=citizens, source=found[3], day=day) if citizens else None
