"""The table of a municipality's own texts of letters; they are about nobody, and none is ever changed or deleted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, new_id
from værdig.db.types import UtcDateTime
from værdig.municipality.models import Remembered

SAVED, APPROVED = "letter_text.saved", "letter_text.approved"
"""The log's words."""


class LetterText(Remembered, Model):
    """One version of a letter's text, used from a day on: the newest day that has come holds, and on one day the one with the highest number.

    Without `text` the one that Værdig comes with is used again.
    """

    __tablename__ = "letter_text"
    __table_args__ = (
        CheckConstraint("(approved_on IS NULL) = (approved_by IS NULL)", name="approved_by_somebody"),
        CheckConstraint("approved_on IS NULL OR text IS NOT NULL", name="approved_is_own"),
        Index("ix_letter_text_kind", "municipality_id", "kind", "valid_from"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date] = mapped_column(Date)
    text: Mapped[str | None] = mapped_column(Text)
    number: Mapped[int]
    """Its place among the versions of its kind, in the order they were written."""
    note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    written: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(22))
    approved_on: Mapped[date | None] = mapped_column(Date)
    approved_by: Mapped[str | None] = mapped_column(String(120))
    """The jurist's name, as whoever noted it has written it."""
    noted_by: Mapped[str | None] = mapped_column(String(22))
