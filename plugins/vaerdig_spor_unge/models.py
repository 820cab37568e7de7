"""The track's own table: how many vulnerable young people have an education plan, quarter by quarter; no persons."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import Owned, new_id, plugin_base

ID = "vaerdig_spor_unge"
Base = plugin_base(ID)


class Uddannelsesplan(Owned, Base):  # type: ignore[misc, valid-type]
    """One quarter's count. A later row for a quarter replaces it; the earlier ones are history."""

    __tablename__ = f"{ID}_uddannelsesplan"
    __table_args__ = (
        CheckConstraint("unge_i_alt >= 0", name="unge_i_alt"),
        CheckConstraint("med_plan BETWEEN 0 AND unge_i_alt", name="med_plan"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    periode: Mapped[str] = mapped_column(String(6))
    """The quarter's code, `2021Q1`."""
    unge_i_alt: Mapped[int]
    med_plan: Mapped[int]
    number: Mapped[int]
    """Counts the rows of the quarter: the highest holds."""
