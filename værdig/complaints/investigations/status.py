"""What messages do to an investigation's clocks: the citizen comments, and hears from the borgerraadgiver again and again."""

from __future__ import annotations

from datetime import datetime

from værdig import clock
from værdig.complaints import deadlines
from værdig.complaints.acting import By
from værdig.complaints.deadlines import Clock, weekday_date
from værdig.complaints.models import Case
from værdig.complaints.service.moving import start_clock, stop_clock, tell_move
from værdig.complaints.states import Mover, State
from værdig.i18n import _

COMMENTED = "bemaerkninger"
"""The cause with which the clock of the citizen's comments stops when she has written."""


def tell_status(case: Case, by: By, moment: datetime) -> None:
    """Count anew until when the citizen hears again, now that the borgerraadgiver has written to her; a late letter stays late."""
    if by.mover is not Mover.BORGERRAADGIVER or State(case.state) is not State.UNDERSOEGELSE:
        return
    day = clock.local(moment).date()
    row = next((row for row in case.clocks if row.kind == Clock.STATUSBREV and row.stopped is None), None)
    if row is not None and day <= row.due:
        due = deadlines.count(Clock.STATUSBREV, day).due
        tell_move(row, due, _("Borgerrådgiveren skrev til borgeren %(day)s.", day=weekday_date(day)))
        return
    stop_clock(case, Clock.STATUSBREV, moment, "besvaret")
    start_clock(case, Clock.STATUSBREV, day)
