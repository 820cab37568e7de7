"""Ticking off a citizen's wish to be rung or written to, noting a try in vain, and taking a slip back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from værdig import audit, clock
from værdig.complaints import queries
from værdig.complaints.acting import By
from værdig.complaints.clocks import CONTACTED
from værdig.complaints.deadlines import Clock
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import CONTACT_TRIED, OBJECT
from værdig.complaints.service.judging import still_open
from værdig.complaints.service.moving import locked, stop_clock
from værdig.complaints.service.writing import write_note
from værdig.db import transaction
from værdig.errors import RuleBroken

FULFILLED = (Clock.KONTAKT, Clock.RING_OP, Clock.FOERSTE_SVAR)
"""The duties that are done when the citizen has been spoken with or written to."""


class Contact(StrEnum):
    """What came of a try to reach the citizen."""

    TALT = "talt"
    SKREVET = "skrevet"
    FORGAEVES = "forgaeves"


def tell_contact(
    case_id: str, keys: Keys, result: Contact, by: By, reader: Reader, *, note: str = "", at: datetime | None = None
) -> None:
    """Note what came of a try to reach a citizen who has asked for it, with a note to the case where one is written.

    In vain changes nothing: she still waits, and the date stays. Raises RuleBroken where nobody waits to be contacted.
    """
    moment = at or clock.now()
    with transaction():
        case = locked(case_id)
        if queries.wish_of(case) is None:
            raise RuleBroken(f"nobody waits to be contacted in {case_id}")
        if note.strip():
            write_note(case_id, keys, note, by, reader, kind="notat_til_sagen", at=moment)
        if result is Contact.FORGAEVES:
            audit.record(CONTACT_TRIED, OBJECT, case.id, actor=by.actor)
        else:
            _fulfil(case, result, by, moment)


def _fulfil(case: Case, result: Contact, by: By, moment: datetime) -> None:
    for kind in FULFILLED:
        stop_clock(case, kind, moment, CONTACTED)
    if case.first_answer is None:
        case.first_answer = moment
    audit.record("complaint.contacted", OBJECT, case.id, detail={"how": result}, actor=by.actor)


def contact_again(case_id: str, by: By) -> None:
    """Let a wish that was ticked off by a slip wait again, with the dates there were; what has been written since stays an answer.

    Raises RuleBroken where none has been ticked off, UserError in a closed case.
    """
    with transaction():
        case = locked(case_id)
        still_open(case)
        wish = queries.fulfilled_wish(case)
        if wish is None:
            raise RuleBroken(f"no wish has been ticked off in {case_id}")
        moment = wish.stopped
        written = next((m.at for m in case.messages if m.direction == "til_borger"), None)
        if case.first_answer == moment:
            case.first_answer = written
        for row in case.clocks:
            if (row.stopped, row.stop_cause) == (moment, CONTACTED) and not (
                row.kind == Clock.FOERSTE_SVAR and written
            ):
                row.stopped, row.stop_cause = None, None
        audit.record("complaint.contact_again", OBJECT, case.id, actor=by.actor)
