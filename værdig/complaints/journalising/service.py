"""What happens to a case's journal: a theme put in words, a package taken out, and the receipt that it lies in the records system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from værdig import audit, clock
from værdig.complaints import keys as keyring
from værdig.complaints.acting import By, mover_of
from værdig.complaints.journalising import queries, wording
from værdig.complaints.journalising.documents import Document, themes_of
from værdig.complaints.journalising.models import (
    CONFIRMED,
    PACKED,
    REFERENCE_ROOM,
    THEME_CHANGED,
    CaseTransfer,
    JournalTheme,
    TransferredDocument,
)
from værdig.complaints.keys import NOTES, Keys, Part, Reader
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.moving import locked
from værdig.complaints.states import Mover
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _


@dataclass(frozen=True)
class Taken:
    """A package that was taken out: which documents, as they were, and its SHA-256."""

    documents: Sequence[Document]
    checksum: str


def reader_of(by: By) -> Reader:
    """Return the office somebody acts for."""
    return Reader.BORGERRAADGIVER if mover_of(by.role) is Mover.BORGERRAADGIVER else Reader.MANAGEMENT


def change_theme(
    case_id: str, keys: Keys, source: str, row_id: str, words: str, by: By, *, at: datetime | None = None
) -> None:
    """Put a document's theme in words; the proposed one again where none are given.

    Raises NotYours for a document that is not the office's to journalise, UserError for a theme that is too long.
    """
    said = " ".join(words.split())
    if len(said) > wording.ROOM:
        raise UserError(_("Skriv temaet kortere, højst %(count)s tegn.", count=wording.ROOM), "theme")
    with transaction():
        case = locked(case_id)
        document = queries.one(case, source, row_id)
        if not document.is_open_to(keys, reader_of(by)):
            raise NotYours
        row = themes_of(case).get(document.key)
        if said == wording.theme(document, case, keys, row):
            return
        if row is not None:
            db.session.delete(row)
            db.session.flush()
        if said and said != wording.proposed(document, case):
            db.session.add(_theme(case, keys, document, said, by, at or clock.now()))
        audit.record(THEME_CHANGED, OBJECT, case.id, actor=by.actor)


def _theme(case: Case, keys: Keys, document: Document, words: str, by: By, moment: datetime) -> JournalTheme:
    opened, part = keys, document.part
    if part is None:
        opened, part = keyring.with_notes(keys, document.office), NOTES[document.office]
    row = JournalTheme(
        id=new_id(), case_id=case.id, source=document.source, row_id=document.row_id, at=moment, by_id=by.id, part=part
    )
    row.theme = opened.seal(Part(part), "case_journal_theme", "theme", row.id, words)
    return row


def note_package(case_id: str, taken: Taken, by: By, *, at: datetime | None = None) -> str:
    """Note that somebody has taken a package out; returns its id, by which it is confirmed. Raises UserError for an empty one."""
    if not taken.documents:
        raise UserError(_("Alt er overført. Der er intet at hente."))
    moment = at or clock.now()
    with transaction():
        case = locked(case_id)
        row = CaseTransfer(
            id=new_id(), case_id=case.id, side=reader_of(by), made=moment, made_by=by.id, made_role=by.role,
            checksum=taken.checksum,
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        for each in taken.documents:
            db.session.add(
                TransferredDocument(
                    id=new_id(), transfer_id=row.id, source=each.source, row_id=each.row_id, version=each.version
                )
            )
        audit.record(PACKED, OBJECT, case.id, detail={"count": len(taken.documents)}, actor=by.actor)
    return row.id


def confirm(case_id: str, transfer_id: str, reference: str, by: By, *, at: datetime | None = None) -> None:
    """Confirm that a package lies in the records system under a number; once, and by the office that took it out.

    Raises UserError without a number and for a package that is confirmed already, NotYours for another case's or office's.
    """
    said = " ".join(reference.split())
    if not said or len(said) > REFERENCE_ROOM:
        raise UserError(_("Skriv nummeret på sagen i ESDH, højst %(count)s tegn.", count=REFERENCE_ROOM), "reference")
    with transaction():
        case = locked(case_id)
        row = db.session.scalar(
            select(CaseTransfer).where(CaseTransfer.id == transfer_id, CaseTransfer.case_id == case.id)
        )
        if row is None or row.side != reader_of(by):
            raise NotYours
        if row.confirmed is not None:
            raise UserError(_("Pakken er allerede kvitteret."), "transfer")
        row.confirmed, row.confirmed_by, row.confirmed_role = at or clock.now(), by.id, by.role
        row.reference = said
        audit.record(CONFIRMED, OBJECT, case.id, detail={"count": len(row.documents)}, actor=by.actor)
