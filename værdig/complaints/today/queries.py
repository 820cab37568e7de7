"""What there is to do in a side's cases, read in a fixed number of statements however many cases there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy import case as case_when
from sqlalchemy.orm import aliased, defer, joinedload

from værdig.clock import COPENHAGEN, add_working_days, is_working_day, local
from værdig.complaints.calls.models import CaseCall
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.deadlines import Clock
from værdig.complaints.key_models import CaseKey
from værdig.complaints.keys import Part, Reader
from værdig.complaints.models import Case, CaseClock, Event, LetterDraft, Message
from værdig.complaints.queries.cases import lies_with
from værdig.complaints.rules import BESIDE_THE_CASE
from værdig.complaints.states import OPEN, WITH_DEPARTMENT, State
from værdig.db import db

TO_RING = (Clock.RING_OP, Clock.KONTAKT)
TO_WRITE = (Clock.SKRIFTLIGT_SVAR,)
TO_DECIDE = (Clock.STILLINGTAGEN,)
"""Duties that are on the page from the day they begin; the others from the day they are due."""

_NO_STORY = (defer(Case.story), defer(Case.particulars))
"""What citizens have written is not read for a list."""


def _mine(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that a case is wrapped to a reader and open to whoever asks."""
    wrapped = exists().where(CaseKey.case_id == Case.id, CaseKey.part == Part.CASE, CaseKey.reader == reader)
    return and_(wrapped, open_to_viewer(Case.id))


def clocks(reader: Reader, until: date) -> list[CaseClock]:
    """Return the running clocks of the cases that lie with a reader: those due by a day, and every duty to ring, write or decide."""
    query = (
        select(CaseClock)
        .join(CaseClock.case)
        .where(_mine(reader), CaseClock.stopped.is_(None), CaseClock.paused.is_(None))
        .where(or_(CaseClock.due <= until, CaseClock.kind.in_([*TO_RING, *TO_WRITE, *TO_DECIDE])))
        .options(joinedload(CaseClock.case).options(*_NO_STORY, joinedload(Case.consents)))
        .order_by(CaseClock.due, CaseClock.id)
    )
    return [row for row in db.session.scalars(query).unique() if lies_with(row.case) is reader]


def unanswered(reader: Reader) -> list[tuple[Case, datetime]]:
    """Return the cases whose citizen has written and had no answer, and since when, the longest wait first.

    The same as `queries.is_unanswered` says of each.
    """
    later = aliased(Message)
    answered = exists().where(
        later.case_id == Message.case_id,
        later.direction == "til_borger",
        later.kind.not_in(BESIDE_THE_CASE),
        later.at > Message.at,
    )
    query = (
        select(Case, func.min(Message.at))
        .join(Message, Message.case_id == Case.id)
        .where(_mine(reader), Message.direction == "fra_borger", ~answered)
        .where(or_(Case.inbox == reader, Message.part == Part.CASE))
        .where(or_(Case.closed.is_(None), Message.at > Case.closed))
        .where(or_(Case.settled_until.is_(None), Message.at > Case.settled_until))
        .group_by(Case.id)
        .options(*_NO_STORY)
        .order_by(func.min(Message.at), Case.id)
    )
    return [(case, since) for case, since in db.session.execute(query)]


@dataclass(frozen=True)
class Open:
    """Open cases that are new, and those with a closing letter begun, each with the moment and the oldest first."""

    arrived: list[tuple[Case, datetime]]
    drafts: list[tuple[Case, datetime]]


def new_or_begun(reader: Reader, since: datetime) -> Open:
    """Return the open cases that came to a reader since a moment, and those with a closing letter begun at its side."""
    draft = and_(LetterDraft.case_id == Case.id, LetterDraft.side == reader)
    came = _came(reader)
    query = (
        select(Case, came, LetterDraft.at)
        .outerjoin(LetterDraft, draft)
        .where(_mine(reader), Case.state.in_(OPEN), or_(came >= since, LetterDraft.id.is_not(None)))
        .options(*_NO_STORY)
        .order_by(came, Case.id)
    )
    rows = list(db.session.execute(query))
    return Open(
        [(case, at) for case, at, _begun in rows if at is not None and at >= since],
        sorted(((case, begun) for case, _at, begun in rows if begun is not None), key=lambda row: (row[1], row[0].id)),
    )


def _came(reader: Reader) -> ColumnElement[datetime | None]:
    """Return when a case came to a reader: as it was sent there or opened again, and to the management when the department got it."""
    again = select(func.max(Event.at)).where(Event.case_id == Case.id, Event.to_state == State.GENAABNET)
    handed = select(func.max(Event.at)).where(Event.case_id == Case.id, Event.to_state.in_(WITH_DEPARTMENT))
    else_ = handed.scalar_subquery() if reader is Reader.MANAGEMENT else None
    return case_when((Case.inbox == reader, func.coalesce(again.scalar_subquery(), Case.registered_at)), else_=else_)


def calls(reader: Reader) -> dict[str, tuple[Case, list[CaseCall]]]:
    """Return the calls in cases in dialogue since each was last opened again, by the case's id."""
    opened_again = select(func.max(Event.at)).where(Event.case_id == Case.id, Event.to_state == State.GENAABNET)
    query = (
        select(CaseCall, Case)
        .join(Case, Case.id == CaseCall.case_id)
        .where(_mine(reader), Case.state == State.DIALOG)
        .where(CaseCall.noted >= func.coalesce(opened_again.scalar_subquery(), CaseCall.noted))
        .options(*_NO_STORY)
        .order_by(CaseCall.at, CaseCall.noted)
    )
    found: dict[str, tuple[Case, list[CaseCall]]] = {}
    for call, case in db.session.execute(query):
        found.setdefault(case.id, (case, []))[1].append(call)
    return found


def last_evening(now: datetime, ends: int, closed: Sequence[Any] | frozenset[date] = ()) -> datetime:
    """Return when the last working day before today ended, at the hour `ends`: what came since has met nobody at work."""
    day = local(now).date()
    before = date.fromordinal(day.toordinal() - 1)
    while not is_working_day(before, closed):
        before = date.fromordinal(before.toordinal() - 1)
    return datetime.combine(before, time(ends % 24), COPENHAGEN)


def horizon(day: date, working_days: int, closed: frozenset[date]) -> date:
    """Return the last day that is soon."""
    return add_working_days(day, working_days, closed)
