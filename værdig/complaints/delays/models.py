"""The table of delays: which clock's date could not be kept, what it was, and what the citizen was told; no words of anybody's."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime

DELAYED = "complaint.delayed"
"""The log's word for a delay letter."""


class CaseDelay(Owned, Model):
    """One delay letter about one clock; the letter itself is the case's message `message_id`."""

    __tablename__ = "case_delay"
    __table_args__ = (CheckConstraint("until > was", name="later"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    clock_id: Mapped[str] = mapped_column(ForeignKey("case_clock.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[str] = mapped_column(ForeignKey("case_message.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    was: Mapped[date] = mapped_column(Date)
    """The date that could not be kept."""
    until: Mapped[date] = mapped_column(Date)
    """The date the citizen was told instead."""
    in_time: Mapped[bool]
    """Whether the letter was sent while the date could still be kept; only then is the new date the clock's own."""
