"""The tables of recordings: what is known of each, and apart from that its sound; which texts there are is `texts`' and `queries`'."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime
from værdig.municipality.models import Remembered


class Recording(Remembered, Model):
    """One text, read aloud in one language. It is never changed: a new file is a new row with an address of its own."""

    __tablename__ = "text_recording"
    __table_args__ = (UniqueConstraint("municipality_id", "text_hash"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    language: Mapped[str] = mapped_column(String(8))
    about: Mapped[str] = mapped_column(String(80))
    """The id of the question, by which a changed text is known to have been read aloud before."""
    text_hash: Mapped[str] = mapped_column(String(64))
    """See `texts.SpokenText.hash`: played where that very text is shown, and nowhere else."""
    text: Mapped[str] = mapped_column(Text)
    """What is heard in it, a part a line, for whoever has to tell what has changed."""
    kind: Mapped[str] = mapped_column(String(4))
    """See `files.sound.CONTENT_TYPES`."""
    size: Mapped[int]
    """Bytes."""
    user_id: Mapped[str] = mapped_column(ForeignKey("staff_user.id", ondelete="RESTRICT"), info={"personal": True})
    """Who put it in. The name is the account's, and goes when that is made nameless."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecordingSound(Owned, Model):
    """The sound itself, apart from what is remembered of it between requests."""

    __tablename__ = "text_recording_sound"

    recording_id: Mapped[str] = mapped_column(ForeignKey("text_recording.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
