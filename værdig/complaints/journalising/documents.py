"""What a case's documents are: read without any key, so that also those a reader cannot open are counted.

Journalised is what came in, what was sent, and what the office has written in its final form (offentlighedsloven § 15). An *internt
arbejdspapir* and an unfinished letter are not final and are not journalised; what somebody wants to have kept of one, she writes as
a *notat til sagen*. Marks of conflicts of interest are about staff, and stand in the log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from værdig.complaints.journalising.models import JournalTheme
from værdig.complaints.keys import NOTES, Keys, Part, Reader
from værdig.complaints.models import (
    AvoidWish,
    Case,
    CaseFile,
    CaseRedaction,
    CaseTranslation,
    Consent,
    Event,
    Hearing,
    InsightRequest,
    Investigation,
    Klagepunkt,
    Message,
    Note,
    Recommendation,
)
from værdig.db import db


class Source(StrEnum):
    """Where a document comes from; with the id of its row that names it."""

    KLAGE = "klage"
    BESKED = "besked"
    FIL = "fil"
    NOTAT = "notat"
    HOERING = "hoering"
    HOERINGSSVAR = "hoeringssvar"
    ANBEFALING = "anbefaling"
    ANMODNING = "anmodning"
    KOPI = "kopi"
    SKJULT = "kopi_skjult"
    """A finished redacted copy, as it was given out; a draft is no document yet."""
    OENSKE = "oenske"
    SAMTYKKE = "samtykke"
    """A consent that the management sees the case, and when it was taken back."""
    OVERSAETTELSE = "oversaettelse"
    """One version of a translation; its original is a document of its own."""
    FORLOEB = "forloeb"
    """How the case went and what was decided, put together when it is closed: moves with reasons, klagepunkter with outcomes."""


class Direction(StrEnum):
    """Which way a document went."""

    IND = "ind"
    UD = "ud"
    INTERN = "intern"


@dataclass(frozen=True)
class Document:
    """One document of a case: when it came or went, which way, under which part of the keys it lies, and whose it is to transfer.

    `part` is None for what lies under other keys (a recommendation). `version` is another text when the document has been changed.
    """

    case_id: str
    source: Source
    row_id: str
    at: datetime
    direction: Direction
    office: Reader
    part: Part | None
    kind: str = ""
    version: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What names it within its case."""
        return self.source.value, self.row_id

    def is_open_to(self, keys: Keys, reader: Reader) -> bool:
        """Tell whether a reader is the one to transfer it, and holds the key for it."""
        return self.office is reader and (self.part is None or keys.has(self.part))


def of_case(case: Case) -> list[Document]:
    """Return the documents of a case, oldest first."""
    return of_cases([case])[case.id]


def of_cases(cases: Sequence[Case]) -> dict[str, list[Document]]:
    """Return the documents of several cases by the case's id, oldest first, in a fixed number of statements."""
    found: dict[str, list[Document]] = {case.id: [] for case in cases}
    inboxes = {case.id: Reader(case.inbox) for case in cases}
    themes = _themes(found)
    for each in _all(cases, inboxes):
        changed = themes.get((each.case_id, *each.key))
        version = _hashed([each.version, changed.theme]) if changed else each.version
        found[each.case_id].append(replace(each, version=version))
    return {case_id: sorted(rows, key=_in_order) for case_id, rows in found.items()}


def _in_order(document: Document) -> tuple[datetime, bool, str, str]:
    return document.at, document.source is not Source.KLAGE, *document.key


def _all(cases: Sequence[Case], inboxes: dict[str, Reader]) -> Iterator[Document]:
    yield from _complaints(inboxes)
    yield from _messages(inboxes)
    yield from _files(inboxes)
    yield from _translations(inboxes)
    yield from _notes(inboxes)
    yield from _hearings(inboxes)
    yield from _recommendations(inboxes)
    yield from _requests(inboxes)
    yield from _redactions(inboxes)
    yield from _consents(inboxes)
    yield from _courses(cases, inboxes)


def _complaints(inboxes: dict[str, Reader]) -> Iterator[Document]:
    rows = select(Case.id, Case.received, Case.story, Case.particulars, Case.identity).where(Case.id.in_(inboxes))
    for case_id, received, *sealed in db.session.execute(rows):
        yield Document(
            case_id,
            Source.KLAGE,
            case_id,
            received,
            Direction.IND,
            inboxes[case_id],
            Part.CASE,
            version=_hashed(sealed),
        )


def _messages(inboxes: dict[str, Reader]) -> Iterator[Document]:
    rows = select(Message.case_id, Message.id, Message.at, Message.direction, Message.part, Message.kind)
    for case_id, row_id, at, direction, part, kind in db.session.execute(rows.where(Message.case_id.in_(inboxes))):
        way = Direction.IND if direction == "fra_borger" else Direction.UD
        yield Document(case_id, Source.BESKED, row_id, at, way, inboxes[case_id], Part(part), kind)


def _files(inboxes: dict[str, Reader]) -> Iterator[Document]:
    rows = select(CaseFile.case_id, CaseFile.id, CaseFile.at, CaseFile.author_role, CaseFile.part, CaseFile.kind)
    for case_id, row_id, at, role, part, kind in db.session.execute(rows.where(CaseFile.case_id.in_(inboxes))):
        way = Direction.IND if role is None else Direction.UD
        yield Document(case_id, Source.FIL, row_id, at, way, inboxes[case_id], Part(part), kind)


def _translations(inboxes: dict[str, Reader]) -> Iterator[Document]:
    rows = select(CaseTranslation.case_id, CaseTranslation.id, CaseTranslation.noted, CaseTranslation.part)
    for case_id, row_id, at, part in db.session.execute(rows.where(CaseTranslation.case_id.in_(inboxes))):
        yield Document(case_id, Source.OVERSAETTELSE, row_id, at, Direction.INTERN, inboxes[case_id], Part(part))


def _notes(inboxes: dict[str, Reader]) -> Iterator[Document]:
    """Give the notes in their final form; each office transfers its own, which the other cannot open."""
    rows = select(Note.case_id, Note.id, Note.at, Note.side).where(Note.kind == "notat_til_sagen")
    for case_id, row_id, at, side in db.session.execute(rows.where(Note.case_id.in_(inboxes))):
        yield Document(case_id, Source.NOTAT, row_id, at, Direction.INTERN, Reader(side), NOTES[Reader(side)])


def _hearings(inboxes: dict[str, Reader]) -> Iterator[Document]:
    """Give what the borgerraadgiver has asked the administration, and its answers: hers to transfer, whoever the citizen wrote to."""
    rows = (
        select(Investigation.case_id, Hearing.id, Hearing.part, Hearing.sent, Hearing.answered)
        .join(Investigation, Investigation.id == Hearing.investigation_id)
        .where(Investigation.case_id.in_(inboxes))
    )
    for case_id, row_id, part, sent, answered in db.session.execute(rows):
        office = Reader.BORGERRAADGIVER
        yield Document(case_id, Source.HOERING, row_id, sent, Direction.UD, office, Part(part))
        if answered is not None:
            yield Document(case_id, Source.HOERINGSSVAR, row_id, answered, Direction.IND, office, Part(part))


def _recommendations(inboxes: dict[str, Reader]) -> Iterator[Document]:
    rows = select(Recommendation).where(Recommendation.case_id.in_(inboxes), Recommendation.given.is_not(None))
    for row in db.session.scalars(rows.options(selectinload(Recommendation.steps))):
        version = _hashed([row.stage, *sorted(step.id for step in row.steps)])
        yield Document(
            row.case_id or "", Source.ANBEFALING, row.id, row.given or row.made, Direction.UD, Reader.BORGERRAADGIVER,
            None, version=version,
        )  # fmt: skip


def _requests(inboxes: dict[str, Reader]) -> Iterator[Document]:
    """Give what the citizen has asked to see, what she was given, and whom she has asked not to have her case."""
    for row in db.session.scalars(select(InsightRequest).where(InsightRequest.case_id.in_(inboxes))):
        office = inboxes[row.case_id]
        yield Document(
            row.case_id, Source.ANMODNING, row.id, row.registered, Direction.IND, office, Part(row.part), row.asked
        )
        if row.answered is not None and row.copy_part is not None:
            lies = Part(row.copy_part)
            yield Document(row.case_id, Source.KOPI, row.id, row.answered, Direction.UD, office, lies, row.kind or "")
    rows = select(AvoidWish.case_id, AvoidWish.id, AvoidWish.at, AvoidWish.part)
    for case_id, row_id, at, part in db.session.execute(rows.where(AvoidWish.case_id.in_(inboxes))):
        yield Document(case_id, Source.OENSKE, row_id, at, Direction.IND, inboxes[case_id], Part(part))


def _redactions(inboxes: dict[str, Reader]) -> Iterator[Document]:
    rows = select(CaseRedaction.case_id, CaseRedaction.id, CaseRedaction.finished, CaseRedaction.side)
    given = rows.where(CaseRedaction.case_id.in_(inboxes), CaseRedaction.finished.is_not(None))
    for case_id, row_id, at, side in db.session.execute(given):
        if at is not None:
            office = Reader(side)
            yield Document(case_id, Source.SKJULT, row_id, at, Direction.UD, office, NOTES[office])


def _consents(inboxes: dict[str, Reader]) -> Iterator[Document]:
    rows = select(Consent.case_id, Consent.id, Consent.given_at, Consent.revoked).where(Consent.case_id.in_(inboxes))
    for case_id, row_id, at, revoked in db.session.execute(rows):
        version = _hashed([revoked]) if revoked else ""
        yield Document(
            case_id, Source.SAMTYKKE, row_id, at, Direction.IND, inboxes[case_id], Part.CASE, version=version
        )


def _courses(cases: Sequence[Case], inboxes: dict[str, Reader]) -> Iterator[Document]:
    closed = {case.id: case.closed for case in cases if case.closed is not None}
    if not closed:
        return
    told: dict[str, list[object]] = {case_id: [] for case_id in closed}
    events = select(Event.case_id, Event.position, Event.to_state, Event.reason)
    points = select(
        Klagepunkt.case_id, Klagepunkt.number, Klagepunkt.theme, Klagepunkt.principle, Klagepunkt.unit,
        Klagepunkt.formality, Klagepunkt.outcome, Klagepunkt.reaction, Klagepunkt.removed, Klagepunkt.summary,
    )  # fmt: skip
    consents = select(Consent.case_id, Consent.id, Consent.scope, Consent.revoked)
    for table, rows in ((Event, events), (Klagepunkt, points), (Consent, consents)):
        wanted = rows.where(table.case_id.in_(closed))
        for case_id, *values in sorted(db.session.execute(wanted), key=str):
            told[case_id] += values
    for case_id, at in closed.items():
        version = _hashed(told[case_id])
        yield Document(
            case_id, Source.FORLOEB, case_id, at, Direction.INTERN, inboxes[case_id], Part.CASE, version=version
        )


def _themes(case_ids: Iterable[str]) -> dict[tuple[str, str, str], JournalTheme]:
    rows = db.session.scalars(select(JournalTheme).where(JournalTheme.case_id.in_(list(case_ids))))
    return {(row.case_id, row.source, row.row_id): row for row in rows}


def themes_of(case: Case) -> dict[tuple[str, str], JournalTheme]:
    """Return the themes in handlers' own words, by the document's key."""
    return {(source, row_id): row for (_case, source, row_id), row in _themes([case.id]).items()}


def _hashed(values: Iterable[object]) -> str:
    """Return what tells whether any of some values has changed; what is sealed goes in as it lies, so nothing can be guessed from it."""
    digest = hashlib.sha256()
    for value in values:
        data = value if isinstance(value, bytes) else str(value).encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
