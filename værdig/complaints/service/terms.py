"""What a move needs beside its reason: the ground on which a case is not for us, and the day a talk is agreed for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from værdig import clock
from værdig.complaints import categories, deadlines
from værdig.complaints.categories import Kind
from værdig.complaints.deadlines import Clock
from værdig.complaints.models import Case
from værdig.complaints.service.moving import start_counted
from værdig.complaints.states import State
from værdig.errors import UserError
from værdig.i18n import _

FURTHEST = 366
"""Days ahead that a talk can be agreed for; a later one is a slip in the year."""


@dataclass(frozen=True)
class Terms:
    """What is told with a move. `ground` is one of `Kind.OUT_OF_SCOPE`, `meeting` the day of a talk that has been agreed."""

    ground: str | None = None
    meeting: date | None = None


NO_TERMS = Terms()


def meet(case: Case, target: State, terms: Terms, moment: datetime) -> None:
    """Keep what a move to `target` needs, in the transaction of a move that takes none back; raises UserError where it is missing."""
    today = clock.local(moment).date()
    if target is State.UDEN_FOR_KOMPETENCE:
        case.out_of_scope = _ground(terms.ground)
    if target is State.MAEGLING:
        start_counted(case, Clock.SAMTALE, today, deadlines.agree(today, require_day(terms.meeting, today)))


def _ground(ground: str | None) -> str | None:
    if not ground:
        raise UserError(_("Vælg, hvorfor sagen er uden for kompetence."), "ground")
    categories.require(Kind.OUT_OF_SCOPE, ground, "ground")
    return ground


def require_day(day: date | None, today: date) -> date:
    """Return a day that a talk can be agreed for; raises UserError for none, one that has passed, and one in the far future."""
    if day is None:
        raise UserError(_("Skriv, hvilken dag samtalen er aftalt til."), "meeting")
    if day < today:
        raise UserError(_("Dagen er gået. Skriv den dag, samtalen skal holdes."), "meeting")
    if (day - today).days > FURTHEST:
        raise UserError(_("Dagen er over et år ude i fremtiden. Er årstallet rigtigt?"), "meeting")
    return day
