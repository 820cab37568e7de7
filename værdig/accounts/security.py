"""Flask-Security set up for staff: addresses below /stab, our form and words, sign-ins in the audit log."""

from __future__ import annotations

import functools
import gettext
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask_security
from flask import Flask, Response, g, render_template, request
from flask_login import user_logged_in, user_logged_out
from flask_login.utils import _user_context_processor
from flask_security import Security, SQLAlchemyUserDatastore
from flask_security.core import _default_messages

from værdig import audit
from værdig.access.declare import public
from værdig.access.guard import is_staff_address
from værdig.accounts import sign_in
from værdig.accounts.forms import PASSWORD_LEAST, LoginForm
from værdig.accounts.models import StaffUser
from værdig.crypto import Keyring
from værdig.db import db, new_id, transaction

SIGNED_OUT = "accounts.signed_out"


class NoRoles:
    """Flask-Security wants a class of roles; ours are dated grants in `access`, so it is given one that is never used."""


def init(app: Flask, keys: Keyring) -> None:
    """Let Flask-Security authenticate staff."""
    app.config.update(_settings(keys))
    app.config.update(_danish_messages())
    store = SQLAlchemyUserDatastore(db, StaffUser, NoRoles)  # type: ignore[arg-type]
    security = Security(app, store, login_form=LoginForm, register_blueprint=True)
    security.render_template = render_template
    _ask_on_staffs_side_only(app, security)
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith("security."):  # for everybody; Flask-Security guards the rest of its own pages
            app.view_functions[endpoint] = public(functools.partial(view))
    app.view_functions["security.login"] = public(sign_in.guarded(app.view_functions["security.login"]))
    user_logged_in.connect(_note_signed_in, app)
    user_logged_out.connect(_note_signed_out, app)
    app.after_request(_record)


def _ask_on_staffs_side_only(app: Flask, security: Security) -> None:
    """Let who acts be asked where staff are: nobody is signed in elsewhere, and citizens' requests are the many.

    Templates get `current_user` from `app`, and so need not be given Flask-Login's too.
    """
    asked = tuple(security.principal.identity_loaders)

    def staff() -> Any:
        on_staffs_side = is_staff_address(request.path)
        return next((who for load in asked if (who := load()) is not None), None) if on_staffs_side else None

    security.principal.identity_loaders.clear()
    security.principal.identity_loader(staff)
    app.template_context_processors[None].remove(_user_context_processor)


def _settings(keys: Keyring) -> dict[str, Any]:
    return {
        "SECRET_KEY": keys.derive("flask").hex(),
        "SECURITY_PASSWORD_SALT": keys.derive("passwords").hex(),
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_LENGTH_MIN": PASSWORD_LEAST,
        "SECURITY_URL_PREFIX": "/stab",
        "SECURITY_LOGIN_URL": "/log-ind",
        "SECURITY_LOGOUT_URL": "/log-af",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_POST_LOGIN_VIEW": "/stab/",
        "SECURITY_POST_LOGOUT_VIEW": "/stab/log-ind",
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_FLASH_MESSAGES": False,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_WANT_JSON": False,
        "SECURITY_FRESHNESS": timedelta(minutes=-1),  # off: its page for signing in anew is not ours
        "SECURITY_STATIC_FOLDER": None,
        "REMEMBER_COOKIE_PATH": "/stab",
        "SESSION_PROTECTION": None,  # it would write into citizens' sessions, and what it tells is used nowhere
    }


def _danish_messages() -> dict[str, tuple[str, str]]:
    """Return Flask-Security's messages in its own Danish translation."""
    folder = Path(flask_security.__file__).parent / "translations" / "da_DK" / "LC_MESSAGES"
    with (folder / "flask_security.mo").open("rb") as file:
        danish = gettext.GNUTranslations(file)
    said = {f"SECURITY_MSG_{key}": (danish.gettext(str(text)), tone) for key, (text, tone) in _default_messages.items()}
    said["SECURITY_MSG_GENERIC_AUTHN_FAILED"] = ("E-mail eller adgangskode er forkert.", "error")
    return said


def _note_signed_in(_app: Flask, user: StaffUser, **_more: Any) -> None:
    g.sign_in_to_record = (sign_in.SIGNED_IN, user.id)


def _note_signed_out(_app: Flask, user: Any, **_more: Any) -> None:
    if user is not None and getattr(user, "is_authenticated", False):
        g.sign_in_to_record = (SIGNED_OUT, user.id)


def _end_all_sessions(user_id: str) -> None:
    """Give the user a new mark, so that a copy of the old cookie opens nothing."""
    user = db.session.get(StaffUser, user_id)
    if user is not None:
        user.fs_uniquifier = new_id()


def _record(response: Response) -> Response:
    """Write the sign-in after Flask-Security has committed its own changes."""
    action, user_id = g.pop("sign_in_to_record", (None, None))
    if action:
        with transaction():
            if action == SIGNED_OUT:
                _end_all_sessions(user_id)
            audit.record(action, "staff_user", user_id, actor=audit.Actor(user_id))
    return response
