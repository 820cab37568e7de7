"""Tables of requests for insight: the request, its dates, and the letters about it; what people wrote and what was given is sealed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime

ASKED = "complaint.insight_asked"
SORTED = "complaint.insight_sorted"
PUT_OFF = "complaint.insight_put_off"
ANSWERED = "complaint.insight_answered"
FETCHED = "complaint.insight_fetched"
PRINTED = "complaint.insight_printed"
"""The log's words for what happens to a request."""

RECKONING = 600


class InsightRequest(Owned, Model):
    """One request to see, correct or delete what a case holds; it lives beside the case and moves nothing in it."""

    __tablename__ = "case_insight"
    __table_args__ = (
        CheckConstraint("asked IN ('se', 'ret', 'slet')", name="asked_known"),
        CheckConstraint("state IN ('modtaget', 'sorteret', 'imoedekommet', 'delvist', 'afslaaet')", name="state_known"),
        CheckConstraint("state = 'modtaget' OR kind IS NOT NULL", name="sorted_has_kind"),
        CheckConstraint("(answered IS NULL) = (state IN ('modtaget', 'sorteret'))", name="answered_when_decided"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    asked: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str | None] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(20))
    asked_on: Mapped[date] = mapped_column(Date)
    """The day it came, from which its dates are counted."""
    registered: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[str | None] = mapped_column(String(22))
    """The member of staff to whom it was said; None when the citizen asked on `/sag`."""
    part: Mapped[str] = mapped_column(String(40), default="sag")
    """The part of the case's keys that `wish` is sealed under."""
    wish: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    answered: Mapped[datetime | None] = mapped_column(UtcDateTime)
    copy_part: Mapped[str | None] = mapped_column(String(40))
    """The part of the case's keys that `copy` is sealed under."""
    copy: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """What was given, word for word, as JSON; None where nothing was."""
    fetched: Mapped[date | None] = mapped_column(Date)
    """The day the citizen first opened what she was given."""

    clocks: Mapped[list[InsightClock]] = relationship(order_by="InsightClock.due")
    letters: Mapped[list[InsightLetter]] = relationship(order_by="InsightLetter.at")


class InsightClock(Owned, Model):
    """One date of a request; it knows nothing of the case's clocks, and never stands still."""

    __tablename__ = "case_insight_clock"
    __table_args__ = (CheckConstraint("stopped IS NULL OR length(stop_cause) > 0", name="stop_has_cause"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    insight_id: Mapped[str] = mapped_column(ForeignKey("case_insight.id", ondelete="CASCADE"), index=True)
    duty: Mapped[str] = mapped_column(String(30))
    due: Mapped[date] = mapped_column(Date)
    basis: Mapped[str] = mapped_column(String(RECKONING))
    """How the date was counted, in Danish."""
    stopped: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stop_cause: Mapped[str | None] = mapped_column(String(40))


class InsightLetter(Owned, Model):
    """A letter about a request: that the answer is late, or the answer; its words are the case's message `message_id`."""

    __tablename__ = "case_insight_letter"
    __table_args__ = (
        CheckConstraint("kind IN ('fristbrev', 'afgoerelse')", name="kind_known"),
        CheckConstraint("(until IS NULL) = (kind = 'afgoerelse')", name="until_told"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    insight_id: Mapped[str] = mapped_column(ForeignKey("case_insight.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[str] = mapped_column(ForeignKey("case_message.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[date | None] = mapped_column(Date)
    """The date the citizen was told instead of the one that could not be kept."""
    in_time: Mapped[bool]
    """Whether it was sent while the date before could still be kept."""
