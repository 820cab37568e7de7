"""Reads of investigations: the current one of a case, how far it is, its hearings in clear text, and those put to the management."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from værdig.complaints import keys as keyring
from værdig.complaints import queries
from værdig.complaints.acting import BORGERRAADGIVER, Side
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.investigations.models import Hearing, Investigation
from værdig.complaints.investigations.status import COMMENTED
from værdig.complaints.investigations.steps import Facts, Step
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.reading import words_of
from værdig.complaints.states import State
from værdig.db import db
from værdig.errors import NotYours

OWN_UNIT = "jobcenter"
"""The unit whose management reads here; whoever else is heard is written to elsewhere, and her answer noted."""


def is_investigated(case: Case) -> bool:
    """Tell whether a case is being investigated, also while its citizen is waited for."""
    return State(case.returns_to or case.state) is State.UNDERSOEGELSE


def current(case: Case) -> Investigation | None:
    """Return the investigation of a case that is not finished, or None where nothing has been done in it yet."""
    query = select(Investigation).where(Investigation.case_id == case.id, Investigation.ended.is_(None))
    return db.session.scalar(query.order_by(Investigation.begun.desc()).limit(1))


def latest(case: Case) -> Investigation | None:
    """Return the last investigation of a case that anything has been done in, finished or not."""
    query = select(Investigation).where(Investigation.case_id == case.id)
    return db.session.scalar(query.order_by(Investigation.begun.desc(), Investigation.id).limit(1))


def clock_of(clock_id: str | None) -> CaseClock | None:
    """Return one clock of a case, if it is there."""
    return db.session.get(CaseClock, clock_id) if clock_id else None


def facts_of(
    found: Investigation | None, day: date, *, complete: bool = False, graded: bool = False, criticises: bool = False
) -> Facts:
    """Return what the table of steps must know on a day; what is written of the finding is told by the caller."""
    if found is None:
        return Facts(complete=complete, graded=graded, criticises=criticises)
    last = found.hearings[-1] if found.hearings else None
    comments = clock_of(found.comments_clock_id)
    return Facts(
        step=Step(found.step),
        answered=any(hearing.answered for hearing in found.hearings),
        answer_late=bool(last and not last.answered and _has_passed(clock_of(last.clock_id), day)),
        commented=bool(comments and comments.stop_cause == COMMENTED),
        comments_late=_has_passed(comments, day),
        complete=complete,
        graded=graded,
        criticises=criticises,
    )


def _has_passed(row: CaseClock | None, day: date) -> bool:
    """Tell whether a clock's date has passed; one that stands still while the citizen is waited for has not."""
    return row is not None and row.paused is None and row.promised < day


@dataclass(frozen=True)
class ReadHearing:
    """One hearing in clear text. `readable` is false where this reader does not hold its key."""

    id: str
    unit: str
    general: bool
    sent: datetime
    due: date | None
    asked_by: str
    questions: str
    answered: datetime | None
    answered_by: str | None
    answer: str
    readable: bool

    @property
    def is_elsewhere(self) -> bool:
        """Whether the borgerraadgiver has put the questions to a unit that does not read here."""
        return self.unit != OWN_UNIT


def read_hearing(row: Hearing, keys: Keys) -> ReadHearing:
    """Return a hearing as far as the reader's keys go."""
    timer = clock_of(row.clock_id)
    return ReadHearing(
        row.id, row.unit, row.general, row.sent, timer.promised if timer else None, row.asked_by,
        words_of(keys, row.part, "hearing", "questions", row.id, row.questions), row.answered, row.answered_by,
        words_of(keys, row.part, "hearing", "answer", row.id, row.answer), keys.has(Part(row.part)),
    )  # fmt: skip


@dataclass(frozen=True)
class Put:
    """A hearing as it is put to the management: its row, the key that opens it, and its case where she may know of it."""

    row: Hearing
    keys: Keys
    case: Case
    about: Case | None


def put_to_management() -> list[Put]:
    """Return the hearings that the management may read, those that wait for an answer first, then the newest."""
    rows = db.session.scalars(select(Hearing).where(Hearing.unit == OWN_UNIT)).all()
    private = keyring.management_keys()
    found = [put for row in rows if (put := _put(row, private)) is not None]
    return sorted(found, key=lambda put: (put.row.answered is not None or not is_open(put), -put.row.sent.timestamp()))


def hearing_for_management(hearing_id: str) -> Put:
    """Return one hearing that the management may read; raises NotYours for any other."""
    row = db.session.scalar(select(Hearing).where(Hearing.id == hearing_id, Hearing.unit == OWN_UNIT))
    put = _put(row, keyring.management_keys()) if row is not None else None
    if put is None:
        raise NotYours
    return put


def _put(row: Hearing, private: Mapping[str, bytes]) -> Put | None:
    """Return a hearing with the key that opens it, or None where the management holds none, or who asks must not see the case."""
    case = db.session.scalar(select(Case).where(Case.id == row.investigation.case_id, open_to_viewer(Case.id)))
    if case is None:
        return None
    if not row.general and not queries.is_shared(case, Reader.MANAGEMENT):
        return None
    opened = keyring.open_parts(case, Reader.MANAGEMENT, private, [Part(row.part)])
    return Put(row, opened, case, None if row.general else case) if opened.has(Part(row.part)) else None


def is_open(put: Put) -> bool:
    """Tell whether a hearing can be answered: nobody has, and the case is still investigated."""
    return put.row.answered is None and put.row.investigation.ended is None and is_investigated(put.case)


def waiting() -> list[Put]:
    """Return the hearings that wait for the management's answer."""
    return [put for put in put_to_management() if is_open(put)]


def has_investigation(case: Case, side: Side) -> bool:
    """Tell whether there is an investigation for a side to look at: the borgerraadgiver's alone."""
    return side is BORGERRAADGIVER and (is_investigated(case) or latest(case) is not None)


def due_of(row: Hearing) -> date | None:
    """Return until when a hearing is to be answered."""
    timer = clock_of(row.clock_id)
    return timer.promised if timer else None
