"""The track's own table: contacts with companies; no citizens."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import Registration, plugin_base

ID = "vaerdig_spor_virksomhedsnaer"
Base = plugin_base(ID)


class Firmakontakt(Registration, Base):  # type: ignore[misc, valid-type]
    """One contact with one company."""

    __tablename__ = f"{ID}_firmakontakt"
    __table_args__ = (
        CheckConstraint("slags IN ('kontakt', 'besoeg')", name="slags"),
        CheckConstraint("ansatte >= 0", name="ansatte"),
    )

    cvr: Mapped[str] = mapped_column(String(8), index=True)
    virksomhed: Mapped[str] = mapped_column(String(200))
    ansatte: Mapped[int | None]
    """How many the company employs; None is not known."""
    slags: Mapped[str] = mapped_column(String(10))
    dato: Mapped[date]
