"""A corrected calendar: which running dates would be others by it, and moving them, or not, when their office has said so.

Closing days and lengths are changed by whoever runs the installation, who may not know that a confidential case exists. So nobody is
asked there: each office finds on its own queue what would move in the cases that lie with it, and decides. What the office has let
stay is not asked about again until the calendar gives yet another date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from værdig import audit
from værdig.clock import add_working_days, today
from værdig.complaints import deadlines, queries
from værdig.complaints.acting import By
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.moving import locked, tell_move
from værdig.complaints.states import OPEN
from værdig.db import db, transaction
from værdig.errors import UserError
from værdig.i18n import _

MOVED = "complaint.clock_recounted"
KEPT = "complaint.clock_kept"
"""The log's words for a date that was moved to a corrected calendar, and for one that was left where it was."""

LOCAL = tuple(kind for kind, rule in RULES.items() if not (rule.statutory or rule.agreed))


@dataclass(frozen=True)
class Move:
    """One date that a corrected calendar would move."""

    clock_id: str
    case_id: str
    number: str
    kind: Clock
    old: date
    new: date

    @property
    def duty(self) -> str:
        """What the date is for."""
        return str(RULES[self.kind].title)


def recounted(row: CaseClock) -> date | None:
    """Return a local clock's date by the calendar and lengths as they are now.

    None where the date is no reckoning but was agreed or told the citizen in a letter, or was moved before what it takes was kept.
    """
    kind = Clock(row.kind)
    if RULES[kind].agreed or (row.counted_from is None and "\n" in row.basis):
        return None
    start = row.counted_from or row.started
    days = deadlines.length(kind, start) if row.days_left is None else row.days_left
    return add_working_days(start, days, deadlines.closing_days())


def _moved(row: CaseClock, day: date) -> date | None:
    """Return where a date would move, None where it stays.

    A law's date never moves. One that has passed stays passed, none is moved into the past, and the citizen's own are never cut short.
    """
    rule = RULES[Clock(row.kind)]
    if rule.statutory or row.stopped is not None or row.due < day:
        return None
    new = recounted(row)
    if new is None or new in (row.due, row.declined) or new < day or (rule.citizens and new < row.due):
        return None
    return new


def pending(office: Reader) -> list[Move]:
    """Return what would move in the open cases that lie with an office, earliest first."""
    rows = db.session.scalars(
        select(CaseClock)
        .join(Case, Case.id == CaseClock.case_id)
        .where(open_to_viewer(Case.id))
        .where(Case.state.in_(OPEN), CaseClock.kind.in_(LOCAL), CaseClock.stopped.is_(None), CaseClock.due >= today())
        .order_by(CaseClock.due, CaseClock.id)
    )
    found = ((row, _moved(row, today())) for row in rows)
    return [_move(row, new) for row, new in found if new is not None and queries.lies_with(row.case) is office]


def _move(row: CaseClock, new: date) -> Move:
    return Move(row.id, row.case_id, row.case.number, Clock(row.kind), row.due, new)


def mark_of(moves: Iterable[Move]) -> str:
    """Return what tells one list of moves from another, for a page to send along: nothing is done to what was not on it."""
    said = "\n".join(f"{move.clock_id} {move.old} {move.new}" for move in moves)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def decide(office: Reader, by: By, seen: str, *, move: bool) -> int:
    """Move what the office has seen, or let it stay; returns how many. A second click finds nothing left to do.

    Raises UserError when the list has become another since it was seen.
    """
    with transaction():
        moves = pending(office)
        if moves and mark_of(moves) != seen:
            raise UserError(_("Listen er blevet en anden, siden du åbnede siden. Se den igennem igen."))
        return carry_out(moves, by, move=move)


def carry_out(moves: Iterable[Move], by: By, *, move: bool) -> int:
    """Move some dates, or note that they stay; each is looked at again with its case locked."""
    done = 0
    with transaction():
        for each in moves:
            locked(each.case_id)
            row = db.session.get(CaseClock, each.clock_id, populate_existing=True)
            if row is None or _moved(row, today()) != each.new:
                continue
            if move:
                _apply(row, each.new)
            else:
                row.declined = each.new
            detail = {"clock": each.kind, "from": each.old.isoformat(), "to": each.new.isoformat()}
            audit.record(MOVED if move else KEPT, OBJECT, each.case_id, detail=detail, actor=by.actor)
            done += 1
    return done


def _apply(row: CaseClock, new: date) -> None:
    """Give a clock its new date; from when it is counted stays known, so that it can be recounted again."""
    start, days = row.counted_from or row.started, row.days_left
    tell_move(row, new, _("Kommunens kalender er rettet den %(day)s.", day=deadlines.weekday_date(today())))
    row.counted_from, row.days_left, row.declined = start, days, None
