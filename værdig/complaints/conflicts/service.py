"""Marking somebody as inhabil in a case, lifting a mark, and what a citizen asks for; the wall itself is in `walls`."""

from __future__ import annotations

from datetime import datetime

from værdig import audit, clock
from værdig.complaints import parts
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.conflicts import queries, rules
from værdig.complaints.conflicts.models import LIFTED, MARKED, WEIGHED, AvoidWish, CaseConflict
from værdig.complaints.conflicts.walls import is_marked, require_free
from værdig.complaints.conflicts.wishes import note_wish
from værdig.complaints.keys import Keys, Part
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.moving import locked
from værdig.complaints.service.once import once
from værdig.db import db, new_id, transaction
from værdig.errors import UserError
from værdig.i18n import _


def mark(
    case_id: str, keys: Keys, user_id: str, reason_code: str, by: By, *, words: str = "", at: datetime | None = None
) -> bool:
    """Shut somebody out of a case from now on, herself or another; returns whether it is new.

    Raises UserError for somebody who handles no such cases, an unknown ground, or one that needs words.
    """
    if reason_code not in rules.REASONS:
        raise UserError(_("Vælg en grund."), "reason_code")
    if reason_code == rules.OTHER and not words.strip():
        raise UserError(_("Skriv, hvad det er."), "words")
    if user_id not in {each.user_id for reader in queries.ROLES for each in queries.handlers(reader)}:
        raise UserError(_("Vælg en, der kan behandle sager."), "user_id")
    with transaction():
        case = locked(case_id)
        require_free(case_id, by)
        if is_marked(case_id, user_id):
            return False
        row = CaseConflict(
            id=new_id(),
            case_id=case.id,
            user_id=user_id,
            marked=at or clock.now(),
            marked_by=by.id,
            reason_code=reason_code,
        )
        if words.strip():
            opened, row.part = parts.of_own_words(keys, by)
            row.words = opened.seal(Part(row.part), "case_conflict", "words", row.id, words.strip())
        db.session.add(row)
        audit.record(MARKED, OBJECT, case.id, detail={"user": user_id, "reason": reason_code}, actor=by.actor)
    return True


def lift(case_id: str, keys: Keys, mark_id: str, words: str, by: By, *, at: datetime | None = None) -> None:
    """Let somebody handle a case again, with a reason. Raises UserError without one, NotYours for a mark that does not hold."""
    if not words.strip():
        raise UserError(_("Skriv, hvorfor personen er habil alligevel."), "words")
    with transaction():
        case = locked(case_id)
        require_free(case_id, by)
        row = queries.mark_of(case_id, mark_id)
        if not rules.may_lift(row.user_id, by.id):
            raise UserError(_("Du kan ikke selv ophæve det. En anden skal gøre det."))
        opened, row.lifted_part = parts.of_own_words(keys, by)
        row.lifted_words = opened.seal(Part(row.lifted_part), "case_conflict", "lifted_words", row.id, words.strip())
        row.lifted, row.lifted_by = at or clock.now(), by.id
        audit.record(LIFTED, OBJECT, case.id, detail={"user": row.user_id}, actor=by.actor)


def ask_to_avoid(case_id: str, keys: Keys, words: str, token: str | None = None, *, at: datetime | None = None) -> bool:
    """Note that the citizen asks that somebody does not handle her case, once per token; nobody is shut out by her words alone.

    In a confidential case only the borgerraadgiver reads it.
    """
    if not words.strip():
        raise UserError(_("Skriv, hvem det er."), "words")

    def deed(mac: bytes | None) -> None:
        note_wish(locked(case_id), keys, words, CITIZEN, at or clock.now(), mac=mac)

    return once(AvoidWish, token, words, deed)


def weigh_wishes(case_id: str, by: By, *, at: datetime | None = None) -> None:
    """Note that a handler has decided what follows from what the citizen has asked for; the citizen is told that on her page."""
    with transaction():
        locked(case_id)
        require_free(case_id, by)
        waiting = [wish for wish in queries.wishes_of(case_id) if wish.seen is None]
        for wish in waiting:
            wish.seen, wish.seen_by = at or clock.now(), by.id
        if waiting:
            audit.record(WEIGHED, OBJECT, case_id, actor=by.actor)
