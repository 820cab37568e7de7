"""The way a case has gone, with moves that were taken back left out; pure: it reads events, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from værdig.complaints.models import Event
from værdig.complaints.states import State

WRITTEN = "skrevet"
"""The reason code of a move that a handler made, with a reason in her own words."""

TAKEN_BACK = "taget_tilbage"
"""The reason code of a move that undoes the one before it."""


def standing(events: Iterable[Event]) -> list[Event]:
    """Return a case's events in order without those that were taken back, and without the taking back."""
    left: list[Event] = []
    for event in events:
        undone = last_step(left) if event.reason_code == TAKEN_BACK else None
        if undone is None:
            left.append(event)
        else:
            left.remove(undone)
    return left


def last_step(events: Sequence[Event]) -> Event | None:
    """Return the event that brought a case where it is, among those that stand; waiting for the citizen leads nowhere else."""
    steps = (event for event in reversed(events) if State.AFVENTER_BORGER not in (event.from_state, event.to_state))
    return next(steps, None)


def undoable(events: Sequence[Event], state: State) -> Event | None:
    """Return the move that can be taken back: the one a handler made to the state a case is in; None for any other."""
    step = last_step(standing(events))
    made_here = step is not None and step.to_state == state and step.reason_code == WRITTEN
    return step if made_here else None
