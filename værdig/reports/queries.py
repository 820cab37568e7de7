"""Reads of reports: lists, one report, its document, its figures and the leader's texts; nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from værdig.clock import HalfYear
from værdig.db import db
from værdig.errors import NotYours
from værdig.reports.document import Document, State, from_plain
from værdig.reports.models import COMMITTEE_ITEM, Report, ReportFigure, ReportText


@dataclass(frozen=True, kw_only=True)
class ReportRow:
    """One version in a list."""

    id: str
    half_year: HalfYear
    version: int
    state: State
    title: str
    built_at: datetime
    frozen_at: datetime | None
    fingerprint: str
    replaced_by: int | None = None
    """The version frozen after it, if there is one: what the committee reads now."""


def find(report_id: str, *, drafts: bool = True) -> Report:
    """Return a report of the bound municipality; raises NotYours when there is none, or only a draft and `drafts` is False."""
    found = db.session.scalar(select(Report).where(Report.id == report_id))
    if found is None or not (drafts or found.is_frozen):
        raise NotYours
    return found


def all_reports(*, drafts: bool = True) -> list[ReportRow]:
    """Return every version, newest half-year and version first."""
    query = select(Report).order_by(Report.half_year.desc(), Report.version.desc())
    if not drafts:
        query = query.where(Report.state == State.FROZEN)
    return [_row(report) for report in db.session.scalars(query)]


def replaced_by(report: Report) -> int | None:
    """Return the newest version of the same report that has been frozen after this one, or None."""
    return db.session.scalar(
        select(func.max(Report.version)).where(
            Report.half_year == report.half_year,
            Report.kind == report.kind,
            Report.state == State.FROZEN,
            Report.version > report.version,
        )
    )


def versions(half_year: HalfYear, *, drafts: bool = True) -> list[ReportRow]:
    """Return the versions of one half-year's report, newest first."""
    return [row for row in all_reports(drafts=drafts) if row.half_year == half_year]


def newest(half_year: HalfYear) -> Report | None:
    """Return the newest version of a half-year's report, draft or frozen."""
    query = select(Report).where(Report.half_year == half_year, Report.kind == COMMITTEE_ITEM)
    return db.session.scalar(query.order_by(Report.version.desc()).limit(1))


def last_frozen(half_year: HalfYear) -> int | None:
    """Return the newest frozen version of a half-year's report, which a new one would take the place of."""
    query = select(func.max(Report.version)).where(Report.half_year == half_year, Report.kind == COMMITTEE_ITEM)
    return db.session.scalar(query.where(Report.state == State.FROZEN))


def document_of(report: Report) -> Document:
    """Return the stored document."""
    return from_plain(report.document)


def figures_of(report_id: str) -> list[ReportFigure]:
    """Return the stored figures in the order of the report."""
    query = select(ReportFigure).where(ReportFigure.report_id == report_id).order_by(ReportFigure.position)
    return list(db.session.scalars(query))


def texts_of(report_id: str) -> dict[str, str]:
    """Return the newest text under each heading that has one."""
    return {row.heading: row.text for row in newest_texts(report_id).values()}


def newest_texts(report_id: str) -> dict[str, ReportText]:
    """Return the newest saved row of each heading: rows come oldest first, so the last one stays."""
    return {row.heading: row for row in _all_texts(report_id)}


def earlier_texts(report_id: str) -> dict[str, list[ReportText]]:
    """Return what stood under each heading before the newest text, newest first."""
    found: dict[str, list[ReportText]] = {}
    for row in reversed(_all_texts(report_id)):
        found.setdefault(row.heading, []).append(row)
    return {heading: rows[1:] for heading, rows in found.items() if rows[1:]}


def _all_texts(report_id: str) -> Sequence[ReportText]:
    query = select(ReportText).where(ReportText.report_id == report_id)
    return db.session.scalars(query.order_by(ReportText.heading, ReportText.number)).all()


def _row(report: Report) -> ReportRow:
    return ReportRow(
        id=report.id,
        half_year=report.half_year,
        version=report.version,
        state=State(report.state),
        title=report.document["meta"]["title"],
        built_at=report.built_at,
        frozen_at=report.frozen_at,
        fingerprint=report.fingerprint,
        replaced_by=replaced_by(report),
    )
