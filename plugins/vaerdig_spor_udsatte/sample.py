"""The example's agreements with invented companies in 2021."""

from __future__ import annotations

from datetime import date
from typing import Any

from værdig.api import add_once

from .models import Samarbejdsaftale

AGREEMENTS = (
    ("99000017", "jobtraening", 4, date(2021, 2, 1), None),
    ("99000025", "faerre_timer", 2, date(2021, 3, 15), date(2022, 3, 14)),
    ("99000033", "faerre_timer", 3, date(2021, 5, 3), None),
    ("99000041", "partnerskab", 6, date(2021, 9, 1), None),
)
"""Company numbers of the example only; they need not fit, since they are not typed into the form."""


FIELDS = ("cvr", "slags", "pladser", "indgaaet", "udloeb")


def load(_context: Any) -> None:
    """Register the agreements once."""
    add_once(Samarbejdsaftale, (dict(zip(FIELDS, agreement, strict=True)) for agreement in AGREEMENTS))
