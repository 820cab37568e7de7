"""The goal's own table: recruitment events; counts only."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import Registration, plugin_base

ID = "vaerdig_maal_virksomheder"
Base = plugin_base(ID)


class Arrangement(Registration, Base):  # type: ignore[misc, valid-type]
    """One recruitment event; None is not counted, which is not the same as none."""

    __tablename__ = f"{ID}_arrangement"
    __table_args__ = (CheckConstraint("rolle IN ('arrangoer', 'deltager')", name="rolle"),)

    dato: Mapped[date]
    navn: Mapped[str] = mapped_column(String(200))
    rolle: Mapped[str] = mapped_column(String(10))
    virksomheder: Mapped[int | None]
    ledige: Mapped[int | None]
    ansaettelser: Mapped[int | None]
