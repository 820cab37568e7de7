"""The alarm over a complaint that waits for its citizen's leave while her four weeks run: when it sounds, for whom, and its mark.

The complaint itself is in time once the borgerraadgiver has it. But the decision is judged again by those who made it, and they get
it only when she lets them; the last days in which a new complaint could still be made are the last in which nothing can be lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from værdig import audit, clock
from værdig.clock import working_days_between
from værdig.complaints import categories, queries
from værdig.complaints.acting import SYSTEM
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.deadlines import weekday_date
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.states import OPEN
from værdig.db import db, transaction
from værdig.i18n import _, ngettext

WARNING_DAYS = 5
"""Working days before the last day from which the alarm sounds; the municipality's own closing days do not shorten them."""

SOUNDED = "complaint.consent_alarm"
"""The log's word for an alarm that has begun."""


def is_due(until: date | None, day: date) -> bool:
    """Tell whether the alarm sounds on `day`; where nobody knows the last day it sounds at once, since it may be any day."""
    return until is None or working_days_between(day, until) <= WARNING_DAYS


@dataclass(frozen=True)
class Alarm:
    """One complaint over a decision whose citizen has not let the department have it: until when, and what there is to say."""

    case: Case
    until: date | None
    days: int | None
    """Working days left, negative when the last day has passed; None where nobody knows it."""

    @property
    def text(self) -> str:
        """How long there is."""
        if self.days is None or self.until is None:
            return _("Vi ved ikke, hvornår afgørelsen kom. Klagefristen kan udløbe når som helst.")
        last = weekday_date(self.until)
        if self.days < 0:
            return _("Klagefristen udløb %(day)s.", day=last)
        if self.days == 0:
            return _("Klagefristen udløber i dag, %(day)s.", day=last)
        left = ngettext("Der er %(count)s arbejdsdag tilbage.", "Der er %(count)s arbejdsdage tilbage.", self.days)
        return _("Klagefristen udløber %(day)s. %(left)s", day=last, left=left)


def alarm_of(case: Case, day: date) -> Alarm | None:
    """Return the alarm of one case; None while it is silent: nothing is missing, or there is time enough."""
    if case.inbox != Reader.BORGERRAADGIVER or not queries.missing_for_appeal(case):
        return None
    until = case.appeal_until
    return Alarm(case, until, working_days_between(day, until) if until else None) if is_due(until, day) else None


def alarms(day: date) -> list[Alarm]:
    """Return the alarms of the bound municipality's confidential inbox: the unknown first, then the most urgent."""
    waiting = select(Case).where(
        Case.inbox == Reader.BORGERRAADGIVER,
        Case.type == categories.DECISION,
        Case.state.in_(OPEN),
        open_to_viewer(Case.id),
    )
    found = (alarm_of(case, day) for case in db.session.scalars(waiting.order_by(Case.received, Case.id)))
    return sorted((each for each in found if each), key=lambda each: each.until or date.min)


def sound_alarms() -> int:
    """Write in each case's log that its alarm has begun, once; returns for how many that was new. A page shows it without this."""
    new = [each for each in alarms(clock.today()) if not audit.entries_about(OBJECT, each.case.id, SOUNDED)]
    for each in new:
        with transaction():
            until = each.until.isoformat() if each.until else None
            audit.record(SOUNDED, OBJECT, each.case.id, detail={"until": until}, actor=SYSTEM.actor)
    return len(new)
