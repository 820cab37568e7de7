"""Tables of recommendations: the words are sealed, to the borgerraadgiver while a draft and to both offices once given."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime


class Recommendation(Owned, Model):
    """One recommendation to the administration; it may come of a case, and names nobody."""

    __tablename__ = "recommendation"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("complaint_case.id", ondelete="SET NULL"), index=True)
    """The case it comes of, for the borgerraadgiver; None for one that stands alone."""
    stage: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(60))
    owner: Mapped[str] = mapped_column(String(40))
    """Who is to see to it, as a role: nobody is named."""
    due: Mapped[date] = mapped_column(Date)
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    given: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the borgerraadgiver let its text stand in reports; None while it may not."""
    effect: Mapped[str | None] = mapped_column(String(40))
    words: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    """Title and text as JSON."""
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)

    steps: Mapped[list[RecommendationStep]] = relationship(
        order_by="RecommendationStep.position", cascade="all, delete-orphan"
    )
    keys: Mapped[list[RecommendationKey]] = relationship(cascade="all, delete-orphan")


class RecommendationStep(Owned, Model):
    """One step in a recommendation's life, by whom, and in which words: a reason, what was done, what came of it."""

    __tablename__ = "recommendation_step"
    __table_args__ = (UniqueConstraint("recommendation_id", "position"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    recommendation_id: Mapped[str] = mapped_column(ForeignKey("recommendation.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(22))
    role: Mapped[str | None] = mapped_column(String(40))
    stage: Mapped[str] = mapped_column(String(40))
    """The stage it led to."""
    words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)


class RecommendationKey(Owned, Model):
    """A recommendation's key, wrapped to one office; a draft's is the borgerraadgiver's alone."""

    __tablename__ = "recommendation_key"
    __table_args__ = (
        UniqueConstraint("recommendation_id", "reader"),
        CheckConstraint("reader IN ('borgerraadgiver', 'ledelse')", name="reader_known"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    recommendation_id: Mapped[str] = mapped_column(ForeignKey("recommendation.id", ondelete="CASCADE"), index=True)
    reader: Mapped[str] = mapped_column(String(20))
    reader_key_id: Mapped[str] = mapped_column(ForeignKey("reader_key.id", ondelete="RESTRICT"))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
