"""Reads of a case's journal: which of its documents lie in the records system as they are today, which do not, and under which number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from værdig.complaints.journalising import documents
from værdig.complaints.journalising.documents import Document
from værdig.complaints.journalising.models import CaseTransfer
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.db import db
from værdig.errors import NotYours


class How(StrEnum):
    """How a document stands to the records system."""

    OVERFOERT = "overfoert"
    PAKKET = "pakket"
    """It is in a package that nobody has confirmed."""
    AENDRET = "aendret"
    """An earlier form of it lies there."""
    IKKE = "ikke"


@dataclass(frozen=True)
class Standing:
    """How a document stands, since when, and under which number where it has been confirmed."""

    how: How
    at: datetime | None = None
    reference: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it lies in the records system as it is today."""
        return self.how is How.OVERFOERT


def transfers_of(case_ids: Iterable[str]) -> dict[str, list[CaseTransfer]]:
    """Return the packages of some cases, oldest first."""
    ids = list(case_ids)
    found: dict[str, list[CaseTransfer]] = {case_id: [] for case_id in ids}
    query = select(CaseTransfer).where(CaseTransfer.case_id.in_(ids)).options(selectinload(CaseTransfer.documents))
    for row in db.session.scalars(query.order_by(CaseTransfer.made, CaseTransfer.id)):
        found[row.case_id].append(row)
    return found


def standing(document: Document, transfers: Sequence[CaseTransfer]) -> Standing:
    """Return how a document stands; `transfers` are its case's, oldest first."""
    held = [
        (row, each.version) for row in transfers for each in row.documents if (each.source, each.row_id) == document.key
    ]
    confirmed = [(row, version) for row, version in held if row.confirmed is not None]
    done = next((row for row, version in reversed(confirmed) if version == document.version), None)
    if done is not None:
        return Standing(How.OVERFOERT, done.confirmed, done.reference or "")
    packed = next((row for row, version in held[::-1] if row.confirmed is None and version == document.version), None)
    if packed is not None:
        return Standing(How.PAKKET, packed.made)
    if confirmed:
        return Standing(How.AENDRET, confirmed[-1][0].confirmed, confirmed[-1][0].reference or "")
    return Standing(How.IKKE)


def untransferred(cases: Sequence[Case]) -> dict[str, int]:
    """Return by case how many of its documents, whoever's, have no confirmed transfer of how they are today."""
    found, transfers = documents.of_cases(cases), transfers_of(case.id for case in cases)
    return {
        case_id: sum(not standing(each, transfers[case_id]).is_done for each in rows) for case_id, rows in found.items()
    }


def reference_of(case: Case) -> str:
    """Return the number a case has in the records system by its latest confirmed transfer; empty where there is none."""
    rows = [row for row in transfers_of([case.id])[case.id] if row.confirmed is not None]
    own = [row for row in rows if row.side == case.inbox]
    return next((row.reference or "" for row in reversed(own or rows)), "")


def unconfirmed(case: Case, reader: Reader) -> list[CaseTransfer]:
    """Return the packages an office has taken out and not confirmed, newest first."""
    rows = transfers_of([case.id])[case.id]
    return [row for row in reversed(rows) if row.confirmed is None and row.side == reader]


def one(case: Case, source: str, row_id: str) -> Document:
    """Return a document of a case; raises NotYours for any other."""
    found = next((each for each in documents.of_case(case) if each.key == (source, row_id)), None)
    if found is None:
        raise NotYours
    return found
