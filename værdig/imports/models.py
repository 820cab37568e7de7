"""Tables of imports: runs, the figures they brought, and uploads waiting to be confirmed; no personal data."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.db import Model, Owned, new_id
from værdig.db.types import CanonicalJson, UtcDateTime


class Kind(StrEnum):
    """Where a run's figures come from; shown under every figure."""

    FETCHED = "hentet"
    """Taken from the source's own system, as a file or an answer."""
    COPIED = "afskrift"
    """Copied by hand from a printed plan or report; the title tells document and section."""
    EXAMPLE = "eksempel"
    """Made up, to show how things look. Never preferred to a real figure."""


class ImportRun(Owned, Model):
    """One confirmed import. Later runs add rows and never change these; `number` counts from 1 in each municipality."""

    __tablename__ = "import_run"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        CheckConstraint("kind IN ('hentet', 'afskrift', 'eksempel')", name="kind_known"),
        Index(
            "uq_import_run_file", "municipality_id", "source", "sha256", unique=True,
            sqlite_where=text("undone_at IS NULL"), postgresql_where=text("undone_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    number: Mapped[int]
    source: Mapped[str] = mapped_column(String(80))
    """The importer's short name, `jobindsats`; what `SeriesInput.source` refers to."""
    importer: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    dropped_columns: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    provisional: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    """Period codes that the file itself calls provisional."""
    counts: Mapped[dict[str, int]] = mapped_column(CanonicalJson, default=dict)
    """`total`, `missing`, `rejected`, `new`, `unchanged`, `revised`."""
    created_by: Mapped[str | None] = mapped_column(String(64))
    """The staff user's id; None for the command line."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    undone_by: Mapped[str | None] = mapped_column(String(64))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StoredObservation(Owned, Model):
    """One figure of one run; `value` is exact decimal text, or NULL with the reason in `missing`."""

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("run_id", "table_code", "measure", "where_json", "area", "period"),
        CheckConstraint("(value IS NULL) = (missing <> '')", name="missing_has_reason"),
        Index("ix_observation_series", "municipality_id", "table_code", "measure", "area"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"))
    table_code: Mapped[str] = mapped_column(String(60))
    measure: Mapped[str] = mapped_column(String(300))
    where_json: Mapped[str] = mapped_column(Text, default="{}")
    """Dimension members that are fixed, as canonical JSON: `{"Visitationskategori":"Jobparat"}`; totals are left out."""
    area: Mapped[str] = mapped_column(String(120))
    period: Mapped[str] = mapped_column(String(12))
    period_type: Mapped[str] = mapped_column(String(4))
    unit: Mapped[str] = mapped_column(String(60))
    value: Mapped[str | None] = mapped_column(Text)
    missing: Mapped[str] = mapped_column(String(200), default="")

    run: Mapped[ImportRun] = relationship(lazy="joined", innerjoin=True)


class ImportDraft(Owned, Model):
    """What was read from an uploaded file, waiting for a person to confirm or cancel; never the file itself.

    Personal columns are gone before this row is written. It is deleted on confirm and on cancel; what is left after a day goes
    at the next upload.
    """

    __tablename__ = "import_draft"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    source: Mapped[str] = mapped_column(String(80))
    importer: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[Any] = mapped_column(CanonicalJson)
    """The `ReadFile` as plain values, see `drafts`."""
    created_by: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
