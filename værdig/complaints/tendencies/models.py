"""The table of tendencies that were put aside: which, when, at what number, and why, as a word of a closed list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime


class TendencyAside(Owned, Model):
    """That the borgerraadgiver has looked at a tendency and put it aside; bringing it back ends that."""

    __tablename__ = "tendency_aside"
    __table_args__ = (Index("ix_tendency_aside_of", "municipality_id", "unit", "theme"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    unit: Mapped[str] = mapped_column(String(60))
    theme: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    count: Mapped[int]
    reason: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(22))
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)
