"""The goal's own tables: counts the jobcentre keeps of answers in time, teaching, follow-up and briefings; no persons."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import Registration, plugin_base

ID = "vaerdig_maal_sagsbehandling"
Base = plugin_base(ID)
COUNTS = text("withdrawn_at IS NULL")


class Svartid(Registration, Base):  # type: ignore[misc, valid-type]
    """One month's enquiries: how many were answered, and how many of them in time. A month has one that counts."""

    __tablename__ = f"{ID}_svartid"
    __table_args__ = (
        CheckConstraint("besvaret >= 0", name="besvaret"),
        CheckConstraint("til_tiden BETWEEN 0 AND besvaret", name="til_tiden"),
        Index(None, "municipality_id", "maaned", unique=True, sqlite_where=COUNTS, postgresql_where=COUNTS),
    )

    maaned: Mapped[date]
    """The first day of the month."""
    besvaret: Mapped[int]
    til_tiden: Mapped[int]


class Undervisning(Registration, Base):  # type: ignore[misc, valid-type]
    """One course in god forvaltningsskik: how many of the staff took part."""

    __tablename__ = f"{ID}_undervisning"
    __table_args__ = (CheckConstraint("deltagere BETWEEN 0 AND medarbejdere", name="deltagere"),)

    dato: Mapped[date]
    emne: Mapped[str] = mapped_column(String(200))
    deltagere: Mapped[int]
    medarbejdere: Mapped[int]
    """How many the staff were on that day."""


class Opfoelgning(Registration, Base):  # type: ignore[misc, valid-type]
    """One occasion: a leader followed up dignified casework with staff, or the committee was briefed."""

    __tablename__ = f"{ID}_opfoelgning"
    __table_args__ = (CheckConstraint("slags IN ('leder', 'udvalg')", name="slags"),)

    slags: Mapped[str] = mapped_column(String(10))
    dato: Mapped[date]
    emne: Mapped[str] = mapped_column(String(200))
