"""The table of receipts that keeps a registration from being stored twice; the registrations themselves are the plug-ins'."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime


class FormReceipt(Owned, Model):
    """One sent form: a page that is sent twice with the same content has one receipt. Kept for a day."""

    __tablename__ = "form_receipt"
    __table_args__ = (UniqueConstraint("municipality_id", "page", "content"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    form_id: Mapped[str] = mapped_column(String(120))
    page: Mapped[str] = mapped_column(String(22))
    """The random mark of the page the form was on."""
    content: Mapped[bytes] = mapped_column(LargeBinary(32))
    """A MAC of what was typed, which is not kept here."""
    by_whom: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
