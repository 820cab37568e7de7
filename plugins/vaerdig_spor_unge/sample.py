"""The example's counts of education plans in 2021; invented."""

from __future__ import annotations

from typing import Any

from værdig.api import add_once

from .models import Uddannelsesplan

COUNTS = {"2021Q1": (118, 84), "2021Q2": (121, 93), "2021Q3": (116, 91), "2021Q4": (112, 95)}


def load(_context: Any) -> None:
    """Register a year once."""
    add_once(
        Uddannelsesplan,
        ({"periode": quarter, "unge_i_alt": all_, "med_plan": with_} for quarter, (all_, with_) in COUNTS.items()),
    )
