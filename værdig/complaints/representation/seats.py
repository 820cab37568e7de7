"""The place of somebody who represents a citizen: whose case is open on this device, and what may be done in it right now.

Her own code lies in a cookie of hers apart from a citizen's, and every page of hers names her row in its address, so that no page acts in
another case. Whoever wrote the complaint for its citizen has its return code instead (`visit`), and is let no further than others.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import session, url_for
from sqlalchemy import select

from værdig import audit, clock, municipality
from værdig.complaints import numbers, visit
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case, CaseRepresentative
from værdig.complaints.queries.cases import OBJECT, OPENED
from værdig.complaints.representation import codes, queries
from værdig.complaints.representation.rules import Right, Standing
from værdig.crypto import CannotOpen
from værdig.db import db, transaction

CODE, USED = visit.SEAT


@dataclass(frozen=True)
class Seat:
    """One case that a representative has open; `keys` reach no further than what she may see, and are None where that is nothing."""

    row: CaseRepresentative
    case: Case
    keys: Keys | None
    rights: frozenset[Right]
    standing: Standing

    @property
    def may_write(self) -> bool:
        """Whether she may write: by her fuldmagt, or because she wrote the complaint and it has not been seen yet."""
        waits = self.row.holds_code and self.standing is Standing.MANGLER_BEVIS
        return self.keys is not None and (Right.SKRIV in self.rights or waits)

    def may(self, right: str) -> bool:
        """Tell whether her fuldmagt covers something today."""
        return self.keys is not None and right in self.rights


def begin(code: str) -> None:
    """Use a representative's code on this device from now on; what a citizen had open here is closed."""
    visit.end()
    session[CODE], session[USED] = code, _minute()


def seat_of(typed: str) -> str | None:
    """Begin with a typed code that is a representative's, and return the address of her page; None for any other code.

    Raises CodeMistyped for a slip.
    """
    found = codes.of_code(typed) if not numbers.looks_like_one(typed) else None
    if found is None:
        return None
    begin(found[1])
    return url_for("complaints.seat", representative_id=found[0].id)


def end() -> None:
    """Forget the code on this device."""
    session.pop(CODE, None)
    session.pop(USED, None)


def taken(representative_id: str) -> Seat | None:
    """Return the seat whose page is asked for; None where another code, or none, is in use on this device."""
    return _of_writer(representative_id) or _of_code(representative_id)


def _of_writer(representative_id: str) -> Seat | None:
    opened = visit.opened()
    row = queries.holder_of(opened[0].id) if opened else None
    if opened is None or row is None or row.id != representative_id:
        return None
    case, _code, held = opened
    stands = queries.standing_of(row)
    may_hold = stands in (Standing.GAELDER, Standing.MANGLER_BEVIS)
    return Seat(row, case, held if may_hold else None, queries.rights_of(row), stands)


def _of_code(representative_id: str) -> Seat | None:
    code = str(session.get(CODE, ""))
    found = codes.of_code(code) if code else None
    if found is None or found[0].id != representative_id:
        return None
    if _is_old():
        end()
        return None
    seat = of_row(found[0], code)
    if seat is not None:
        session[USED] = _minute()
    return seat


def of_row(row: CaseRepresentative, code: str) -> Seat | None:
    """Open a representative's case with her code; None for another code than hers."""
    try:
        held = codes.open_with(row, code)
    except CannotOpen:
        return None
    case = db.session.scalars(select(Case).where(Case.id == row.case_id)).one()
    return Seat(row, case, held, queries.rights_of(row), queries.standing_of(row))


def note_opening(seat: Seat) -> None:
    """Log that a representative has opened the case; its citizen and its handlers can see that."""
    with transaction():
        audit.record(OPENED, OBJECT, seat.case.id, actor=codes.by(seat.row).actor)


def reads_confidence(seat: Seat) -> bool:
    """Tell whether her keys open what citizen and borgerraadgiver write to each other."""
    return seat.keys is not None and seat.keys.has(Part.MESSAGES)


def _minute() -> int:
    return int(clock.now().timestamp()) // 60


def _is_old() -> bool:
    used = session.get(USED)
    return not isinstance(used, int) or _minute() - used > int(municipality.setting("case_idle_minutes"))
