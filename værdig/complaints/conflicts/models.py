"""Tables of conflicts of interest: who must not handle which case, and what a citizen has asked for; all words are sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime

MARKED, LIFTED, REFUSED = "conflict.marked", "conflict.lifted", "conflict.refused"
"""The log's words: a mark, its end, and an attempt of somebody marked."""

ASKED, WEIGHED = "conflict.asked", "conflict.weighed"
"""What a citizen asks for, and that a handler has decided what follows from it."""


class CaseConflict(Owned, Model):
    """That a member of staff must not see or handle a case, until another lifts it."""

    __tablename__ = "case_conflict"
    __table_args__ = (
        CheckConstraint("(lifted IS NULL) = (lifted_by IS NULL)", name="lifted_by_somebody"),
        CheckConstraint("lifted_by IS NULL OR lifted_by != user_id", name="not_lifted_by_herself"),
        Index("ix_case_conflict_user", "municipality_id", "user_id", "lifted"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[str] = mapped_column(String(22))
    marked: Mapped[datetime] = mapped_column(UtcDateTime)
    marked_by: Mapped[str] = mapped_column(String(22))
    reason_code: Mapped[str] = mapped_column(String(40))
    part: Mapped[str] = mapped_column(String(40), default="sag", server_default="sag")
    """The part of the case's keys that `words` is sealed under."""
    words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    lifted: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_by: Mapped[str | None] = mapped_column(String(22))
    lifted_part: Mapped[str] = mapped_column(String(40), default="sag", server_default="sag")
    lifted_words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)


class AvoidWish(Owned, Model):
    """That a citizen has asked that somebody does not handle her case; a handler decides what follows from it."""

    __tablename__ = "case_avoid_wish"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    part: Mapped[str] = mapped_column(String(40), default="sag", server_default="sag")
    words: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    seen: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a handler has decided what follows from it."""
    seen_by: Mapped[str | None] = mapped_column(String(22))
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
