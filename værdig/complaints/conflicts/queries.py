"""Reads of conflicts of interest: the marks of a case, who is left to handle it, and the cases that nobody is left for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from værdig.access.roles import INDEPENDENT, MANAGING
from værdig.accounts import queries as accounts
from værdig.complaints.conflicts.models import AvoidWish, CaseConflict
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import lies_with
from værdig.complaints.states import OPEN
from værdig.db import db
from værdig.errors import NotYours

ROLES = {Reader.BORGERRAADGIVER: INDEPENDENT, Reader.MANAGEMENT: MANAGING}


@dataclass(frozen=True)
class Handler:
    """Somebody whose role lets her handle the cases of a side."""

    user_id: str
    name: str


def handlers(reader: Reader) -> list[Handler]:
    """Return who may handle a side's cases today, by name."""
    return _by_side()[reader]


def _by_side() -> dict[Reader, list[Handler]]:
    found = accounts.active_holders(INDEPENDENT | MANAGING)
    return {
        reader: list(dict.fromkeys(Handler(user_id, name) for role, user_id, name in found if role in roles))
        for reader, roles in ROLES.items()
    }


def marks_of(case_id: str) -> list[CaseConflict]:
    """Return every mark a case has had, the oldest first."""
    query = select(CaseConflict).where(CaseConflict.case_id == case_id)
    return list(db.session.scalars(query.order_by(CaseConflict.marked, CaseConflict.id)))


def mark_of(case_id: str, mark_id: str) -> CaseConflict:
    """Return a mark of a case that holds; raises NotYours for any other."""
    found = next((mark for mark in marks_of(case_id) if mark.id == mark_id and mark.lifted is None), None)
    if found is None:
        raise NotYours
    return found


def wishes_of(case_id: str) -> list[AvoidWish]:
    """Return what the citizen has asked for, the oldest first."""
    query = select(AvoidWish).where(AvoidWish.case_id == case_id)
    return list(db.session.scalars(query.order_by(AvoidWish.at, AvoidWish.id)))


def left_for(case: Case) -> list[Handler]:
    """Return who may still handle a case at the side it lies with; empty when nobody is left."""
    return _unmarked(handlers(lies_with(case)), [mark for mark in marks_of(case.id) if mark.lifted is None])


def _unmarked(people: Iterable[Handler], marks: Collection[CaseConflict]) -> list[Handler]:
    marked = {mark.user_id for mark in marks}
    return [each for each in people if each.user_id not in marked]


def nobody_left(*readers: Reader) -> list[Case]:
    """Return the open cases at some sides that nobody there may handle, by number.

    Those who may give somebody else the role must know that there are such cases, not what is in them.
    """
    query = (
        select(CaseConflict, Case)
        .join(Case, Case.id == CaseConflict.case_id)
        .where(CaseConflict.lifted.is_(None), Case.state.in_(OPEN), open_to_viewer(Case.id))
        .options(defer(Case.story), defer(Case.particulars), joinedload(Case.consents))
    )
    by_case: dict[str, tuple[Case, list[CaseConflict]]] = {}
    for mark, case in db.session.execute(query).unique():
        by_case.setdefault(case.id, (case, []))[1].append(mark)
    found = [(case, marks, lies_with(case)) for case, marks in by_case.values()]
    wanted = [each for each in found if each[2] in readers]
    people = _by_side() if wanted else {}
    stuck = [case for case, marks, reader in wanted if not _unmarked(people[reader], marks)]
    return sorted(stuck, key=lambda case: case.number)


def marked_in(case_ids: Collection[str]) -> dict[str, set[str]]:
    """Return who is marked in some cases, by case."""
    found: dict[str, set[str]] = {}
    query = select(CaseConflict).where(CaseConflict.case_id.in_(case_ids), CaseConflict.lifted.is_(None))
    for mark in db.session.scalars(query):
        found.setdefault(mark.case_id, set()).add(mark.user_id)
    return found
