"""The two session cookies: staff's, confined to /stab, and citizens' own; both sealed, so that a reader learns nothing.

No session is kept on the server: what a citizen is doing is known to her browser only.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from flask import Flask, Request, Response, request
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSession, SessionInterface

from værdig import clock
from værdig.access.guard import STAFF_PREFIX, is_staff_address
from værdig.crypto import CannotOpen, keyring, seal, unseal

STAFF_COOKIE = "vaerdig_stab"
CITIZEN_COOKIE = "vaerdig_borger"
SEEN = "_seen"
"""The staff session's key for the minute it was last used; a citizen's session carries no time at all."""
TIMED_OUT = "_timed_out"
"""The staff session's key that says that somebody was signed out for not using it: all that is left of her session."""

_tagged = TaggedJSONSerializer()


class SealedSession(SecureCookieSession):
    """A dictionary kept in a sealed cookie."""


class TwoCookies(SessionInterface):
    """Opens and saves the session that belongs to the address: staff below /stab, citizens elsewhere."""

    session_class = SealedSession

    def __init__(self, staff_minutes: int, secure: bool) -> None:
        self._staff_minutes = staff_minutes
        self._secure = secure

    def open_session(self, app: Flask, request: Request) -> SealedSession:
        staff = is_staff_address(request.path)
        values = _opened(request.cookies.get(_name(staff), ""), staff)
        if staff and self._expired(values):
            values = {TIMED_OUT: True} if values.keys() & {"_user_id", TIMED_OUT} else {}
        return self.session_class(values)

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        staff = is_staff_address(request.path)
        if not session:
            if session.modified or _name(staff) in request.cookies:
                response.delete_cookie(_name(staff), path=_path(staff), secure=self._secure, httponly=True)
            return
        if staff:
            session[SEEN] = _minute()
        if staff or session.modified:
            self._set(response, _name(staff), _sealed(dict(session), staff), _path(staff))

    def _set(self, response: Response, name: str, value: str, path: str) -> None:
        response.set_cookie(name, value, path=path, secure=self._secure, httponly=True, samesite="Lax")

    def _expired(self, values: dict[str, Any]) -> bool:
        return bool(values) and _minute() - int(values.get(SEEN, 0)) > self._staff_minutes


def _name(staff: bool) -> str:
    return STAFF_COOKIE if staff else CITIZEN_COOKIE


def _path(staff: bool) -> str:
    return STAFF_PREFIX if staff else "/"


def _minute() -> int:
    return int(clock.now().timestamp()) // 60


def _sealed(values: dict[str, Any], staff: bool) -> str:
    data = _tagged.dumps(values).encode()
    return urlsafe_b64encode(seal(keyring().derive(_name(staff)), b"cookie", data)).decode()


def _opened(cookie: str, staff: bool) -> dict[str, Any]:
    try:
        data = unseal(keyring().derive(_name(staff)), b"cookie", urlsafe_b64decode(cookie.encode()))
        found = _tagged.loads(data.decode())
    except (CannotOpen, ValueError, json.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def init(app: Flask, staff_minutes: int, secure: bool) -> None:
    """Use the two cookies."""
    app.session_interface = TwoCookies(staff_minutes, secure)
