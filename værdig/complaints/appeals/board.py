"""What Ankestyrelsen decides about a complaint that was sent there: noted by a handler, told to the citizen and in the figures.

Ankestyrelsen writes to the citizen and to the municipality itself; here is only which way it went, and when (retssikkerhedsloven
§§ 66 and 68).
"""

from __future__ import annotations

from datetime import date

from værdig import audit, clock
from værdig.complaints import categories, path
from værdig.complaints.acting import By
from værdig.complaints.categories import Kind
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.moving import locked
from værdig.complaints.states import State
from værdig.db import transaction
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _, format_date

BOARD_NOTED = "complaint.board_noted"
"""The log's word for it."""


def sent_on(case: Case) -> date | None:
    """Return the day a case was sent to Ankestyrelsen; None where it was not, or that was taken back."""
    moves = [event.at for event in path.standing(case.events) if event.to_state == State.SENDT_ANKESTYRELSEN]
    return clock.local(moves[-1]).date() if moves else None


def note_board(case_id: str, outcome: str, on: date, by: By) -> bool:
    """Note what Ankestyrelsen has decided, and the date of its decision; a correction takes the place of what was noted.

    Returns whether it is new. Raises UserError for an unknown outcome or a day that cannot be, RuleBroken for a case that was not
    sent there.
    """
    categories.require(Kind.BOARD, outcome, "outcome")
    if on > clock.today():
        raise UserError(_("Dagen er ikke kommet endnu."), "on")
    with transaction():
        case = locked(case_id)
        sent = sent_on(case)
        if sent is None:
            raise RuleBroken(f"{case.id} was not sent to Ankestyrelsen")
        if on < sent:
            raise UserError(_("Klagen blev først sendt til Ankestyrelsen den %(day)s.", day=format_date(sent)), "on")
        if (case.board_outcome, case.board_on) == (outcome, on):
            return False
        case.board_outcome, case.board_on = outcome, on
        audit.record(BOARD_NOTED, OBJECT, case.id, detail={"outcome": outcome, "on": on.isoformat()}, actor=by.actor)
    return True


def told(case: Case) -> str:
    """Return what Ankestyrelsen has decided, in words for both sides; empty where nothing is noted."""
    if case.board_outcome is None or case.board_on is None:
        return ""
    return _(
        "Ankestyrelsen har afgjort klagen den %(day)s. Udfaldet er: %(outcome)s.",
        day=format_date(case.board_on),
        outcome=categories.title(Kind.BOARD, case.board_outcome),
    )
