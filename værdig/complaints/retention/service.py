"""What a person decides about a case at its end, and the deletion itself: keys first, then everything, and a tombstone is left."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from værdig import audit, clock
from værdig.complaints import keys as keyring
from værdig.complaints import numbers
from værdig.complaints.acting import By
from værdig.complaints.journalising.models import REFERENCE_ROOM
from værdig.complaints.journalising.queries import reference_of
from værdig.complaints.journalising.service import reader_of
from værdig.complaints.key_models import CaseKey
from værdig.complaints.keys import NOTES, Keys
from værdig.complaints.models import Case, RetentionReview, Tombstone
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.representation.queries import keys_of_case
from værdig.complaints.retention import queries, rules, tombstones
from værdig.complaints.retention.models import DELETED, DELETION_DECIDED, KEPT_LONGER
from værdig.complaints.retention.rules import Ground
from værdig.complaints.service.moving import locked
from værdig.db import current_tenant, db, new_id, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _


@dataclass(frozen=True, kw_only=True)
class Disposal:
    """That a case is to be deleted: on which ground, by which rule or answer of the archive, and why in her own words."""

    ground: Ground
    reference: str = ""
    words: str = ""


def keep_longer(
    case_id: str, keys: Keys, until: date | None, words: str, by: By, *, at: datetime | None = None
) -> None:
    """Put a case off to a day, with a reason. Raises UserError for what `rules` has against it, NotYours for the other office."""
    moment = at or clock.now()
    with transaction():
        case = _held(case_id, by)
        missing = rules.objection_to_keeping(queries.facts_of(case, clock.local(moment).date()), until, words)
        if missing or until is None:
            raise missing or UserError(_("Skriv den dag, sagen skal gemmes til."), "until")
        _add(case, keys, by, moment, words, decision="behold", until=until)
        audit.record(KEPT_LONGER, OBJECT, case.id, detail={"until": until.isoformat()}, actor=by.actor)


def decide_deletion(case_id: str, keys: Keys, wanted: Disposal, by: By, *, at: datetime | None = None) -> None:
    """Decide that a case is to be deleted; nothing is, until `delete_case`. Raises as `keep_longer` does."""
    moment = at or clock.now()
    reference = " ".join(wanted.reference.split())
    if len(reference) > REFERENCE_ROOM:
        raise UserError(_("Skriv det kortere, højst %(count)s tegn.", count=REFERENCE_ROOM), "reference")
    with transaction():
        case = _held(case_id, by)
        facts = queries.facts_of(case, clock.local(moment).date())
        missing = rules.objection_to_deciding(facts, wanted.ground, reference=reference, words=wanted.words)
        if missing:
            raise missing
        archived = wanted.ground is Ground.ARKIVERET
        _add(
            case, keys, by, moment, wanted.words, decision="slet", ground=wanted.ground,
            reference=None if archived else reference,
        )  # fmt: skip
        audit.record(DELETION_DECIDED, OBJECT, case.id, detail={"ground": wanted.ground}, actor=by.actor)


def _add(case: Case, keys: Keys, by: By, moment: datetime, words: str, **values: object) -> None:
    reader = reader_of(by)
    row = RetentionReview(
        id=new_id(), case_id=case.id, at=moment, by_id=by.id, role=by.role, part=NOTES[reader], **values
    )
    if words.strip():
        opened = keyring.with_notes(keys, reader)
        row.words = opened.seal(NOTES[reader], "case_retention_review", "words", row.id, words.strip())
    db.session.add(row)


def delete_case(case_id: str, typed: str, by: By, *, at: datetime | None = None) -> Tombstone:
    """Delete a case for good and return its tombstone; `typed` is the case's number, which whoever deletes it writes herself.

    Its wrapped keys are overwritten before they go, so that nothing sealed can be opened even where deleted bytes lie on for a
    while; then the case and every row that hangs on it. Raises UserError for another number and for what `rules` has against it,
    NotYours for the other office.
    """
    moment = at or clock.now()
    today = clock.local(moment).date()
    with transaction():
        case = _held(case_id, by)
        if numbers.normalise(typed) != case.number:
            raise UserError(_("Det er ikke sagens nummer. Skriv nummeret på den sag, der skal slettes."), "number")
        missing = rules.objection_to_deleting(queries.facts_of(case, today))
        end = queries.end_of(case)
        if missing or end is None or end.review is None:
            raise missing or NotYours
        ground = Ground(end.review.ground or "")
        reference = reference_of(case) if ground is Ground.ARKIVERET else end.review.reference or ""
        stone = tombstones.of_case(case, ground, reference, by, today)
        audit.record(DELETED, OBJECT, case.id, detail={"number": case.number, "ground": ground}, actor=by.actor)
        _shred(case)
        db.session.flush()
        db.session.execute(
            delete(Case).where(Case.id == case.id, Case.municipality_id == current_tenant()),
            execution_options={"synchronize_session": False},
        )
        db.session.add(stone)
    return stone


def _shred(case: Case) -> None:
    """Overwrite a case's wrapped keys with chance and delete them, also those of whoever represents its citizen."""
    for own in keys_of_case(case.id):
        own.wrapped = secrets.token_bytes(len(own.wrapped))
    for row in db.session.scalars(select(CaseKey).where(CaseKey.case_id == case.id)):
        row.wrapped = secrets.token_bytes(len(row.wrapped))
    db.session.flush()
    db.session.execute(delete(CaseKey).where(CaseKey.case_id == case.id, CaseKey.municipality_id == current_tenant()))


def _held(case_id: str, by: By) -> Case:
    """Return a case for writing; raises NotYours for whoever it was not sent to."""
    case = locked(case_id)
    if case.inbox != reader_of(by):
        raise NotYours
    return case
