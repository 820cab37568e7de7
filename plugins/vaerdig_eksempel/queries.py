"""Every read of the plug-in. Counts of people are for the gate: nobody is shown them before it has cleared them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from vaerdig_eksempel.models import Happening, Meeting
from værdig.api import (
    CheckResult,
    HalfYear,
    HomeLine,
    Severity,
    _l,
    db_session,
    format_date,
    format_time,
    setting,
    today,
)

LATEST = 10
QUIET = timedelta(days=90)


def meetings() -> list[Meeting]:
    """Return the meetings, newest first."""
    return list(db_session.scalars(select(Meeting).order_by(Meeting.held_on.desc()).limit(LATEST)))


def recent_meetings() -> Sequence[Mapping[str, str]]:
    """Return the latest meetings as the form's page shows them."""
    return [{"Dag": format_date(meeting.held_on), "Emne": meeting.topic} for meeting in meetings()]


def happenings() -> list[tuple[str, str, str]]:
    """Return what the site has told, newest first."""
    rows = db_session.scalars(select(Happening).order_by(Happening.at.desc()).limit(LATEST))
    return [(format_time(row.at), row.what, row.about) for row in rows]


def place() -> str:
    """Return where open house is held."""
    return str(setting("vaerdig_eksempel.place"))


def _quarter(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def _up_to(half_year: str) -> list[Meeting]:
    last = HalfYear.parse(half_year).end
    return list(db_session.scalars(select(Meeting).where(Meeting.held_on <= last).order_by(Meeting.held_on)))


def meetings_by_quarter(half_year: str) -> Sequence[tuple[str, int]]:
    """Return the number of meetings by quarter up to the end of a half-year."""
    return list(Counter(_quarter(meeting.held_on) for meeting in _up_to(half_year)).items())


def guests_by_quarter(half_year: str) -> Sequence[tuple[str, int]]:
    """Return the number of guests by quarter up to the end of a half-year."""
    counted: Counter[str] = Counter()
    for meeting in _up_to(half_year):
        counted[_quarter(meeting.held_on)] += meeting.guests
    return list(counted.items())


def newest_meeting(_user_id: str) -> Sequence[HomeLine]:
    """Tell on *Min side* when open house was held last; nothing before the first."""
    newest = db_session.scalar(select(Meeting.held_on).order_by(Meeting.held_on.desc()).limit(1))
    if newest is None:
        return ()
    text = _l("Seneste møde: %(day)s.", day=format_date(newest))
    return (HomeLine(text=text, endpoint="vaerdig_eksempel.meetings"),)


def check_next_meeting() -> CheckResult:
    """Warn when there has been no meeting for three months."""
    newest = db_session.scalar(select(Meeting.held_on).order_by(Meeting.held_on.desc()).limit(1))
    if newest is None or newest < today() - QUIET:
        return CheckResult(severity=Severity.WARNING, text=_l("Der har ikke været åbent hus i tre måneder."))
    return CheckResult(severity=Severity.OK, text=_l("Seneste møde: %(day)s.", day=format_date(newest)))
