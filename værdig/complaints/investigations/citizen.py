"""What the citizen sees of an investigation: its steps as words and dates, and which one she is at; none of what is written in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from værdig import clock
from værdig.complaints.investigations import queries
from værdig.complaints.investigations.models import Investigation
from værdig.complaints.investigations.steps import CITIZEN_SEES, Step
from værdig.complaints.models import Case
from værdig.complaints.states import State


@dataclass(frozen=True)
class CitizenStep:
    """One step: what it is, when it was taken (None for one to come), and whether it is where the case is."""

    text: str
    day: date | None
    is_now: bool
    asks: bool
    """Whether she can comment now."""


def steps_of(case: Case) -> list[CitizenStep]:
    """Return the steps taken and those to come, in order; empty for a case that is not investigated and has no finding."""
    found = queries.latest(case)
    investigated = queries.is_investigated(case)
    if not investigated and not (found and found.ended and State(case.state) is State.UDTALELSE):
        return []
    current = queries.current(case) if investigated else found
    now = Step(current.step) if current else Step.BEGYNDT
    order, taken = list(Step), _taken(case, current)
    return [
        CitizenStep(str(CITIZEN_SEES[step]), taken.get(step), step is now, step is Step.BORGERENS_BEMAERKNINGER)
        for step in order
        if step is now
        or (step in taken and order.index(step) < order.index(now))
        or order.index(step) > order.index(now)
    ]


def _taken(case: Case, found: Investigation | None) -> dict[Step, date]:
    """Return the days on which steps were taken."""
    begun = max((event.at for event in case.events if event.to_state == State.UNDERSOEGELSE), default=None)
    moments: dict[Step, datetime | None] = {Step.BEGYNDT: begun}
    if found is not None:
        hearing = found.hearings[-1] if found.hearings else None
        moments |= {
            Step.HOERING_SENDT: hearing.sent if hearing else None,
            Step.HOERINGSSVAR_MODTAGET: hearing.answered if hearing else None,
            Step.BORGERENS_BEMAERKNINGER: found.comments_asked,
            Step.UDKAST: found.drafting,
            Step.UDTALELSE: found.ended,
        }
    return {step: clock.local(moment).date() for step, moment in moments.items() if moment is not None}


def has_general_hearing(case: Case) -> bool:
    """Tell whether the administration has been asked without being told of the case."""
    found = queries.current(case)
    return bool(found and found.hearings and all(hearing.general for hearing in found.hearings))
