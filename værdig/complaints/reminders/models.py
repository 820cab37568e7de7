"""Tables of reminders: the steps taken about a clock, and on which day a member of staff has been written to."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id

CHASED = "complaint.chased"
"""The log's word for a step."""


class ClockReminder(Owned, Model):
    """One step taken because an answer did not come; each step once a clock."""

    __tablename__ = "clock_reminder"
    __table_args__ = (UniqueConstraint("clock_id", "step"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    clock_id: Mapped[str] = mapped_column(ForeignKey("case_clock.id", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    day: Mapped[date] = mapped_column(Date)


class StaffReminder(Owned, Model):
    """That a member of staff has been written to on a day; forgotten after a week."""

    __tablename__ = "staff_reminder"
    __table_args__ = (UniqueConstraint("municipality_id", "user_id", "day"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(String(22))
    day: Mapped[date] = mapped_column(Date)
