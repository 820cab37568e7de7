"""The goal's own table: recruitment events; counts only."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import Owned, new_id, plugin_base

ID = "vaerdig_maal_virksomheder"
Base = plugin_base(ID)


class Arrangement(Owned, Base):  # type: ignore[misc, valid-type]
    """One recruitment event; None is not counted, which is not the same as none."""

    __tablename__ = f"{ID}_arrangement"
    __table_args__ = (CheckConstraint("rolle IN ('arrangoer', 'deltager')", name="rolle"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    dato: Mapped[date]
    navn: Mapped[str] = mapped_column(String(200))
    rolle: Mapped[str] = mapped_column(String(10))
    virksomheder: Mapped[int | None]
    ledige: Mapped[int | None]
    ansaettelser: Mapped[int | None]
