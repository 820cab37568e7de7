"""Tables of complaints: cases and what hangs on them; everything a person has written is sealed, only `keys` can open it.

In the clear stand dates, states, categories and ids, which queues and figures need, and nothing that names anybody.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.clock import HalfYear
from værdig.complaints.afterwards.models import HelpCount
from værdig.complaints.attachments.models import CaseFile
from værdig.complaints.calls.models import CaseCall
from værdig.complaints.category_versions.models import CategoryVersion
from værdig.complaints.conflicts.models import AvoidWish, CaseConflict
from værdig.complaints.delays.models import CaseDelay
from værdig.complaints.insight.models import InsightClock, InsightLetter, InsightRequest
from værdig.complaints.interpreting.models import CaseTranslation, LanguageOrder
from værdig.complaints.investigations.models import Criticism, Hearing, Investigation
from værdig.complaints.journalising.models import CaseTransfer, JournalTheme, TransferredDocument
from værdig.complaints.key_models import SEALED, CaseKey, InboxOpening, ReaderKey, ReaderKeyShare
from værdig.complaints.letter_texts.models import LetterText
from værdig.complaints.post.models import CaseNotice
from værdig.complaints.receipts.models import ReceiptDay, ReceiptLeaf
from værdig.complaints.recommendations.models import Recommendation, RecommendationKey, RecommendationStep
from værdig.complaints.redaction.models import CaseRedaction
from værdig.complaints.reminders.models import ClockReminder, StaffReminder
from værdig.complaints.representation.models import CaseRepresentative, RepresentativeKey
from værdig.complaints.retention.models import RetentionReview, RetentionWarning, Tombstone
from værdig.complaints.tendencies.models import TendencyAside
from værdig.db import Model, Owned, new_id
from værdig.db.types import HalfYearType, UtcDateTime

__all__ = [
    "AvoidWish",
    "Case",
    "CaseCall",
    "CaseClock",
    "CaseConflict",
    "CaseDelay",
    "CaseFile",
    "CaseKey",
    "CaseNotice",
    "CaseRedaction",
    "CaseRepresentative",
    "CaseTransfer",
    "CaseTranslation",
    "CategoryVersion",
    "ClockReminder",
    "Consent",
    "ContactCount",
    "Criticism",
    "Event",
    "Hearing",
    "HelpCount",
    "InboxOpening",
    "InsightClock",
    "InsightLetter",
    "InsightRequest",
    "Investigation",
    "JournalTheme",
    "Klagepunkt",
    "LanguageOrder",
    "LetterDraft",
    "LetterText",
    "Message",
    "Note",
    "ReaderKey",
    "ReaderKeyShare",
    "ReceiptDay",
    "ReceiptLeaf",
    "Recommendation",
    "RecommendationKey",
    "RecommendationStep",
    "RepresentativeKey",
    "RetentionReview",
    "RetentionWarning",
    "StaffReminder",
    "TendencyAside",
    "Tombstone",
    "TransferredDocument",
]


RECKONING = 600
"""Characters in how a date was counted."""


class Case(Owned, Model):
    """One complaint or enquiry that is handled. `inbox` is the citizen's choice and never changes."""

    __tablename__ = "complaint_case"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        CheckConstraint("inbox IN ('ledelse', 'borgerraadgiver')", name="inbox_known"),
        CheckConstraint("anonymity IN ('anonym', 'fortrolig', 'med_navn')", name="anonymity_known"),
        Index("ix_complaint_case_inbox_state", "municipality_id", "inbox", "state"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20))
    """What people quote: year, six random digits, two check digits (`2026-482173-45`). It opens nothing."""
    inbox: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(30))
    returns_to: Mapped[str | None] = mapped_column(String(30))
    """The state that waits for the citizen while `state` is `afventer_borger`."""
    received: Mapped[datetime] = mapped_column(UtcDateTime)
    type: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(30))
    anonymity: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10), default="da")
    interpreter: Mapped[bool] = mapped_column(default=False)
    unit: Mapped[str] = mapped_column(String(60), default="jobcenter")
    """The unit complained about; the jobcentre's report counts `jobcenter` only."""
    out_of_scope: Mapped[str | None] = mapped_column(String(40))
    """Why the case is not for us, while it stands as that or was closed as it; one of `categories.Kind.OUT_OF_SCOPE`."""
    earlier_case_id: Mapped[str | None] = mapped_column(ForeignKey("complaint_case.id", ondelete="SET NULL"))
    """The earlier case of the same person, when this is a repeat (*fornyet henvendelse*)."""
    represented: Mapped[bool] = mapped_column(default=False)
    """Whether someone else writes for the citizen."""
    registered_by: Mapped[str | None] = mapped_column(String(22))
    """The member of staff who typed it in; None when the citizen wrote it. Staff's contact data are never the citizen's."""
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    story: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    """What happened, in the citizen's words."""
    particulars: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """The optional answers as JSON that do not lead to her: what the citizen wishes."""
    identity: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """Whatever leads to the citizen, as JSON: name, ways to reach her, a case number; None when she told nothing of it."""
    code_mac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    submission_mac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """HMAC of the form's token. The token itself is not kept, since the return code can be made from it."""
    receipt: Mapped[str | None] = mapped_column(String(1000), info={"signed": True})
    """The signed receipt, see `receipts.signed`; None for cases from before receipts were signed."""
    code_seen: Mapped[bool] = mapped_column(default=False)
    """Whether the code has been shown again at the first visit to `/sag`."""
    asked_if_helped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the citizen has said if it helped to complain, or that she would rather not; what she said is not here."""
    visits: Mapped[str | None] = mapped_column(String(22))
    """What cookies must carry to open the case; drawn anew when its citizen closes it, so that no copied cookie opens it."""
    first_answer: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a human first answered."""
    final_answer: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the closing letter was sent the last time."""
    closed: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appeal_until: Mapped[date | None] = mapped_column(Date)
    """The last day for a complaint over a decision as its citizen was told it, so that a job can warn; None where she told no date."""
    board_outcome: Mapped[str | None] = mapped_column(String(40))
    """What Ankestyrelsen has decided about the municipality's decision; None until somebody has noted it."""
    board_on: Mapped[date | None] = mapped_column(Date)
    settled_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the citizen wrote the last of what a handler has found to need no answer; None where she has found so of nothing."""

    points: Mapped[list[Klagepunkt]] = relationship(
        primaryjoin="and_(Case.id == Klagepunkt.case_id, Klagepunkt.removed.is_(None))",
        order_by="Klagepunkt.number",
        viewonly=True,
    )
    every_point: Mapped[list[Klagepunkt]] = relationship(back_populates="case", order_by="Klagepunkt.number")
    """The klagepunkter, and those that were removed, which count nowhere."""
    messages: Mapped[list[Message]] = relationship(back_populates="case", order_by="Message.at")
    notes: Mapped[list[Note]] = relationship(back_populates="case", order_by="Note.at")
    events: Mapped[list[Event]] = relationship(back_populates="case", order_by="Event.position")
    clocks: Mapped[list[CaseClock]] = relationship(back_populates="case", order_by="CaseClock.started")
    consents: Mapped[list[Consent]] = relationship(back_populates="case", order_by="Consent.given_at")
    calls: Mapped[list[CaseCall]] = relationship(order_by=(CaseCall.at, CaseCall.noted))


class Klagepunkt(Owned, Model):
    """One point of a complaint: one theme, one dignity principle, one unit, one outcome."""

    __tablename__ = "klagepunkt"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    theme: Mapped[str] = mapped_column(String(80))
    principle: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(60))
    formality: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(String(40))
    reaction: Mapped[str | None] = mapped_column(String(40))
    settled: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was taken out of the case; None while it counts."""
    part: Mapped[str] = mapped_column(String(40), default="sag", server_default="sag")
    """The part of the case's keys that `summary` is sealed under."""
    summary: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)

    case: Mapped[Case] = relationship(back_populates="every_point")


class Message(Owned, Model):
    """One message between citizen and handler; what is sent is never changed or removed."""

    __tablename__ = "case_message"
    __table_args__ = (
        CheckConstraint("direction IN ('fra_borger', 'til_borger')", name="direction_known"),
        CheckConstraint(
            "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'udtalelse', 'afslutning', 'forsinkelse', 'indsigt', "
            "'fuldmagt', 'spoergsmaal')",
            name="kind_known",
        ),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    direction: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author_role: Mapped[str | None] = mapped_column(String(40))
    author_id: Mapped[str | None] = mapped_column(String(22))
    part: Mapped[str] = mapped_column(String(40), default="sag", server_default="sag")
    """The part of the case's keys that `body` is sealed under."""
    body: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)

    case: Mapped[Case] = relationship(back_populates="messages")


class Note(Owned, Model):
    """A note for those who handle the case. It has no recipient on purpose: a note can never be sent to anybody."""

    __tablename__ = "case_note"
    __table_args__ = (
        CheckConstraint("kind IN ('notat_til_sagen', 'internt_arbejdspapir')", name="kind_known"),
        CheckConstraint("side IN ('ledelse', 'borgerraadgiver')", name="side_known"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(20))
    """Who wrote it and alone can open it; management's notes are closed to the borgerraadgiver and the other way round."""
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author_id: Mapped[str] = mapped_column(String(22))
    body: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)

    case: Mapped[Case] = relationship(back_populates="notes")


class LetterDraft(Owned, Model):
    """A side's unfinished closing letter, one per case: kept while she sees to the rest, gone when the letter is sent."""

    __tablename__ = "case_letter_draft"
    __table_args__ = (
        UniqueConstraint("case_id", "side"),
        CheckConstraint("side IN ('ledelse', 'borgerraadgiver')", name="side_known"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    body: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)


class Event(Owned, Model):
    """One move of a case from state to state; there is none without actor, time and reason."""

    __tablename__ = "case_event"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        CheckConstraint("length(reason_code) > 0", name="reason_given"),
        CheckConstraint("length(actor) > 0", name="actor_given"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(64))
    role: Mapped[str | None] = mapped_column(String(40))
    from_state: Mapped[str | None] = mapped_column(String(30))
    to_state: Mapped[str] = mapped_column(String(30))
    reason_code: Mapped[str] = mapped_column(String(40))
    """Why, as a word of a closed list (`Reason`); a person's own words lie sealed in `reason`."""
    part: Mapped[str] = mapped_column(String(40), default="sag", server_default="sag")
    """The part of the case's keys that `reason` is sealed under."""
    reason: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)

    case: Mapped[Case] = relationship(back_populates="events")


class CaseClock(Owned, Model):
    """One duty with a date. A clock is never moved by another: pausing and stopping are its own and leave their cause."""

    __tablename__ = "case_clock"
    __table_args__ = (
        CheckConstraint("paused IS NULL OR length(pause_cause) > 0", name="pause_has_cause"),
        CheckConstraint("stopped IS NULL OR length(stop_cause) > 0", name="stop_has_cause"),
        Index("ix_case_clock_due", "municipality_id", "stopped", "due"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    started: Mapped[date] = mapped_column(Date)
    due: Mapped[date] = mapped_column(Date)
    basis: Mapped[str] = mapped_column(String(RECKONING))
    """How the date was counted, in Danish; each time it was moved since has a line of its own."""
    counted_from: Mapped[date | None] = mapped_column(Date)
    """From when `days_left` were counted after the case had waited; None while the date is the one counted at the start."""
    days_left: Mapped[int | None]
    declined: Mapped[date | None] = mapped_column(Date)
    """The date a corrected calendar would have given, where its office has said that the old one stays."""
    paused: Mapped[date | None] = mapped_column(Date)
    pause_cause: Mapped[str | None] = mapped_column(String(200))
    stopped: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stop_cause: Mapped[str | None] = mapped_column(String(40))

    case: Mapped[Case] = relationship(back_populates="clocks")
    delays: Mapped[list[CaseDelay]] = relationship(order_by=CaseDelay.at)

    @property
    def promised(self) -> date:
        """The date the citizen goes by: the latest she has been told in a letter, or the clock's own where that is later."""
        return max([self.due, *(delay.until for delay in self.delays)])


class Consent(Owned, Model):
    """A citizen's consent that a confidential case is shown to the management: what it covers, when, and until when."""

    __tablename__ = "case_consent"
    __table_args__ = (
        CheckConstraint("scope IN ('uden_navn', 'med_navn')", name="scope_known"),
        CheckConstraint("given_how IN ('paa_sagen', 'mundtligt')", name="given_how_known"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    scope: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    given_how: Mapped[str] = mapped_column(String(20))
    noted_by: Mapped[str | None] = mapped_column(String(22))
    revoked: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(back_populates="consents")


class ContactCount(Owned, Model):
    """An enquiry that was answered on the spot and only counted: no person, no text, no hour."""

    __tablename__ = "contact_count"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    half_year: Mapped[HalfYear] = mapped_column(HalfYearType, index=True)
    day: Mapped[date] = mapped_column(Date)
    office: Mapped[str] = mapped_column(String(20))
    """Who was asked: `ledelse` or `borgerraadgiver`."""
    type: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(30))
    theme: Mapped[str | None] = mapped_column(String(80))
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
