"""Tables of investigations: how far each has come, the hearings of the administration, and the criticism given; texts are sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime


class Investigation(Owned, Model):
    """One investigation of a case; a case that is opened again and investigated anew has another."""

    __tablename__ = "investigation"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(String(40))
    begun: Mapped[datetime] = mapped_column(UtcDateTime)
    comments_asked: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the citizen was last sent the administration's answer to comment on."""
    comments_clock_id: Mapped[str | None] = mapped_column(ForeignKey("case_clock.id", ondelete="SET NULL"))
    drafting: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the borgerraadgiver had heard both sides and began on her finding."""
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)
    draft: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """The unfinished finding as JSON, hers alone; gone when it is sent."""
    draft_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message_id: Mapped[str | None] = mapped_column(ForeignKey("case_message.id", ondelete="SET NULL"))
    """The message the finding was sent in."""

    hearings: Mapped[list[Hearing]] = relationship(back_populates="investigation", order_by="Hearing.sent")
    criticism: Mapped[list[Criticism]] = relationship(order_by="Criticism.number")


class Hearing(Owned, Model):
    """Questions to the administration, and its answer; neither is changed once it is sent."""

    __tablename__ = "hearing"
    __table_args__ = (CheckConstraint("answered IS NULL OR answer IS NOT NULL", name="answer_is_there"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    investigation_id: Mapped[str] = mapped_column(ForeignKey("investigation.id", ondelete="CASCADE"), index=True)
    clock_id: Mapped[str | None] = mapped_column(ForeignKey("case_clock.id", ondelete="SET NULL"))
    unit: Mapped[str] = mapped_column(String(60))
    general: Mapped[bool]
    """Whether the questions tell nothing of the case; then whoever answers is not told that there is one."""
    part: Mapped[str] = mapped_column(String(40))
    """The part of the case's keys that questions and answer are sealed under: it decides who can open them."""
    sent: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str] = mapped_column(String(22))
    questions: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    answered: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(String(22))
    answered_role: Mapped[str | None] = mapped_column(String(40))
    answer: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    answer_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)

    investigation: Mapped[Investigation] = relationship(back_populates="hearings")


class Criticism(Owned, Model):
    """What a finding says of one klagepunkt, in the words of the scale as it was on that day; never changed."""

    __tablename__ = "criticism"
    __table_args__ = (UniqueConstraint("investigation_id", "point_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    investigation_id: Mapped[str] = mapped_column(ForeignKey("investigation.id", ondelete="CASCADE"), index=True)
    point_id: Mapped[str] = mapped_column(ForeignKey("klagepunkt.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    """The klagepunkt's number."""
    word: Mapped[str] = mapped_column(String(80))
    """The scale's word, as it was."""
    place: Mapped[int | None]
    """Its place on the scale: 0 is no criticism; None where the finding does not judge the klagepunkt."""
    steps: Mapped[int]
    """How many places the scale had."""
