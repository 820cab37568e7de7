"""Tables of reports, their frozen figures and the leader's texts; a frozen report can be neither changed nor deleted through them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event, inspect, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from værdig.clock import HalfYear
from værdig.db import Model, Owned, new_id
from værdig.db.types import CanonicalJson, HalfYearType, UtcDateTime
from værdig.errors import RuleBroken
from værdig.i18n import _
from værdig.reports.document import State

COMMITTEE_ITEM = "dagsorden"
"""The kind of report laid before the committee."""
ONE_DRAFT = text("state = 'udkast'")


class Report(Owned, Model):
    """One version of the report about a half-year. While it is a draft it may be built again; frozen it stays as it is."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("municipality_id", "half_year", "kind", "version"),
        Index(
            "uq_report_one_draft",
            "municipality_id",
            "half_year",
            "kind",
            unique=True,
            sqlite_where=ONE_DRAFT,
            postgresql_where=ONE_DRAFT,
        ),
        CheckConstraint("state in ('udkast', 'frosset')", name="state_known"),
        CheckConstraint("version > 0", name="version_counts_from_one"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    half_year: Mapped[HalfYear] = mapped_column(HalfYearType)
    kind: Mapped[str] = mapped_column(String(20), default=COMMITTEE_ITEM)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=State.DRAFT.value, active_history=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    built_at: Mapped[datetime] = mapped_column(UtcDateTime)
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    document: Mapped[Any] = mapped_column(CanonicalJson)
    """The whole document as `document.to_plain` writes it; the leader's texts are in it."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the document."""
    built_from: Mapped[Any] = mapped_column(CanonicalJson)
    """Ids of the releases in the disclosure ledger that the newest build rests on."""

    @property
    def is_frozen(self) -> bool:
        return self.state == State.FROZEN


class ReportFigure(Owned, Model):
    """One figure of a report as it was when the report was built; `value` None is unknown or hidden, `why_missing` says which."""

    __tablename__ = "report_figure"
    __table_args__ = (
        UniqueConstraint("report_id", "figure_id"),
        CheckConstraint("value is not null or why_missing <> ''", name="missing_is_explained"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    report_id: Mapped[str] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), index=True)
    figure_id: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    definition: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    period: Mapped[str] = mapped_column(Text)
    why_missing: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(64))


class ReportText(Owned, Model):
    """What the leader wrote under one heading; every saving is a row, the newest holds, so nothing typed is lost."""

    __tablename__ = "report_text"
    __table_args__ = (Index("ix_report_text_newest", "report_id", "heading", "number"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    report_id: Mapped[str] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    heading: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    """Counts the savings of one heading from 1."""
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[str] = mapped_column(String(64))


def _refuse_if_frozen(_mapper: Mapper[Any], connection: Any, row: Report | ReportFigure | ReportText) -> None:
    if _was_frozen(connection, row):
        raise RuleBroken(_("Rapporten er frosset og kan ikke ændres. Lav en ny version."))


def _was_frozen(connection: Any, row: Report | ReportFigure | ReportText) -> bool:
    if isinstance(row, Report):
        before = inspect(row).attrs.state.history.deleted
        return (before[0] if before else row.state) == State.FROZEN
    state = connection.scalar(
        Report.__table__.select().with_only_columns(Report.state).where(Report.id == row.report_id)
    )
    return bool(state == State.FROZEN)


for _table in (Report, ReportFigure, ReportText):
    for _moment in ("before_update", "before_delete"):
        event.listen(_table, _moment, _refuse_if_frozen)
for _table in (ReportFigure, ReportText):
    event.listen(_table, "before_insert", _refuse_if_frozen)
