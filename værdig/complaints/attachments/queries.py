"""Reads of a case's files, as far as the reader's keys go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from værdig.complaints.attachments.kinds import Kind
from værdig.complaints.attachments.models import CaseFile
from værdig.complaints.attachments.service import TABLE
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import is_representative
from værdig.db import db
from værdig.errors import NotYours


@dataclass(frozen=True)
class ReadFile:
    """One file as it is listed: its name, size in bytes, when it came, and whether it is the citizen's own or her representative's."""

    id: str
    name: str
    size: int
    at: datetime
    from_citizen: bool


@dataclass(frozen=True)
class Files:
    """The files of a case that a reader may open, oldest first, and how many more there are that she may not."""

    shown: list[ReadFile]
    withheld: int


def files_of(case: Case, keys: Keys) -> Files:
    """Return a case's files."""
    rows = _rows(case)
    mine = [row for row in rows if keys.has(Part(row.part))]
    shown = [
        ReadFile(
            row.id,
            keys.open(Part(row.part), TABLE, "name", row.id, row.name),
            row.size,
            row.at,
            row.author_role is None or is_representative(row.author_role),
        )
        for row in mine
    ]
    return Files(shown, len(rows) - len(mine))


def content_of(case: Case, keys: Keys, file_id: str) -> tuple[Kind, str, bytes]:
    """Return a file's kind, name and content; raises NotYours for one of another case, or that the keys do not open."""
    row = next((row for row in _rows(case) if row.id == file_id), None)
    if row is None or not keys.has(Part(row.part)):
        raise NotYours
    part = Part(row.part)
    name = keys.open(part, TABLE, "name", row.id, row.name)
    return Kind(row.kind), name, keys.open_bytes(part, TABLE, "content", row.id, row.content)


def _rows(case: Case) -> list[CaseFile]:
    query = select(CaseFile).where(CaseFile.case_id == case.id).order_by(CaseFile.at, CaseFile.id)
    return list(db.session.scalars(query))
