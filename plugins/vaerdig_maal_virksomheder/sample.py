"""The example's recruitment events in 2021; invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from værdig.api import add_once

from .models import Arrangement

EVENTS = (
    ("Eksempel: Jobmesse for byggeri", date(2021, 3, 23), "arrangoer", 14, 86, 11),
    ("Eksempel: Branchenetværk, lager", date(2021, 5, 11), "deltager", 9, 41, None),
    ("Eksempel: Mød din nye kollega", date(2021, 9, 21), "arrangoer", 17, 102, 16),
    ("Eksempel: Branchenetværk, rengøring", date(2021, 11, 9), "deltager", 8, 37, 6),
)


FIELDS = ("navn", "dato", "rolle", "virksomheder", "ledige", "ansaettelser")


def load(_context: Any) -> None:
    """Register the events once."""
    add_once(Arrangement, (dict(zip(FIELDS, event, strict=True)) for event in EVENTS))
