"""The table of redacted copies: begun, gone through and made; all but side, moments and hands is sealed. The originals are not touched."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime

BEGUN = "complaint.redaction_begun"
MADE = "complaint.redaction_made"
OPENED = "complaint.redaction_opened"
DRAFT_OPENED = "complaint.redaction_draft_opened"
DROPPED = "complaint.redaction_dropped"
"""The log's words for what happens to a redacted copy."""


class CaseRedaction(Owned, Model):
    """One redacted copy: a draft while `finished` is None; then it is kept as it was given out, and never changed."""

    __tablename__ = "case_redaction"
    __table_args__ = (
        CheckConstraint("side IN ('ledelse', 'borgerraadgiver')", name="side_known"),
        CheckConstraint("(finished IS NULL) = (pdf IS NULL)", name="finished_has_pdf"),
        CheckConstraint("(finished IS NULL) = (finished_by IS NULL)", name="finished_has_hand"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(20))
    """Who makes it and alone can open it, under the key of its own notes."""
    insight_id: Mapped[str | None] = mapped_column(ForeignKey("case_insight.id", ondelete="SET NULL"), index=True)
    """The request it is made for, where there is one."""
    begun: Mapped[datetime] = mapped_column(UtcDateTime)
    begun_by: Mapped[str] = mapped_column(String(22))
    finished: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_by: Mapped[str | None] = mapped_column(String(22))
    """Who said that she had read it through."""
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    plan: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    """To whom and for what, which documents, and what is hidden in them, as JSON (`plan.Plan`)."""
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, info=SEALED)
    """What was given out."""
