"""The example's agreements with invented companies in 2021."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from værdig.api import db_session

from . import service
from .models import Samarbejdsaftale

AGREEMENTS = (
    ("99000017", "jobtraening", 4, date(2021, 2, 1), None),
    ("99000025", "faerre_timer", 2, date(2021, 3, 15), date(2022, 3, 14)),
    ("99000033", "faerre_timer", 3, date(2021, 5, 3), None),
    ("99000041", "partnerskab", 6, date(2021, 9, 1), None),
)
"""Company numbers of the example only; they need not fit, since they are not typed into the form."""


def load(_context: Any) -> None:
    """Register the agreements once."""
    if db_session.scalar(select(func.count()).select_from(Samarbejdsaftale)):
        return
    for cvr, kind, places, made, ends in AGREEMENTS:
        service.register({"cvr": cvr, "slags": kind, "pladser": places, "indgaaet": made, "udloeb": ends})
