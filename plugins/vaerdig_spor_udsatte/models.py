"""The track's own table: agreements with companies; no citizens."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import Registration, plugin_base

ID = "vaerdig_spor_udsatte"
Base = plugin_base(ID)


class Samarbejdsaftale(Registration, Base):  # type: ignore[misc, valid-type]
    """One agreement: with whom, about what, how many places, and until when."""

    __tablename__ = f"{ID}_samarbejdsaftale"
    __table_args__ = (
        CheckConstraint("pladser >= 1", name="pladser"),
        CheckConstraint("udloeb IS NULL OR udloeb >= indgaaet", name="udloeb"),
    )

    cvr: Mapped[str] = mapped_column(String(8), index=True)
    slags: Mapped[str] = mapped_column(String(20))
    pladser: Mapped[int]
    indgaaet: Mapped[date]
    udloeb: Mapped[date | None]
    """The last day; None has no end."""
