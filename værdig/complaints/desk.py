"""What a request of a member of staff needs to work on cases: her side, her keys, and the case she has opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, session, url_for

from værdig.access import current_roles, current_user
from værdig.access.roles import INDEPENDENT, MANAGING
from værdig.complaints import inbox, keys
from værdig.complaints.acting import BORGERRAADGIVER, By, Side
from værdig.complaints.inbox import Ticket
from værdig.complaints.keys import Keys
from værdig.complaints.models import Case
from værdig.errors import NotYours

TICKET = "indbakke"
"""The staff session's key of the unlocked inbox."""


@dataclass(frozen=True)
class Desk:
    """One opened case on one side's desk."""

    side: Side
    case: Case
    keys: Keys
    by: By


def me() -> str:
    """Return the signed-in user's id."""
    user = current_user()
    if user is None:
        raise NotYours
    return str(user.id)


def acting(side: Side) -> By:
    """Return the signed-in user as this side acts: in the first role she holds there."""
    among = INDEPENDENT if side is BORGERRAADGIVER else MANAGING
    roles = sorted(current_roles() & among)
    if not roles:
        raise NotYours
    return By(me(), side.mover, roles[0])


def registrar() -> By:
    """Return the signed-in user as one who writes complaints down."""
    from værdig.complaints.states import Mover

    roles = sorted(current_roles())
    return By(me(), Mover.LEDER, roles[0] if roles else None)


def ticket() -> Ticket | None:
    """Return what the cookie holds of an unlocked inbox."""
    held = session.get(TICKET)
    return Ticket(*held) if isinstance(held, list) and len(held) == 2 else None


def private_keys(side: Side) -> dict[str, bytes] | None:
    """Return the private keys of a side, or None when the borgerraadgiver's inbox is locked."""
    return inbox.private_keys(me(), ticket()) if side is BORGERRAADGIVER else keys.management_keys()


ONWARD = "videre"
"""In the address of the page that unlocks the inbox: where she was going."""


def unlock_address() -> str:
    """Return the address that unlocks the inbox and leads back to the page that was asked for."""
    asked = request.full_path.rstrip("?")
    plain = asked == url_for(BORGERRAADGIVER.endpoint("queue"))
    way: dict[str, Any] = {} if plain else {ONWARD: asked}
    return url_for("complaints_lock.unlock", **way)


def onward() -> str:
    """Return where an unlocked inbox leads: the page of hers that was asked for, or the queue. Never anywhere else."""
    queue = url_for(BORGERRAADGIVER.endpoint("queue"))
    asked = request.args.get(ONWARD, "")
    return asked if asked.startswith((f"{queue}/", f"{queue}?")) else queue
