"""Reads of redacted copies: those of a case that a side has made, one of them, its plan and what was given out."""

from __future__ import annotations

from sqlalchemy import func, select

from værdig.complaints.keys import NOTES, Keys, Reader
from værdig.complaints.models import Case, CaseRedaction
from værdig.complaints.redaction.plan import Plan, read
from værdig.db import db
from værdig.errors import NotYours

TABLE = "case_redaction"


def of_case(case: Case, reader: Reader) -> list[CaseRedaction]:
    """Return a side's redacted copies of a case, newest first."""
    query = select(CaseRedaction).where(CaseRedaction.case_id == case.id, CaseRedaction.side == reader)
    return list(db.session.scalars(query.order_by(CaseRedaction.begun.desc(), CaseRedaction.id)))


def one(case: Case, reader: Reader, redaction_id: str) -> CaseRedaction:
    """Return one of a side's redacted copies of a case; raises NotYours for any other."""
    query = select(CaseRedaction).where(CaseRedaction.case_id == case.id, CaseRedaction.side == reader)
    found = db.session.scalar(query.where(CaseRedaction.id == redaction_id))
    if found is None:
        raise NotYours
    return found


def plan_of(row: CaseRedaction, keys: Keys) -> Plan:
    """Return what is chosen for a copy."""
    return read(keys.open(NOTES[Reader(row.side)], TABLE, "plan", row.id, row.plan))


def pdf_of(row: CaseRedaction, keys: Keys) -> bytes:
    """Return what was given out; raises NotYours while the copy is a draft."""
    if row.pdf is None:
        raise NotYours
    return keys.open_bytes(NOTES[Reader(row.side)], TABLE, "pdf", row.id, row.pdf)


def count_in(case_id: str) -> int:
    """Return how many redacted copies of a case have been finished."""
    query = select(func.count()).select_from(CaseRedaction)
    return db.session.scalar(query.where(CaseRedaction.case_id == case_id, CaseRedaction.finished.is_not(None))) or 0
