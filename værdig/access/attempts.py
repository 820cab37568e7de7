"""How long somebody waits after failed attempts at a secret (a pass word, a pass phrase): counted in the audit log.

The wait grows with each failure and is never longer than a minute, so that nobody can be locked out for good. No address
is stored: it is the account that is slow, whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import func, select

from værdig import clock
from værdig.audit import AuditEntry
from værdig.db import db
from værdig.errors import UserError
from værdig.i18n import ngettext

FREE = 3
"""With this many failures in a row the waiting begins: everybody mistypes once or twice."""
LONGEST = 60
"""Seconds: the longest wait."""
REMEMBERED = timedelta(minutes=15)
"""A failure older than this no longer counts."""


@dataclass(frozen=True)
class Target:
    """What is guessed at: the object of the audit entries, and the actions that say an attempt failed or succeeded."""

    object_type: str
    object_id: str
    failed: str
    passed: str


class TooSoon(UserError):
    """An attempt before the wait is over; `seconds` are left of it."""

    def __init__(self, seconds: int, field: str | None = None) -> None:
        self.seconds = seconds
        text = ngettext(
            "Der er prøvet for mange gange. Vent %(count)s sekund, og prøv igen.",
            "Der er prøvet for mange gange. Vent %(count)s sekunder, og prøv igen.",
            seconds,
        )
        super().__init__(text, field)


def require_patience(target: Target, field: str | None = None) -> None:
    """Raise TooSoon when the latest failed attempts at `target` still cost a wait."""
    seconds = seconds_left(target)
    if seconds:
        raise TooSoon(seconds, field)


def seconds_left(target: Target) -> int:
    """Return the whole seconds until `target` may be tried again; 0 means now."""
    since = clock.now() - REMEMBERED
    passed, _number = _newest(target, target.passed, since)
    failed, number = _newest(target, target.failed, passed or since)
    if failed is None or number < FREE:
        return 0
    ready = failed + timedelta(seconds=wait_after(number))
    return max(0, ceil((ready - clock.now()).total_seconds()))


def wait_after(failures: int) -> int:
    """Return the seconds that so many failures in a row cost: none for the first two, then 2, 4, 8 up to 60."""
    return 0 if failures < FREE else int(min(LONGEST, 2 ** min(failures - FREE + 1, 10)))


def _newest(target: Target, action: str, since: datetime) -> tuple[datetime | None, int]:
    query = select(func.max(AuditEntry.at), func.count()).where(
        AuditEntry.object_type == target.object_type,
        AuditEntry.object_id == target.object_id,
        AuditEntry.action == action,
        AuditEntry.at > since,
    )
    newest, number = db.session.execute(query).one()
    return newest, number
