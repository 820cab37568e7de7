"""Noting that a citizen is satisfied, and counting whether it helped her; both once, whatever is clicked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from værdig import audit, clock
from værdig.clock import HalfYear
from værdig.complaints import queries
from værdig.complaints.acting import CITIZEN
from værdig.complaints.afterwards.models import SATISFIED, HelpCount
from værdig.complaints.deadlines import Clock
from værdig.complaints.models import Case
from værdig.complaints.queries import HELPED
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.moving import locked, stop_clock
from værdig.complaints.states import CLOSED, State
from værdig.db import db, in_transaction, new_id, transaction
from værdig.errors import RuleBroken

CAUSE = "tilfreds"
"""The cause with which the clock ends that waits for the citizen to uphold her complaint."""


def may_be_satisfied(case: Case) -> bool:
    """Tell whether the citizen can say that she is satisfied: the department has answered, and she has not said so."""
    return case.state == State.BESVARET and not is_satisfied(case)


def is_satisfied(case: Case) -> bool:
    """Tell whether the citizen has said that she is satisfied with the answer that stands now."""
    answered = max((event.at for event in case.events if event.to_state == State.BESVARET), default=None)
    if case.state != State.BESVARET or answered is None:
        return False
    said = [row.stopped for row in case.clocks if row.kind == Clock.BORGERENS_REAKTION and row.stop_cause == CAUSE]
    return any(moment is not None and moment >= answered for moment in said)


def be_satisfied(case_id: str, *, at: datetime | None = None) -> None:
    """Note that the citizen is satisfied; her handler closes the case with a letter, and until then she may change her mind.

    Raises RuleBroken where there is no answer to be satisfied with, or she has said so.
    """
    moment = at or clock.now()
    with transaction():
        case = locked(case_id)
        if not may_be_satisfied(case):
            raise RuleBroken(f"there is no answer to be satisfied with in {case_id}")
        stop_clock(case, Clock.BORGERENS_REAKTION, moment, CAUSE)
        audit.record(SATISFIED, OBJECT, case.id, actor=CITIZEN.actor)


def may_be_asked(case: Case) -> bool:
    """Tell whether the citizen is asked if it helped: her case is closed or she is satisfied, and she has not answered.

    Who writes for another is not asked: the answer would be the wrong person's.
    """
    is_over = State(case.state) in CLOSED or is_satisfied(case)
    return is_over and not case.asked_if_helped and not case.represented and queries.is_complaint(case)


def say_if_helped(case_id: str, answer: str | None, *, at: datetime | None = None) -> bool:
    """Count an answer, one of `HELPED`, or with None that she would rather not; False where she has answered before.

    What she answers stands nowhere else. Raises RuleBroken for any other answer.
    """
    if answer is not None and answer not in HELPED:
        raise RuleBroken(f"no such answer: {answer}")
    half_year = HalfYear.of(clock.local(at or clock.now()).date())
    with transaction():
        case = locked(case_id)
        if not may_be_asked(case):
            return False
        case.asked_if_helped = True
        if answer is not None:
            _counter(half_year, case.inbox, answer).count += 1
    return True


def _counter(half_year: HalfYear, inbox: str, answer: str) -> HelpCount:
    """Return the counter, held until the transaction ends; made where there is none."""
    found = _held(half_year, inbox, answer)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            db.session.add(HelpCount(id=new_id(), half_year=half_year, inbox=inbox, answer=answer, count=0))
    except IntegrityError:
        if not in_transaction():
            raise  # another has made it meanwhile: it is found now
    made = _held(half_year, inbox, answer)
    if made is None:
        raise RuleBroken("a counter that was just made is gone")
    return made


def _held(half_year: HalfYear, inbox: str, answer: str) -> HelpCount | None:
    query = select(HelpCount).where(
        HelpCount.half_year == half_year, HelpCount.inbox == inbox, HelpCount.answer == answer
    )
    return db.session.scalar(query.with_for_update())
