"""For whom, and in which municipality, a staff form was made: sealed beside its token, and compared before any view runs.

Somebody who works in two municipalities can have forms of both open, while her session knows one at a time. A form sent in
another municipality than it was made in does nothing, unless its token says that it leads back: `MadeElsewhere` asks first.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass

from flask import current_app, g, request, session

from værdig.access.current import current_user, my_municipalities
from værdig.access.declare import PUBLIC, access_of
from værdig.access.guard import CHOSEN, is_staff_address
from værdig.crypto import CannotOpen, keyring, seal, unseal
from værdig.db.tenancy import bound_tenant, release, take
from værdig.errors import VaerdigError

CHOOSES = "accounts.choose_municipality"
"""The one closed endpoint that means the same from every municipality."""
SIGN_IN_KEYS = frozenset({"_user_id", "_fresh", "_id", "fs_cc", "fs_paa", "csrf_token", "identity.id", "_seen"})
"""What a session needs to stay signed in; everything else is dropped when another municipality is chosen."""
_PLACE = b"form"


@dataclass(frozen=True)
class Origin:
    """For whom a form was made, in which municipality (empty for none), and whether sending it leads back there."""

    user_id: str
    municipality_id: str
    leads_back: bool = False


class MadeElsewhere(VaerdigError):
    """A form was sent in another municipality than it was made in; nothing has been done."""

    def __init__(self, origin: Origin) -> None:
        super().__init__(f"made in {origin.municipality_id or 'no municipality'}")
        self.origin = origin

    @property
    def may_go_back(self) -> bool:
        """Whether she still has a role where the form was made."""
        return self.origin.municipality_id in my_municipalities()


def mark() -> str:
    """Return what a form of this page carries beside its token: nothing outside the staff side, or before a sign-in."""
    user = current_user() if is_staff_address(request.path) else None
    return sealed(Origin(str(user.id), bound_tenant() or "")) if user is not None else ""


def sealed(origin: Origin) -> str:
    """Return an origin as a page carries it: nobody but us can read or make it."""
    data = json.dumps(asdict(origin)).encode()
    return urlsafe_b64encode(seal(keyring().derive("form-origin"), _PLACE, data)).decode()


def opened(carried: str) -> Origin | None:
    """Return the origin that a page carried, or None for what we have not made."""
    if not carried:
        return None
    try:
        data = unseal(keyring().derive("form-origin"), _PLACE, urlsafe_b64decode(carried.encode()))
        return Origin(**json.loads(data))
    except (CannotOpen, ValueError, TypeError):
        return None


def fits(carried: str, proved: bool) -> bool:
    """Tell whether a form was made for who sends it, where it is sent; one that leads back goes there first.

    `proved` says that the token beside it is this session's own. Raises MadeElsewhere. What everybody may send, and the
    choice of a municipality, are right everywhere; so is what nobody who is signed in sends: the guard refuses that.
    """
    user = current_user() if is_staff_address(request.path) else None
    endpoint = str(request.endpoint)
    if user is None or endpoint == CHOOSES or access_of(current_app.view_functions[endpoint]) == PUBLIC:
        return True
    origin = opened(carried)
    if origin is None or origin.user_id != str(user.id):
        return False
    if origin.municipality_id == (bound_tenant() or ""):
        return True
    elsewhere = MadeElsewhere(origin)
    if not (proved and origin.leads_back and elsewhere.may_go_back):
        raise elsewhere
    _go_to(origin.municipality_id)
    return True


def choose(municipality_id: str) -> None:
    """Let the session work in another municipality from the next request on; what was unlocked in the first is left locked."""
    for key in [key for key in session if key not in SIGN_IN_KEYS]:
        session.pop(key)
    session[CHOSEN] = municipality_id


def _go_to(municipality_id: str) -> None:
    """Work in another municipality from now on, in this request too."""
    choose(municipality_id)
    if g.vaerdig_tenant_token is not None:
        release(g.vaerdig_tenant_token)
    g.vaerdig_tenant_token = take(municipality_id)
