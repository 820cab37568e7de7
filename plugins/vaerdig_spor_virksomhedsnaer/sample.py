"""The example's contacts with invented companies; their CVR numbers are made to fit and belong to nobody we know of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from værdig.api import add_once

from .models import Firmakontakt

WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def example_cvrs(count: int) -> list[str]:
    """Return numbers with a fitting check digit, beginning with 99, where none is given out."""
    found: list[str] = []
    number = 99_000_000
    while len(found) < count:
        number += 1
        if sum(w * int(d) for w, d in zip(WEIGHTS, str(number), strict=True)) % 11 == 0:
            found.append(str(number))
    return found


def load(_context: Any) -> None:
    """Register forty contacts of 2021 once."""
    add_once(Firmakontakt, (_contact(number, cvr) for number, cvr in enumerate(example_cvrs(40))))


def _contact(number: int, cvr: str) -> dict[str, Any]:
    return {
        "cvr": cvr,
        "virksomhed": f"Eksempelvirksomhed {number + 1}",
        "ansatte": 1 + number * 3 % 47,
        "slags": "besoeg" if number % 4 == 0 else "kontakt",
        "dato": date(2021, 1, 12) + timedelta(days=number * 8),
    }
