"""The table of calls: when somebody rang, what came of it, and whether the citizen confirms it; what was said is a sealed note."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime

CALLED, CONFIRMED, DENIED = "complaint.called", "complaint.solved_confirmed", "complaint.solved_denied"
"""The log's words: a call noted, the citizen's yes, the citizen's no."""


class CaseCall(Owned, Model):
    """One call, or one try in vain. The latest that reached the citizen counts."""

    __tablename__ = "case_call"
    __table_args__ = (
        CheckConstraint("result IN ('loest', 'skriftligt', 'ikke_truffet')", name="result_known"),
        CheckConstraint("answer IS NULL OR answer IN ('ja', 'nej')", name="answer_known"),
        CheckConstraint("answer_how IS NULL OR answer_how IN ('paa_sagen', 'mundtligt')", name="answer_how_known"),
        CheckConstraint("(answer IS NULL) = (answered IS NULL)", name="answer_has_time"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When somebody rang."""
    noted: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[str] = mapped_column(String(22))
    spoken_with: Mapped[str | None] = mapped_column(String(20))
    """As what the one who answered the telephone spoke (`wording.SPEAKERS`); None when nobody was reached."""
    result: Mapped[str] = mapped_column(String(20))
    next_try: Mapped[date | None] = mapped_column(Date)
    """The day somebody tries again, after a try in vain."""
    answer: Mapped[str | None] = mapped_column(String(10))
    """The citizen's own word on whether it is solved; None while she has said nothing."""
    answered: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer_how: Mapped[str | None] = mapped_column(String(20))
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
