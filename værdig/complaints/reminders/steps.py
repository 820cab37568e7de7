"""What happens when a department's answer does not come, and when; pure: dates in, steps out.

Source: the domain note on complaints, 5.2: a reminder on the day the answer is due, the leader's leader three working days later,
and after two more the borgerraadgiver decides what is to be done.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum

from værdig import clock
from værdig.clock import add_working_days, is_working_day
from værdig.complaints.deadlines import Clock


class Step(StrEnum):
    """One step of chasing an answer, in order; the last is taken by a person."""

    RYKKER = "rykker"
    LEDERS_LEDER = "leders_leder"
    BORGERRAADGIVER = "borgerraadgiver"
    RYKKET = "rykket"
    """The borgerraadgiver has chased the management herself."""


AFTER: dict[Step, int] = {Step.RYKKER: 0, Step.LEDERS_LEDER: 3, Step.BORGERRAADGIVER: 5}
"""Working days after the day an answer is due on which a step is taken by itself."""

CHASED = frozenset({Clock.AFDELINGENS_SVAR, Clock.HOERINGSSVAR})
"""The duties of a department whose answer is chased."""


def day_of(step: Step, due: date, closed: Collection[date] = ()) -> date:
    """Return the day a step is taken on where the answer has not come."""
    return add_working_days(due, AFTER[step], closed)


def reached(due: date, day: date, closed: Collection[date] = ()) -> list[Step]:
    """Return the steps whose day has come, in order."""
    return [step for step in AFTER if day_of(step, due, closed) <= day]


def in_office_hours(moment: datetime, opens: int, ends: int, closed: Collection[date] = ()) -> bool:
    """Tell whether people are at work: on a working day from `opens` until before `ends`, whole hours of the Danish clock.

    Source: reminders that came at midnight and in weekends made people switch them off.
    """
    local = clock.local(moment)
    return is_working_day(local.date(), closed) and opens <= local.hour < ends
