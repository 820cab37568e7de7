"""Every write of the plug-in that is its own: noting what happens, personal data, and the example; the site stores the meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select

from vaerdig_eksempel.models import Happening, Meeting
from værdig.api import UserError, _, add_once, db_session, now, record_audit, today, transaction

KEPT = timedelta(days=365)
"""How long the plug-in remembers what the site has told it."""


def check_meeting(values: Mapping[str, Any]) -> None:
    """Object to a meeting that no field can know is wrong; asked before one is stored, changed or brought back."""
    if values["held_on"] > today():
        raise UserError(_("Mødet er ikke holdt endnu. Vælg en dag, der har været."), "held_on")


def note(what: str, about: str) -> None:
    """Remember that something has happened; a listener has a transaction of its own."""
    with transaction():
        db_session.add(Happening(what=what, about=about, at=now()))


def forget_happenings() -> None:
    """Delete what the site told more than a year ago; a job, and doing it twice does no more than once."""
    with transaction():
        db_session.execute(delete(Happening).where(Happening.at < now() - KEPT))


def export_person(subject: str) -> Sequence[Mapping[str, Any]]:
    """Return the meetings a person has held."""
    return [{"held_on": meeting.held_on.isoformat(), "topic": meeting.topic} for meeting in _held_by(subject)]


def erase_person(subject: str) -> int:
    """Take a person's name off her meetings; the counts stay. Returns how many."""
    with transaction():
        meetings = _held_by(subject)
        for meeting in meetings:
            meeting.host = ""
            record_audit("vaerdig_eksempel.erased", "meeting", meeting.id)
    return len(meetings)


def _held_by(subject: str) -> list[Meeting]:
    """Return every meeting with her name, deleted ones too: what is left out of figures is kept, and so it is hers."""
    query = select(Meeting).where(Meeting.host == subject).order_by(Meeting.held_on)
    return list(db_session.scalars(query.execution_options(withdrawn=True)))


def load_sample(_context: Any) -> None:
    """Add one meeting a month for a year back, once."""
    add_once(Meeting, (_sample(today() - timedelta(days=30 * month + 3), month) for month in range(12)))


def _sample(day: date, month: int) -> dict[str, Any]:
    topic = f"Eksempel: {_('Nyt om jobcentret')}"
    return {"held_on": day, "topic": topic, "guests": 6 + (month * 7) % 11, "host": "Eksempelperson"}
