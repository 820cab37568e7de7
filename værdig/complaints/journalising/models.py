"""Tables of journalising: themes that were put in words by hand, and the packages of documents that were taken out; themes are sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime

THEME_CHANGED = "complaint.journal_theme_changed"
PACKED = "complaint.journal_packed"
CONFIRMED = "complaint.journal_confirmed"
"""The log's words for what happens to a case's journal."""

REFERENCE_ROOM = 60
"""Characters of the number a case has in the records system."""


class JournalTheme(Owned, Model):
    """The theme of one document in a handler's words, in place of the proposed one; `source` and `row_id` say which document."""

    __tablename__ = "case_journal_theme"
    __table_args__ = (UniqueConstraint("case_id", "source", "row_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(String(20))
    row_id: Mapped[str] = mapped_column(String(22))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[str] = mapped_column(String(22))
    part: Mapped[str] = mapped_column(String(40))
    """The part of the case's keys that `theme` is sealed under: that of its document."""
    theme: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)


class CaseTransfer(Owned, Model):
    """One package of a case's documents: who took it out, and who has confirmed that it lies in the records system, under which number."""

    __tablename__ = "case_transfer"
    __table_args__ = (
        CheckConstraint("side IN ('ledelse', 'borgerraadgiver')", name="side_known"),
        CheckConstraint("(confirmed IS NULL) = (reference IS NULL)", name="confirmed_has_reference"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(20))
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(22))
    made_role: Mapped[str | None] = mapped_column(String(40))
    checksum: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the package in hexadecimal, by which it is known again; the package itself is kept nowhere."""
    confirmed: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(22))
    confirmed_role: Mapped[str | None] = mapped_column(String(40))
    reference: Mapped[str | None] = mapped_column(String(REFERENCE_ROOM))
    """The number of the case in the records system."""

    documents: Mapped[list[TransferredDocument]] = relationship(order_by="TransferredDocument.id")


class TransferredDocument(Owned, Model):
    """One document in a package, as it was then (`version`)."""

    __tablename__ = "case_transfer_document"
    __table_args__ = (UniqueConstraint("transfer_id", "source", "row_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    transfer_id: Mapped[str] = mapped_column(ForeignKey("case_transfer.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(String(20))
    row_id: Mapped[str] = mapped_column(String(22))
    version: Mapped[str] = mapped_column(String(64))
    """`documents.Document.version`; another one today means that the document has been changed since."""
