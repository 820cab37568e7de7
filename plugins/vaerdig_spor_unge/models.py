"""The track's own table: how many vulnerable young people have an education plan, quarter by quarter; no persons."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import Registration, plugin_base

ID = "vaerdig_spor_unge"
Base = plugin_base(ID)
COUNTS = text("withdrawn_at IS NULL")


class Uddannelsesplan(Registration, Base):  # type: ignore[misc, valid-type]
    """One quarter's count; a quarter has one that counts."""

    __tablename__ = f"{ID}_uddannelsesplan"
    __table_args__ = (
        CheckConstraint("unge_i_alt >= 0", name="unge_i_alt"),
        CheckConstraint("med_plan BETWEEN 0 AND unge_i_alt", name="med_plan"),
        Index(None, "municipality_id", "periode", unique=True, sqlite_where=COUNTS, postgresql_where=COUNTS),
    )

    periode: Mapped[str] = mapped_column(String(6))
    """The quarter's code, `2021Q1`."""
    unge_i_alt: Mapped[int]
    med_plan: Mapped[int]
