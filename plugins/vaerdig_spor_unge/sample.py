"""The example's counts of education plans in 2021; invented."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from værdig.api import db_session

from . import service
from .models import Uddannelsesplan

COUNTS = {"2021Q1": (118, 84), "2021Q2": (121, 93), "2021Q3": (116, 91), "2021Q4": (112, 95)}


def load(_context: Any) -> None:
    """Register a year once."""
    if db_session.scalar(select(func.count()).select_from(Uddannelsesplan)):
        return
    for quarter, (everyone, with_plan) in COUNTS.items():
        service.register({"periode": quarter, "unge_i_alt": everyone, "med_plan": with_plan})
