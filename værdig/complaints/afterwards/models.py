"""The table of answers to whether it helped: numbers alone, so that no answer can be joined to whoever gave it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.clock import HalfYear
from værdig.db import Model, Owned, new_id
from værdig.db.types import HalfYearType

SATISFIED = "complaint.satisfied"
"""The log's word for a citizen who is satisfied with the answer."""


class HelpCount(Owned, Model):
    """How many have given one answer in one half-year, of those who wrote to one of the two readers."""

    __tablename__ = "help_count"
    __table_args__ = (
        UniqueConstraint("municipality_id", "half_year", "inbox", "answer"),
        CheckConstraint("count >= 0", name="counted"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    half_year: Mapped[HalfYear] = mapped_column(HalfYearType, index=True)
    inbox: Mapped[str] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(String(20))
    count: Mapped[int] = mapped_column(default=0)
