"""Tables of retention: warnings, what a person has decided, and the tombstones of deleted cases, which name nobody."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.clock import HalfYear
from værdig.complaints.journalising.models import REFERENCE_ROOM
from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id
from værdig.db.types import HalfYearType, UtcDateTime

WARNED = "complaint.retention_warned"
KEPT_LONGER = "complaint.retention_kept_longer"
DELETION_DECIDED = "complaint.retention_deletion_decided"
DELETED = "complaint.deleted"
"""The log's words for what happens at the end of a case's time."""


class RetentionWarning(Owned, Model):
    """That staff have been told that a case's time runs out (`varsel`), or has (`gennemgang`); once for each date."""

    __tablename__ = "case_retention_warning"
    __table_args__ = (
        UniqueConstraint("case_id", "stage", "until"),
        CheckConstraint("stage IN ('varsel', 'gennemgang')", name="stage_known"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    stage: Mapped[str] = mapped_column(String(20))
    until: Mapped[date] = mapped_column(Date)
    """The last day the case was to be kept when the warning was given."""
    day: Mapped[date] = mapped_column(Date, index=True)


class RetentionReview(Owned, Model):
    """What a person has decided when she looked at a case whose time runs out; the latest since the case was closed counts."""

    __tablename__ = "case_retention_review"
    __table_args__ = (
        CheckConstraint("decision IN ('behold', 'slet')", name="decision_known"),
        CheckConstraint("(decision = 'behold') = (until IS NOT NULL)", name="kept_until_a_day"),
        CheckConstraint("(decision = 'slet') = (ground IS NOT NULL)", name="deleted_on_a_ground"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[str] = mapped_column(String(22))
    role: Mapped[str | None] = mapped_column(String(40))
    decision: Mapped[str] = mapped_column(String(20))
    until: Mapped[date | None] = mapped_column(Date)
    """The day to which it is kept instead; None where it is to be deleted."""
    ground: Mapped[str | None] = mapped_column(String(30))
    """Why it may be deleted (`rules.Ground`)."""
    reference: Mapped[str | None] = mapped_column(String(REFERENCE_ROOM))
    """The rule or the archive's answer that lets it be deleted without having been transferred; outlives the case."""
    part: Mapped[str] = mapped_column(String(40))
    words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """The reason in her own words; deleted with the case."""


class Tombstone(Owned, Model):
    """What is left of a deleted case: that there was one, and where it lies now. Nothing in it leads to a person.

    It has an id of its own, so that no row of another table is found by it.
    """

    __tablename__ = "case_tombstone"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        Index("ix_case_tombstone_half_year", "municipality_id", "half_year"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20))
    inbox: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(60))
    type: Mapped[str] = mapped_column(String(40))
    half_year: Mapped[HalfYear] = mapped_column(HalfYearType)
    """In which it was received: figures of that half-year cannot be counted anew."""
    closed: Mapped[date] = mapped_column(Date)
    deleted: Mapped[date] = mapped_column(Date)
    role: Mapped[str | None] = mapped_column(String(40))
    ground: Mapped[str] = mapped_column(String(30))
    reference: Mapped[str] = mapped_column(String(REFERENCE_ROOM))
    """The number in the records system, or the rule by which it was not to be archived."""
    code_mac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """By which the return code finds it, so that its citizen is told; it opens nothing."""
    signed: Mapped[str] = mapped_column(String(1000), info={"signed": True})
    """That the municipality has deleted it, signed: the log of receipts believes nothing else (`receipts.signed`)."""
