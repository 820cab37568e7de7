"""What handlers and citizens do with a case: moves, its type, closing, withdrawing, reopening, escalation; `points` splits it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from værdig import audit, clock
from værdig.complaints import categories, deadlines, events, queries, states
from værdig.complaints.acting import CITIZEN, SYSTEM, By
from værdig.complaints.categories import Kind
from værdig.complaints.clocks import ENDED_WITHOUT
from værdig.complaints.conflicts.walls import open_to_viewer, require_free
from værdig.complaints.deadlines import Clock
from værdig.complaints.keys import Keys
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.queries.cases import OBJECT, OPENED
from værdig.complaints.service.drafting import drop_draft
from værdig.complaints.service.judging import for_its_own_side, judged_by, no_appeal_left
from værdig.complaints.service.moving import (
    Reason,
    carry_out,
    enter_visitation,
    locked,
    start_clock,
    stop_clock,
)
from værdig.complaints.service.terms import NO_TERMS, Terms, meet
from værdig.complaints.service.writing import Said, add_answer, require_read
from værdig.complaints.states import State
from værdig.db import db, transaction
from værdig.errors import UserError
from værdig.i18n import _


def open_case(case_id: str, by: By, *, at: datetime | None = None) -> None:
    """Log that a member of staff opens a case; the citizen sees role, unit and hour. `at` is for the example."""
    require_free(case_id, by)
    with transaction():
        audit.record(OPENED, OBJECT, case_id, actor=by.actor, at=at)


def move(
    case_id: str,
    keys: Keys,
    target: State,
    by: By,
    reason: str,
    *,
    terms: Terms = NO_TERMS,
    at: datetime | None = None,
) -> None:
    """Move a case with a reason in the handler's own words.

    Raises RuleBroken for a move the table does not have, UserError where consent, outcomes, a letter, the reason or what the
    move needs besides (`terms`) is missing.
    """
    moment = at or clock.now()
    with transaction():
        case = locked(case_id)
        takes_back = states.goes_back(queries.facts_of(case), target, by.mover)
        carry_out(case, target, by, Reason.SKREVET, moment, words=reason, keys=keys)
        if not takes_back:
            meet(case, target, terms, moment)
    if target is State.AFSLUTTET:
        events.closed(case_id)


def close(
    case_id: str,
    keys: Keys,
    letter: str,
    by: By,
    reason: str,
    *,
    with_management: bool = False,
    seen: str | None = None,
    at: datetime | None = None,
) -> None:
    """Send the closing letter and close the case, both or neither; the kept draft is gone then.

    Raises UserError when a klagepunkt has no outcome, the letter or the reason is missing, the case is the other side's, or a
    message has come since `seen`, as for an answer.
    """
    if not letter.strip():
        raise UserError(_("Skriv afslutningsbrevet."), "letter")
    moment = at or clock.now()
    with transaction():
        case = locked(case_id)
        for_its_own_side(case, by)
        require_read(case, keys, seen)
        said = Said(text=letter, by=by, at=moment, kind="afslutning", with_management=with_management)
        add_answer(case, keys, said)
        drop_draft(case)
        carry_out(case, State.AFSLUTTET, by, Reason.SKREVET, moment, words=reason, keys=keys)
    events.closed(case_id)


def classify(case_id: str, type: str, by: By, *, at: datetime | None = None) -> None:
    """Correct what kind of enquiry a case is: a wrong door is never the citizen's fault.

    A case that turns out to be a complaint over a decision gets the clocks of one, counted from when it was received.
    """
    categories.require(Kind.TYPE, type, "type")
    with transaction():
        case = locked(case_id)
        judged_by(case, by)
        if type != categories.DECISION:
            no_appeal_left(case)
        before, case.type = case.type, type
        kinds = {row.kind for row in case.clocks if row.stopped is None or row.stop_cause not in ENDED_WITHOUT}
        for kind in deadlines.AT_RECEIPT_OF_DECISION:
            if type == categories.DECISION and kind not in kinds:
                start_clock(case, kind, clock.local(case.received).date())
            elif type != categories.DECISION:
                stop_clock(case, kind, at or clock.now(), "anden_type")
        audit.record(
            "complaint.classified", OBJECT, case.id, detail={"from": before, "to": type}, actor=by.actor, at=at
        )


def withdraw(case_id: str, *, by: By = CITIZEN, at: datetime | None = None) -> None:
    """Withdraw a complaint as its citizen wishes, or whoever represents her; it is kept as a record and can be taken up again."""
    _as_citizen(case_id, State.TRUKKET, Reason.BORGER_TRAK, by, at)
    events.closed(case_id)


def uphold(case_id: str, *, by: By = CITIZEN, at: datetime | None = None) -> None:
    """Note that the citizen, or whoever represents her, upholds the complaint after the department's answer."""
    _as_citizen(case_id, State.FASTHOLDT, Reason.BORGER_FASTHOLDT, by, at)


def reopen(
    case_id: str, by: By = CITIZEN, reason: str = "", *, keys: Keys | None = None, at: datetime | None = None
) -> None:
    """Take up a closed or withdrawn case again: the history stays, and it goes to those who look at cases first.

    Somebody answers within the municipality's days from now; the law's dates are those from the receipt (`deadlines.effects`).
    """
    moment = at or clock.now()
    code = Reason.BORGER_GENAABNEDE if by is CITIZEN else Reason.SKREVET
    if by is not CITIZEN and not reason.strip():
        raise UserError(_("Skriv en kort begrundelse for, at sagen åbnes igen."), "reason")
    with transaction():
        case = locked(case_id)
        carry_out(case, State.GENAABNET, by, code, moment, words=reason, keys=keys)
        if not any(row.kind == Clock.FOERSTE_SVAR and row.stopped is None for row in case.clocks):
            start_clock(case, Clock.FOERSTE_SVAR, clock.local(moment).date())
        enter_visitation(case, moment)


def _as_citizen(case_id: str, target: State, code: Reason, by: By, at: datetime | None) -> None:
    with transaction():
        carry_out(locked(case_id), target, by, code, at or clock.now())


def escalate_overdue(*, at: datetime | None = None) -> int:
    """Mark every case whose department has let its date pass; returns how many. Running it again changes nothing.

    A viewer's own visit leaves the cases alone that are not for the viewer: the job, which nobody views, takes them.
    """
    moment = at or clock.now()
    late = (
        select(Case.id)
        .join(CaseClock, CaseClock.case_id == Case.id)
        .where(Case.state == State.HOS_AFDELING, CaseClock.kind == Clock.AFDELINGENS_SVAR, open_to_viewer(Case.id))
        .where(CaseClock.stopped.is_(None), CaseClock.paused.is_(None), CaseClock.due < clock.local(moment).date())
    )
    found = list(db.session.scalars(late))
    if not found:
        return 0
    with transaction():
        for case_id in found:
            case = locked(case_id)
            if case.state == State.HOS_AFDELING:
                carry_out(case, State.ESKALERET, SYSTEM, Reason.FRIST_OVERSKREDET, moment)
    return len(found)
