"""The table of what a municipality has decided about its themes; it is about nobody, and nothing in it is ever changed or deleted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, new_id
from værdig.db.types import UtcDateTime
from værdig.municipality.models import Remembered

SAVED = "complaint_theme.saved"
"""The log's word."""


class ThemeVersion(Remembered, Model):
    """How a theme is used from a day on: the newest day that has come holds, and on one day the one with the highest number.

    `theme` is the id of one that comes along, or of the municipality's own, whose principle is the same in all its versions.
    """

    __tablename__ = "complaint_theme"
    __table_args__ = (Index("ix_complaint_theme", "municipality_id", "theme", "valid_from"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    theme: Mapped[str] = mapped_column(String(80))
    valid_from: Mapped[date]
    title: Mapped[str] = mapped_column(String(120))
    principle: Mapped[str] = mapped_column(String(40))
    used: Mapped[bool]
    """Whether new klagepunkter can be filed under it; those that are keep it."""
    number: Mapped[int]
    """Its place among the versions of its theme, in the order they were written."""
    written: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(22))
