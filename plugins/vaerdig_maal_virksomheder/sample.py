"""The example's recruitment events in 2021; invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from værdig.api import db_session

from . import service
from .models import Arrangement

EVENTS = (
    ("Eksempel: Jobmesse for byggeri", date(2021, 3, 23), "arrangoer", 14, 86, 11),
    ("Eksempel: Branchenetværk, lager", date(2021, 5, 11), "deltager", 9, 41, None),
    ("Eksempel: Mød din nye kollega", date(2021, 9, 21), "arrangoer", 17, 102, 16),
    ("Eksempel: Branchenetværk, rengøring", date(2021, 11, 9), "deltager", 8, 37, 6),
)


def load(_context: Any) -> None:
    """Register the events once."""
    if db_session.scalar(select(func.count()).select_from(Arrangement)):
        return
    for name, day, role, companies, people, hired in EVENTS:
        service.register(
            {
                "navn": name,
                "dato": day,
                "rolle": role,
                "virksomheder": companies,
                "ledige": people,
                "ansaettelser": hired,
            }
        )
