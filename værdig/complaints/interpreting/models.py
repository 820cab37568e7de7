"""Tables of language: what has been ordered with its date, and translations; names and words are sealed, states and dates are not."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime

ORDERED, STEPPED, TRANSLATED = "complaint.language_ordered", "complaint.language_stepped", "complaint.translated"
"""The log's words: an interpreter or a translation ordered, what came of it, and a translation laid beside its original."""


class LanguageOrder(Owned, Model):
    """An interpreter or a translation that has been ordered; it has a date of its own and stops no other clock."""

    __tablename__ = "case_language_order"
    __table_args__ = (
        CheckConstraint("kind IN ('tolk', 'oversaettelse')", name="kind_known"),
        CheckConstraint(
            "state IN ('bestilt', 'bekraeftet', 'kan_ikke', 'holdt', 'holdt_uden', 'modtaget', 'afbestilt')",
            name="state_known",
        ),
        CheckConstraint("way IS NULL OR way IN ('telefon', 'video', 'fremmoede')", name="way_known"),
        CheckConstraint("(kind = 'tolk') = (talk_at IS NOT NULL)", name="interpreter_has_talk"),
        CheckConstraint("(kind = 'oversaettelse') = (about_id IS NOT NULL)", name="translation_has_original"),
        CheckConstraint("(ended IS NULL) = (state IN ('bestilt', 'bekraeftet'))", name="ended_when_done"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    """The language of the talk, or the one it is translated into."""
    from_language: Mapped[str | None] = mapped_column(String(10))
    way: Mapped[str | None] = mapped_column(String(20))
    talk_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    about_id: Mapped[str | None] = mapped_column(String(22))
    """What is to be translated: the case for the complaint itself, else a message or a file of it (`originals`)."""
    ordered_on: Mapped[date] = mapped_column(Date)
    due: Mapped[date] = mapped_column(Date)
    """The day the interpreter is to be confirmed, or the translation to be here."""
    days: Mapped[int | None]
    """The working days that were counted to `due`; None where its orderer was promised another day."""
    part: Mapped[str] = mapped_column(String(40))
    """The part of the case's keys that `supplier` is sealed under; whoever has not that part does not see the order."""
    supplier: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    """From whom it is ordered."""
    noted: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[str] = mapped_column(String(22))
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)


class CaseTranslation(Owned, Model):
    """One version of a translation, beside its original; a correction is a new version, and the old one stays."""

    __tablename__ = "case_translation"
    __table_args__ = (
        CheckConstraint("maker IN ('autoriseret', 'bureau', 'medarbejder', 'hjaelper', 'maskine')", name="maker_known"),
        UniqueConstraint("case_id", "about_id", "language", "version"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    about_id: Mapped[str] = mapped_column(String(22))
    """The original: the case for the complaint itself, else a message or a file of it (`originals`)."""
    language: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    maker: Mapped[str] = mapped_column(String(20))
    made_on: Mapped[date] = mapped_column(Date)
    part: Mapped[str] = mapped_column(String(40))
    """The part of the case's keys that it is sealed under, the same as its original's."""
    body: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    by_whom: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    """Who or which office translated it."""
    noted: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[str] = mapped_column(String(22))
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
