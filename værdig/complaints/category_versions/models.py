"""The table of what a municipality has decided about its categories; it is about nobody, and nothing in it is changed or deleted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, new_id
from værdig.db.types import UtcDateTime
from værdig.municipality.models import Remembered

SAVED = "complaint_category.saved"
"""The log's word."""


class CategoryVersion(Remembered, Model):
    """How a category is used from a day on: the newest day that has come holds, and on one day the one with the highest number.

    `category` is the id of one that comes along, or of the municipality's own; a theme's principle is the same in all versions.
    """

    __tablename__ = "complaint_category"
    __table_args__ = (Index("ix_complaint_category", "municipality_id", "kind", "category", "valid_from"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(20))
    """The list, one of `categories.Kind`."""
    category: Mapped[str] = mapped_column(String(80))
    valid_from: Mapped[date]
    title: Mapped[str] = mapped_column(String(120))
    principle: Mapped[str] = mapped_column(String(40))
    """The principle of dignity a theme counts under; empty in the other lists."""
    used: Mapped[bool]
    """Whether more can be filed under it; what is filed stays."""
    number: Mapped[int]
    """Its place among the versions of its category, in the order they were written."""
    written: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(22))
