"""Every write of the plug-in: registering a meeting, noting what happens, personal data, and the example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from vaerdig_eksempel.models import Happening, Meeting
from værdig.api import UserError, _, db_session, format_date, now, record_audit, today, transaction


def register_meeting(data: Mapping[str, Any]) -> str:
    """Store a meeting from the form and return the receipt; the site calls it inside a transaction."""
    if data["held_on"] > today():
        raise UserError(_("Mødet er ikke holdt endnu. Vælg en dag, der har været."), "held_on")
    meeting = Meeting(**data)
    db_session.add(meeting)
    db_session.flush()
    record_audit("vaerdig_eksempel.registered", "meeting", meeting.id)
    return _("Mødet den %(day)s er gemt.", day=format_date(meeting.held_on))


def note(what: str, about: str) -> None:
    """Remember that something has happened; a listener has a transaction of its own."""
    with transaction():
        db_session.add(Happening(what=what, about=about, at=now()))


def export_person(subject: str) -> Sequence[Mapping[str, Any]]:
    """Return the meetings a person has held."""
    meetings = db_session.scalars(select(Meeting).where(Meeting.host == subject).order_by(Meeting.held_on))
    return [{"held_on": meeting.held_on.isoformat(), "topic": meeting.topic} for meeting in meetings]


def erase_person(subject: str) -> int:
    """Take a person's name off her meetings; the counts stay. Returns how many."""
    with transaction():
        meetings = list(db_session.scalars(select(Meeting).where(Meeting.host == subject)))
        for meeting in meetings:
            meeting.host = ""
    return len(meetings)


def load_sample(_context: Any) -> None:
    """Add one meeting a month for a year back; run twice it starts again and ends at the same."""
    with transaction():
        held = [meeting.id for meeting in db_session.scalars(select(Meeting).where(Meeting.topic.like("Eksempel:%")))]
        db_session.execute(delete(Meeting).where(Meeting.id.in_(held)))
        for month in range(12):
            day = today() - timedelta(days=30 * month + 3)
            topic = f"Eksempel: {_('Nyt om jobcentret')}"
            db_session.add(Meeting(held_on=day, topic=topic, guests=6 + (month * 7) % 11, host="Eksempelperson"))
