"""Tables of the borgerraadgiver's own report and what she has typed in it; a released one can be neither changed nor deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, event, text
from sqlalchemy import inspect as state_of
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import CanonicalJson, UtcDateTime
from værdig.errors import RuleBroken
from værdig.i18n import _

DRAFT, RELEASED = "udkast", "frigivet"
ONE_DRAFT = text("state = 'udkast'")


class Beretning(Owned, Model):
    """One version of the report about a half-year or a year. Released, its document stays as it is for good."""

    __tablename__ = "beretning"
    __table_args__ = (
        UniqueConstraint("municipality_id", "period", "version"),
        Index(
            "uq_beretning_one_draft",
            "municipality_id",
            "period",
            unique=True,
            sqlite_where=ONE_DRAFT,
            postgresql_where=ONE_DRAFT,
        ),
        CheckConstraint("state in ('udkast', 'frigivet')", name="state_known"),
        CheckConstraint("version > 0", name="version_counts_from_one"),
        CheckConstraint("(state = 'frigivet') = (released_at is not null)", name="released_has_moment"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    period: Mapped[str] = mapped_column(String(6))
    """A half-year (`2021H1`) or a year (`2021`)."""
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=DRAFT, active_history=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    built_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    generated: Mapped[Any] = mapped_column(CanonicalJson)
    """What was written from the figures, as `content.to_plain` gives it; nothing she has typed is in it."""
    document: Mapped[Any] = mapped_column(CanonicalJson)
    """The whole document as it was released, her words in it; empty in a draft."""
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 of the released document; empty in a draft."""
    built_from: Mapped[Any] = mapped_column(CanonicalJson)
    """Ids of the releases in the disclosure ledger that the figures rest on."""
    changes: Mapped[Any] = mapped_column(CanonicalJson)
    """What became otherwise when the figures were counted anew last time: whole sentences."""
    readers: Mapped[Any] = mapped_column(CanonicalJson)
    """The roles that may read it, chosen at the release."""
    public: Mapped[bool] = mapped_column(default=False)
    """Whether everybody may read it."""
    corrects: Mapped[str] = mapped_column(Text, default="")
    """What this version corrects in the one before, in her words."""

    @property
    def is_released(self) -> bool:
        return self.state == RELEASED


class BeretningText(Owned, Model):
    """What she typed in one place; every saving is a row, the newest holds, so nothing typed is lost. Sealed: a draft is hers alone."""

    __tablename__ = "beretning_text"
    __table_args__ = (Index("ix_beretning_text_newest", "beretning_id", "place", "number"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    beretning_id: Mapped[str] = mapped_column(ForeignKey("beretning.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    """Counts the savings of one place from 1."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[str] = mapped_column(String(64))


def _refuse_if_released(_mapper: Mapper[Any], connection: Any, row: Beretning | BeretningText) -> None:
    if _was_released(connection, row):
        raise RuleBroken(_("Beretningen er frigivet og kan ikke ændres. Lav en ny version."))


def _was_released(connection: Any, row: Beretning | BeretningText) -> bool:
    if isinstance(row, Beretning):
        before = state_of(row).attrs.state.history.deleted
        return bool((before[0] if before else row.state) == RELEASED)
    table = Beretning.__table__
    state = connection.scalar(table.select().with_only_columns(Beretning.state).where(Beretning.id == row.beretning_id))
    return bool(state == RELEASED)


for _table in (Beretning, BeretningText):
    for _moment in ("before_update", "before_delete"):
        event.listen(_table, _moment, _refuse_if_released)
event.listen(BeretningText, "before_insert", _refuse_if_released)
