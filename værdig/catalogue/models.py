"""The table of which municipality follows which plan and when; the plans themselves are data files."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id


class PlanAdoption(Owned, Model):
    """A municipality follows a plan from a date and perhaps to one (both included)."""

    __tablename__ = "plan_adoption"
    __table_args__ = (
        UniqueConstraint("municipality_id", "plan_id", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates_in_order"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    plan_id: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
