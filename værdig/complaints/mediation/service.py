"""Agreeing on another day for a talk; the first one is agreed with the move to mediation (`service.terms`)."""

from __future__ import annotations

from datetime import date, datetime

from værdig import audit, clock
from værdig.complaints.acting import By
from værdig.complaints.deadlines import Clock, weekday_date
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.judging import judged_by
from værdig.complaints.service.moving import locked, tell_move
from værdig.complaints.service.terms import require_day
from værdig.complaints.states import State
from værdig.db import transaction
from værdig.errors import RuleBroken
from værdig.i18n import _

AGREED = "complaint.meeting_agreed"
"""The log's word."""


def agree_anew(case_id: str, meeting: date, by: By, *, at: datetime | None = None) -> bool:
    """Note that the talk is agreed for another day; returns whether it is another. The citizen sees it, and when it was moved.

    Raises UserError as `require_day` does and where the case is the other side's, RuleBroken where no talk is agreed.
    """
    today = clock.local(at or clock.now()).date()
    with transaction():
        case = locked(case_id)
        judged_by(case, by)
        row = running(case)
        if row is None:
            raise RuleBroken(_("Der er ikke aftalt nogen samtale i sagen."))
        if require_day(meeting, today) == row.due:
            return False
        tell_move(row, meeting, _("Aftalt igen %(day)s.", day=weekday_date(today)))
        audit.record(AGREED, OBJECT, case.id, detail={"until": meeting.isoformat()}, actor=by.actor, at=at)
    return True


def running(case: Case) -> CaseClock | None:
    """Return the clock of the talk that a case waits for."""
    if case.state != State.MAEGLING:
        return None
    return next((row for row in case.clocks if row.kind == Clock.SAMTALE and row.stopped is None), None)
