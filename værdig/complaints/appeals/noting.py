"""Noting when a citizen was told of the decision: as she says it on the telephone or at the counter, or as the letter shows."""

from __future__ import annotations

import json

from værdig import audit
from værdig.complaints import categories
from værdig.complaints.acting import By
from værdig.complaints.appeals.kept import keep, kept
from værdig.complaints.appeals.last_day import Notice, last_day
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.parts import RECKONED
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.judging import still_open
from værdig.complaints.service.moving import locked
from værdig.db import transaction
from værdig.errors import RuleBroken

NOTED = "complaint.notice_noted"
"""The log's word for it; the dates themselves lie sealed in the case."""


def note_notice(case_id: str, keys: Keys, notice: Notice, by: By) -> bool:
    """Note when and how the citizen was told of a decision, in place of what was known; tells whether that was anything new.

    Raises RuleBroken for a case that is no complaint over a decision, or is closed.
    """
    with transaction():
        case = locked(case_id)
        still_open(case)
        if case.type != categories.DECISION:
            raise RuleBroken(f"{case.id} is no complaint over a decision")
        sealed = case.particulars
        before = json.loads(keys.open(Part.CASE, OBJECT, "particulars", case.id, sealed)) if sealed else {}
        if kept(before) == notice:
            return False
        told = {name: text for name, text in before.items() if name not in RECKONED} | keep(notice)
        case.particulars = keys.seal(Part.CASE, OBJECT, "particulars", case.id, json.dumps(told, ensure_ascii=False))
        case.appeal_until = last_day(notice).day if case.inbox == Reader.BORGERRAADGIVER else None
        audit.record(NOTED, OBJECT, case.id, actor=by.actor)
    return True
