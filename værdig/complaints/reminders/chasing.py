"""Taking the steps about answers that have not come: by themselves in office hours, or by the borgerraadgiver with a press."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from værdig import audit, clock, municipality
from værdig.audit import Actor
from værdig.complaints import deadlines, queries
from værdig.complaints.acting import SYSTEM, By
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reminders import steps
from værdig.complaints.reminders.models import CHASED, ClockReminder
from værdig.complaints.reminders.steps import Step
from værdig.complaints.service.moving import locked
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours


def is_working_time(moment: datetime) -> bool:
    """Tell whether the bound municipality's staff are at work."""
    opens, ends = int(municipality.setting("office_opens")), int(municipality.setting("office_ends"))
    return steps.in_office_hours(moment, opens, ends, deadlines.closing_days())


def take_steps(*, at: datetime | None = None) -> int:
    """Take every step whose day has come, each once; returns how many were taken now. Outside office hours none is."""
    moment = at or clock.now()
    if not is_working_time(moment):
        return 0
    day, closed = clock.local(moment).date(), deadlines.closing_days()
    taken = 0
    for late in db.session.scalars(_late_answers(day)).all():
        with transaction():
            row = _running(locked(late.case_id), late.id)
            if row is not None:
                taken += sum(_take(row, step, day, SYSTEM.actor) for step in steps.reached(row.due, day, closed))
    return taken


def _late_answers(day: date) -> Select[CaseClock]:
    return (
        select(CaseClock)
        .where(CaseClock.kind.in_(steps.CHASED), CaseClock.due <= day)
        .where(CaseClock.stopped.is_(None), CaseClock.paused.is_(None))
        .order_by(CaseClock.due, CaseClock.id)
    )


def _running(case: Case, clock_id: str) -> CaseClock | None:
    """Return the clock if it still runs, now that the case is held."""
    return next((row for row in case.clocks if row.id == clock_id and row.stopped is None and row.paused is None), None)


def _take(row: CaseClock, step: Step, day: date, actor: Actor) -> bool:
    """Note a step inside the caller's transaction, unless it has been taken; tells whether it was now."""
    known = select(ClockReminder.id).where(ClockReminder.clock_id == row.id, ClockReminder.step == step)
    if db.session.scalar(known) is not None:
        return False
    db.session.add(ClockReminder(id=new_id(), clock_id=row.id, step=step, day=day))
    audit.record(CHASED, OBJECT, row.case_id, detail={"step": step, "clock": row.kind}, actor=actor)
    return True


def chase(clock_id: str, by: By, *, at: datetime | None = None) -> bool:
    """Let the borgerraadgiver chase an answer that the management owes; False where she has done so before.

    Raises NotYours for a clock that is not among `overdue_at_management`.
    """
    moment = at or clock.now()
    row = next((row for row in overdue_at_management(clock.local(moment).date()) if row.id == clock_id), None)
    if row is None:
        raise NotYours
    with transaction():
        locked(row.case_id)
        return _take(row, Step.RYKKET, clock.local(moment).date(), by.actor)


def overdue_at_management(day: date) -> list[CaseClock]:
    """Return the clocks whose date the management has let pass, the oldest first, whoever may open their cases.

    Source: the domain note, 5.1 (7) and 5.5: the borgerraadgiver sees what is overdue, but no more of a case that was sent to the
    management than its number and its clocks.
    """
    query = (
        select(CaseClock)
        .where(CaseClock.stopped.is_(None), CaseClock.paused.is_(None), CaseClock.due < day)
        .where(open_to_viewer(CaseClock.case_id))
        .options(selectinload(CaseClock.case).selectinload(Case.consents))
        .order_by(CaseClock.due, CaseClock.id)
    )
    ours = (row for row in db.session.scalars(query) if not RULES[Clock(row.kind)].citizens)
    return [row for row in ours if queries.lies_with(row.case) is Reader.MANAGEMENT]


def taken_in(case: Case) -> list[ClockReminder]:
    """Return the steps taken in a case, in order."""
    by_clock = taken(row.id for row in case.clocks)
    return sorted((step for steps_ in by_clock.values() for step in steps_), key=lambda step: step.day)


def taken(clock_ids: Iterable[str]) -> dict[str, list[ClockReminder]]:
    """Return the steps taken about clocks, by clock, in the order they were taken."""
    query = select(ClockReminder).where(ClockReminder.clock_id.in_(list(clock_ids)))
    found: dict[str, list[ClockReminder]] = {}
    order = list(Step)
    for row in sorted(db.session.scalars(query), key=lambda row: (row.day, order.index(Step(row.step)))):
        found.setdefault(row.clock_id, []).append(row)
    return found


def taken_on(day: date) -> dict[Step, set[str]]:
    """Return the clocks about which a step was taken on a day, by step."""
    found: dict[Step, set[str]] = {}
    for row in db.session.scalars(select(ClockReminder).where(ClockReminder.day == day)):
        found.setdefault(Step(row.step), set()).add(row.clock_id)
    return found
