"""Who has opened a case, as its citizen and its handlers read it; the log itself is `audit`'s."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase

from værdig import audit, municipality
from værdig.accounts import queries as accounts
from værdig.clock import local
from værdig.complaints.queries.cases import OBJECT, OPENED, role_title, unit_of
from værdig.errors import NotYours
from værdig.i18n import _


@dataclass(frozen=True)
class Opening:
    """That somebody has opened a case: in which role, from which unit, within which hour, and how many times in it.

    Where several people have opened it in the same role, `role` tells them apart by a letter.
    """

    role: str
    unit: str
    hour: datetime
    times: int


def opened_by(case_id: str) -> list[Opening]:
    """Return who has opened a case, newest first, each person once an hour.

    Names are told only where the municipality has decided so, and only of what was opened since: whoever opened a case before that
    was not told that her name would be read.
    """
    entries = audit.entries_about(OBJECT, case_id, OPENED)
    since = municipality.setting_since("names_told") if municipality.setting("names_told") else None
    people: dict[str | None, list[str | None]] = {}
    for entry in entries:
        alike = people.setdefault(entry.role, [])
        if entry.actor not in alike:
            alike.append(entry.actor)
    counted = Counter((e.at.replace(minute=0, second=0, microsecond=0), e.role, e.actor) for e in entries)
    openings = [
        Opening(
            _who(role, actor, people[role], named=since is not None and local(hour).date() >= since),
            unit_of(role),
            hour,
            times,
        )
        for (hour, role, actor), times in counted.items()
    ]
    return sorted(openings, key=lambda opening: (opening.hour, opening.role), reverse=True)


def _who(role: str | None, actor: str | None, alike: list[str | None], *, named: bool) -> str:
    """Return whom the citizen reads of: by role, or by name and role where that is told and the name is known."""
    try:
        name = accounts.user_here(actor or "").name if named else ""
    except NotYours:
        name = ""
    return _("%(name)s, %(role)s", name=name, role=role_title(role)) if name else _told_apart(role, actor, alike)


def _told_apart(role: str | None, actor: str | None, alike: list[str | None]) -> str:
    """Return a role, with a letter for each person where there are several; after Z they are numbered."""
    if len(alike) == 1:
        return role_title(role)
    place = alike.index(actor)
    mark = ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)
    return _("%(role)s %(mark)s", role=role_title(role), mark=mark)
