"""Which dates may be put off with a letter, until when, and what that does to the clock; pure: no rows, no texts to citizens.

Source: retssikkerhedsloven § 3, stk. 2 (a citizen is told in writing when a published deadline cannot be kept, and what to expect
instead), and the practice of answering with a status where no law sets the time (Folketingets Ombudsmand, overblik 11).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from værdig.clock import add_working_days, is_working_day, working_days_between
from værdig.complaints.deadlines import Clock
from værdig.errors import UserError
from værdig.i18n import _l

CAN_BE_PUT_OFF = frozenset(
    {
        Clock.FOERSTE_SVAR,
        Clock.AFDELINGENS_SVAR,
        Clock.STILLINGTAGEN,
        Clock.HOERINGSSVAR,
        Clock.OPFOELGNING,
        Clock.GENVURDERING,
    }
)
"""The duties a letter can be written about: those whose answer takes time. A call is made, and a case is sent on, on its day."""

SOON = 3
"""Working days before a date from which a delay letter is offered without being asked for."""

SUGGESTED = 10
"""Working days by which the draft puts a date off."""

LONGEST = timedelta(days=183)
"""How far ahead a new date may lie: half a year. Whatever takes longer needs a new letter by then."""


def is_soon(due: date, day: date, closed: Collection[date] = ()) -> bool:
    """Tell whether a date is so near, or has passed, that its handler should answer or write a delay letter."""
    return working_days_between(day, due, closed) <= SOON


def suggested(due: date, day: date, closed: Collection[date] = ()) -> date:
    """Return the new date a draft proposes: ten working days after the old one, or after today where that has passed."""
    return add_working_days(max(due, day), SUGGESTED, closed)


def objection(due: date, until: date, day: date, closed: Collection[date] = ()) -> UserError | None:
    """Return why a date cannot be put off until `until`, as a Danish text, or None."""
    if until <= day:
        return UserError(_l("Den nye dato skal ligge efter i dag."), "until")
    if until <= due:
        return UserError(_l("Den nye dato skal ligge efter den gamle."), "until")
    if until > day + LONGEST:
        return UserError(_l("Den nye dato ligger over et halvt år ude. Se efter, om året er rigtigt."), "until")
    if not is_working_day(until, closed):
        return UserError(_l("Den dag er der lukket. Vælg en arbejdsdag."), "until")
    return None


def moves_clock(due: date, day: date, *, statutory: bool) -> bool:
    """Tell whether the new date becomes the clock's own.

    It does where the letter comes while the old one can still be kept: that is what the law asks for. A broken promise stays
    broken, and a date that a law sets is not ours to move; then the citizen's new date stands beside it.
    """
    return day <= due and not statutory
