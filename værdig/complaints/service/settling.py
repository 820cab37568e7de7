"""Finding that what the citizen has written needs no answer, and taking that back; answering is in `writing`."""

from __future__ import annotations

from datetime import datetime

from værdig import audit
from værdig.complaints.acting import By
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.judging import for_its_own_side
from værdig.complaints.service.moving import locked
from værdig.db import transaction
from værdig.errors import NotYours


def need_no_answer(case_id: str, message_id: str, keys: Keys, by: By) -> None:
    """Take a message of the citizen's, and those before it, out of what waits for an answer; she may still be answered.

    Raises NotYours for a message that the handler cannot read, UserError where the case is the other side's to decide.
    """
    with transaction():
        case = locked(case_id)
        for_its_own_side(case, by)
        wrote = _from_citizen(case, message_id, keys)
        if case.settled_until is None or case.settled_until < wrote:
            case.settled_until = wrote
            audit.record("complaint.needs_no_answer", OBJECT, case.id, actor=by.actor)


def need_answer(case_id: str, by: By) -> None:
    """Let what the citizen has written since the last message to her wait for an answer again."""
    with transaction():
        case = locked(case_id)
        for_its_own_side(case, by)
        if case.settled_until is not None:
            case.settled_until = None
            audit.record("complaint.needs_answer", OBJECT, case.id, actor=by.actor)


def _from_citizen(case: Case, message_id: str, keys: Keys) -> datetime:
    for message in case.messages:
        if message.id == message_id and message.direction == "fra_borger" and keys.has(Part(message.part)):
            return message.at
    raise NotYours
