"""The table of who approved or withdrew which translation; the translations themselves are files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, new_id
from værdig.db.types import UtcDateTime
from værdig.municipality.models import Remembered


class TranslationVerdict(Remembered, Model):
    """What a named person has said of one text in one language; the newest one of a text holds."""

    __tablename__ = "translation_verdict"
    __table_args__ = (Index("ix_translation_verdict_text", "municipality_id", "language", "text_hash"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    language: Mapped[str] = mapped_column(String(8))
    text_hash: Mapped[str] = mapped_column(String(64))
    """See `texts.text_hash`: a changed Danish text or translation is another text, which nobody has approved."""
    approved: Mapped[bool]
    """False when the approval was withdrawn."""
    user_id: Mapped[str] = mapped_column(ForeignKey("staff_user.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
