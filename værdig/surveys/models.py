"""Tables of surveys: what staff set up, what citizens hand in, and what is left after closing.

A row that a citizen's act makes carries no time, no order and no number: its key is a hash or random, its table has no row
ids (`WITHOUT ROWID` on SQLite), and its size is the same for everybody. Times finer than the round exist nowhere here.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.clock import HalfYear
from værdig.db import Model, Owned, new_id
from værdig.db.types import CanonicalJson, HalfYearType

NO_ROW_ORDER: dict[str, Any] = {"sqlite_with_rowid": False}
"""Rows are stored by key, so that their place in the file tells nothing about when they came."""


class Design(StrEnum):
    """How people are chosen; the two answer different questions and are never pooled."""

    CENSUS = "census"
    """Everybody in the target groups, once in the half-year."""
    AFTER_CONVERSATION = "after_conversation"
    """Those who have just had a conversation, in a window."""


class State(StrEnum):
    """Where a round is. `planlagt` → `aaben` → `lukker` → `lukket`; `lukker` → `tabt` when its key is lost, and back when found."""

    PLANNED = "planlagt"
    OPEN = "aaben"
    CLOSING = "lukker"
    CLOSED = "lukket"
    LOST = "tabt"


class QuestionnaireVersion(Owned, Model):
    """A questionnaire as it was when a round opened: text for text, never changed; `content_hash` proves it."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("municipality_id", "questionnaire", "version"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    questionnaire: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[Any] = mapped_column(CanonicalJson)
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the canonical JSON of `content`, in hexadecimal."""


class SurveyRound(Owned, Model):
    """One collection of answers: a half-year, a design, a window, a questionnaire and target groups."""

    __tablename__ = "survey_round"
    __table_args__ = (
        CheckConstraint("state IN ('planlagt', 'aaben', 'lukker', 'lukket', 'tabt')", name="state_known"),
        CheckConstraint("design IN ('census', 'after_conversation')", name="design_known"),
        CheckConstraint("key_custody IN ('keyfile', 'holders')", name="custody_known"),
        CheckConstraint("closes_on >= opens_on", name="window_in_order"),
        CheckConstraint("threshold >= 5", name="threshold_floor"),
        Index(
            "uq_survey_round_design", "municipality_id", "half_year", "design", unique=True,
            sqlite_where=text("state <> 'tabt'"), postgresql_where=text("state <> 'tabt'"),
        ),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    half_year: Mapped[HalfYear] = mapped_column(HalfYearType)
    design: Mapped[str] = mapped_column(String(20))
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    """The planned window; a round is open from when a person opens it until a person closes it."""
    state: Mapped[str] = mapped_column(String(10), default=State.PLANNED)
    threshold: Mapped[int]
    """How few answers are too few; set when the round is made, and never lowered."""
    questionnaire: Mapped[str] = mapped_column(String(80))
    questionnaire_version_id: Mapped[str | None] = mapped_column(ForeignKey("questionnaire_version.id"))
    """Set at opening."""
    key_custody: Mapped[str] = mapped_column(String(10), default="keyfile")
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    closing_step: Mapped[str] = mapped_column(String(30), default="")
    """The last step of closing that is committed; empty before closing."""
    coarsening: Mapped[Any] = mapped_column(CanonicalJson, nullable=True)
    """What closing decided about groups and lengths (see `coarsen.Plan`): no counts. When closing is done, only what is told of nobody
    is left (see `hidden_beside`)."""
    answers_total: Mapped[int | None]
    """Answers that were stored; None until they are counted."""
    unreadable: Mapped[int | None]
    """Envelopes that did not open or did not fit the questionnaire; None until checked."""
    closed_on: Mapped[date | None]

    published: Mapped[QuestionnaireVersion | None] = relationship(lazy="joined")
    groups: Mapped[list[RoundGroup]] = relationship(order_by="RoundGroup.position", back_populates="round")


class RoundGroup(Owned, Model):
    """A target group of one round, with the label it had then."""

    __tablename__ = "round_group"
    __table_args__ = (CheckConstraint("invited IS NULL OR invited >= 0", name="invited_natural"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    invited: Mapped[int | None]
    """How many were invited; None is unknown, and no response rate is computed from it."""
    issued: Mapped[int] = mapped_column(default=0)
    """How many codes were made for the group."""
    used: Mapped[int | None]
    """How many of the codes were used; None until the round has closed."""
    merged_into: Mapped[str | None] = mapped_column(String(40))
    """The merged group whose key the answers carry; decided at closing."""

    round: Mapped[SurveyRound] = relationship(back_populates="groups")


class Invitation(Owned, Model):
    """One code that was made. The code itself is not here: `lookup` is its HMAC under the pepper. Gone after closing."""

    __tablename__ = "invitation"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "group_key"], ["round_group.round_id", "round_group.key"]),
        NO_ROW_ORDER,
    )

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    lookup: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    group_key: Mapped[str | None] = mapped_column(String(40))
    length_key: Mapped[str | None] = mapped_column(String(20))
    used: Mapped[bool] = mapped_column(default=False)


class Envelope(Owned, Model):
    """A sent answer, sealed to the round's public key. One code has at most one: the key of the table sees to it."""

    __tablename__ = "envelope"
    __table_args__ = (NO_ROW_ORDER,)

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    lookup: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """`ballot_box.SEALED_BYTES` long, always."""


class Draft(Owned, Model):
    """Answers under way, encrypted under a key that only the code and the pepper give; deleted on sending."""

    __tablename__ = "draft"
    __table_args__ = (NO_ROW_ORDER,)

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    lookup: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    """The code's HMAC for drafts: another than the invitation's, so that the two tables cannot be joined."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """`drafts.SEALED_BYTES` long, always."""
    version: Mapped[int]
    """Drawn anew at each save and bound to what is sealed; a count of the saves would tell how much has been answered."""


class Answer(Owned, Model):
    """One person's answers after closing. No two persons' rows differ in anything but answers, group and length."""

    __tablename__ = "answer"
    __table_args__ = (Index("ix_answer_round", "round_id"), NO_ROW_ORDER)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"))
    group_key: Mapped[str | None] = mapped_column(String(40))
    length_key: Mapped[str | None] = mapped_column(String(20))
    chosen: Mapped[Any] = mapped_column(CanonicalJson)
    """Question id to value, where people choose; an unanswered question is absent."""


class OpenAnswer(Owned, Model):
    """One text, apart from its writer's other answers: nothing here or in `answer` joins the two."""

    __tablename__ = "open_answer"
    __table_args__ = (Index("ix_open_answer_round", "round_id"), NO_ROW_ORDER)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(60))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info={"personal": True})
    """The text, sealed under the master key; people may have written about themselves."""


class RoundTally(Owned, Model):
    """How many answers of a round came by a channel, with a kind of help, or in a language: one-way counts, joined to nothing."""

    __tablename__ = "round_tally"
    __table_args__ = (
        CheckConstraint("kind IN ('channel', 'help', 'language')", name="kind_known"),
        CheckConstraint("number >= 0", name="number_natural"),
    )

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    value: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int]


class KeyHolder(Owned, Model):
    """A person who can open rounds: the public key, and the private one wrapped under a pass phrase only they know."""

    __tablename__ = "key_holder"
    __table_args__ = (UniqueConstraint("municipality_id", "user_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("staff_user.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(120))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)


class RoundKeyShare(Owned, Model):
    """A round's private key, sealed to one holder; deleted when the round has been opened."""

    __tablename__ = "round_key_share"

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    holder_id: Mapped[str] = mapped_column(ForeignKey("key_holder.id", ondelete="RESTRICT"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class RoundResult(Owned, Model):
    """A closed round's cleared tables and what they tell, frozen: every later reader is shown the same."""

    __tablename__ = "round_result"

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[Any] = mapped_column(CanonicalJson)
    """See `results`: tables as everybody may see them, and the releases as the ledger has them. Nothing uncleared."""
