"""Tables of keys: which part of a case is wrapped to whom, and the readers' own key pairs; opening them is done in `keys`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime

SEALED = {"sealed": True}
"""Marks a column that holds only sealed bytes; a test compares this with what lies in the database file."""


class CaseKey(Owned, Model):
    """One part of a case's keys, wrapped to one reader. Whoever has no row here cannot open the case, nor find it."""

    __tablename__ = "case_key"
    __table_args__ = (
        UniqueConstraint("case_id", "part", "reader"),
        CheckConstraint("reader IN ('kode', 'borgerraadgiver', 'ledelse')", name="reader_known"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    part: Mapped[str] = mapped_column(String(40))
    reader: Mapped[str] = mapped_column(String(20))
    reader_key_id: Mapped[str | None] = mapped_column(ForeignKey("reader_key.id", ondelete="RESTRICT"))
    """The key pair it is wrapped to; None for the return code."""
    wrapped: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)


class ReaderKey(Owned, Model):
    """The key pair of a reader (borgerraadgiver or management). The private half lies wrapped in `ReaderKeyShare`."""

    __tablename__ = "reader_key"
    __table_args__ = (
        UniqueConstraint("municipality_id", "reader", "version"),
        CheckConstraint("reader IN ('borgerraadgiver', 'ledelse')", name="reader_known"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    reader: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    made: Mapped[datetime] = mapped_column(UtcDateTime)


class ReaderKeyShare(Owned, Model):
    """A private key wrapped one way: under a person's pass phrase, a recovery code, or the machine's master key."""

    __tablename__ = "reader_key_share"
    __table_args__ = (
        UniqueConstraint("reader_key_id", "kind", "user_id"),
        CheckConstraint("kind IN ('kodeord', 'genopretning', 'maskine')", name="kind_known"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    reader_key_id: Mapped[str] = mapped_column(ForeignKey("reader_key.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[str | None] = mapped_column(String(22))
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)


class InboxOpening(Owned, Model):
    """An inbox unlocked in one sign-in: its private key, wrapped under a random key that only the browser's cookie holds."""

    __tablename__ = "inbox_opening"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(String(22), index=True)
    reader_key_id: Mapped[str] = mapped_column(ForeignKey("reader_key.id", ondelete="CASCADE"))
    opened: Mapped[datetime] = mapped_column(UtcDateTime)
    used: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
