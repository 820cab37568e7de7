"""Every read of the plug-in. Counts of people are for the gate: nobody is shown them before it has cleared them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from vaerdig_eksempel.models import Happening, Meeting
from værdig.api import (
    CheckResult,
    HomeLine,
    Severity,
    _l,
    counts_per,
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


def happenings() -> list[tuple[str, str, str]]:
    """Return what the site has told, newest first."""
    rows = db_session.scalars(select(Happening).order_by(Happening.at.desc()).limit(LATEST))
    return [(format_time(row.at), row.what, row.about) for row in rows]


def place() -> str:
    """Return where open house is held."""
    return str(setting("vaerdig_eksempel.place"))


def meetings_by_quarter(half_year: str) -> Sequence[tuple[str, int]]:
    """Return the number of meetings by quarter up to the end of a half-year; deleted ones are left out by themselves."""
    return counts_per("Q", half_year, ((day, 1) for day in db_session.scalars(select(Meeting.held_on))))


def guests_by_quarter(half_year: str) -> Sequence[tuple[str, int]]:
    """Return the number of guests by quarter up to the end of a half-year."""
    rows = db_session.execute(select(Meeting.held_on, Meeting.guests))
    return counts_per("Q", half_year, ((day, guests) for day, guests in rows))


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
