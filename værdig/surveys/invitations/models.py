"""Tables of sending out: how far a round's sending has come, the sealed outbox, sealed letters, and a list waiting for a yes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import CanonicalJson, UtcDateTime
from værdig.surveys.models import NO_ROW_ORDER


class Mail(StrEnum):
    """Where one person's e-mail of the current occasion is."""

    WAITING = "venter"
    HANDLED = "sendt"
    """Sent, or left out because the code was used: nobody is told which."""
    REFUSED = "afvist"


class Work(StrEnum):
    """Where a piece of sending work is."""

    NONE = ""
    RUNNING = "i_gang"
    STOPPED = "stoppet"
    DONE = "faerdig"


class Outreach(Owned, Model):
    """How far the sending out of one round's list has come. There is no row before the first list."""

    __tablename__ = "outreach"

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """What the outbox is sealed to; None once everything has been deleted."""
    reminder_days: Mapped[Any] = mapped_column(CanonicalJson)
    """The days of reminders to come and gone, as ISO dates in order."""
    occasion: Mapped[int] = mapped_column(default=0)
    """What the outbox's states are about: 0 the invitation, 1 the first reminder …"""
    mail: Mapped[str] = mapped_column(String(10), default=Work.NONE)
    reminded_on: Mapped[date | None]
    """When the newest reminder began."""
    kept_until: Mapped[date | None]
    """The last day the list stands where no reminder is planned; None until something has been sent from it."""
    address: Mapped[str] = mapped_column(String(200), default="")
    """The address that citizens use, as it was when sending was asked for; letters lead there."""
    worker: Mapped[str | None] = mapped_column(String(22))
    """The machine that is sending, so that no other sends the same."""
    worker_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    letters: Mapped[str] = mapped_column(String(10), default=Work.NONE)
    letters_to: Mapped[str] = mapped_column(String(10), default="")
    """Whom the letters being made are for: see `outbox.Whom`."""
    letters_occasion: Mapped[int] = mapped_column(default=0)


class Outbox(Owned, Model):
    """One invited person: reference, code, language and perhaps an address, sealed. Nothing here joins her to the code's own row."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("mail IS NULL OR mail IN ('venter', 'sendt', 'afvist')", name="mail_known"),
        NO_ROW_ORDER,
    )

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info={"personal": True})
    """`outbox.SEALED_BYTES` long, always."""
    mail: Mapped[str | None] = mapped_column(String(10))
    """None for somebody without an e-mail address."""
    tries: Mapped[int] = mapped_column(default=0)
    """How often the server has put the current letter off."""


class LetterBatch(Owned, Model):
    """Some of the letters as one PDF, sealed as the outbox is."""

    __tablename__ = "letter_batch"

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    letters: Mapped[int]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info={"personal": True})
    """None until it is made."""


class ListDraft(Owned, Model):
    """A list that has been read and shown and waits for a yes, sealed as the outbox is."""

    __tablename__ = "list_draft"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info={"personal": True})
