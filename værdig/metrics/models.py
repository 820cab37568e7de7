"""Tables of computed maalepunkter: every computation and its values are kept; no personal data, cleared counts only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.clock import HalfYear
from værdig.db import Model, Owned
from værdig.db.types import CanonicalJson, HalfYearType, UtcDateTime


class MetricRun(Owned, Model):
    """One computation of one metric for a half-year, with the definition it was made by. Later ones never change it.

    A failed one has its Danish text in `failure` and no values; the newest that did not fail is the current one.
    """

    __tablename__ = "metric_run"
    __table_args__ = (Index("ix_metric_run_current", "municipality_id", "metric_id", "half_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    metric_id: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(40), index=True)
    half_year: Mapped[HalfYear] = mapped_column(HalfYearType)
    computed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    title: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(120))
    direction: Mapped[str] = mapped_column(String(10))
    definition: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    inputs: Mapped[Any] = mapped_column(CanonicalJson)
    """The cleared inputs it was computed from, by name."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    """SHA-256 over definition, inputs and values: equal fingerprints are the same result."""
    breaks: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    """Periods that a new way of counting begins with."""
    failure: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[str] = mapped_column(Text, default="")
    """The failure as the plug-in's author wants it."""

    values: Mapped[list[MetricValue]] = relationship(
        back_populates="run", cascade="all, delete-orphan", order_by="MetricValue.id", lazy="selectin"
    )


class MetricValue(Owned, Model):
    """One period of one computation: exact decimal text, or NULL with the reason in `missing`."""

    __tablename__ = "metric_value"
    __table_args__ = (
        UniqueConstraint("run_id", "period"),
        CheckConstraint("(value IS NULL) = (missing <> '')", name="missing_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("metric_run.id", ondelete="CASCADE"))
    period: Mapped[str] = mapped_column(String(12))
    value: Mapped[str | None] = mapped_column(Text)
    missing: Mapped[str] = mapped_column(String(300), default="")
    provenance: Mapped[str] = mapped_column(Text, default="")
    kinds: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    provisional: Mapped[bool] = mapped_column(default=False)

    run: Mapped[MetricRun] = relationship(back_populates="values")
