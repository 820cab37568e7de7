"""The sign-in page around Flask-Security's own: failures are audited and slow down the next attempt, and answer 422."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, abort, g, make_response, render_template, request, session
from flask_login import current_user

from værdig import audit
from værdig.access import attempts
from værdig.access.attempts import Target, TooSoon
from værdig.accounts import queries
from værdig.accounts.forms import LoginForm
from værdig.crypto import keyring, mac
from værdig.db import transaction
from værdig.sessions import TIMED_OUT
from værdig.ui.csrf import form_view

SIGNED_IN = "accounts.signed_in"
REFUSED = "accounts.sign_in_refused"


def guarded(view: Callable[[], Any]) -> Callable[[], Any]:
    """Return the sign-in view with the wait after failures, their audit entries, and an honest status."""

    @form_view
    def sign_in() -> Any:
        g.timed_out = TIMED_OUT in session
        g.ended_elsewhere = "_user_id" in session and not current_user.is_authenticated
        if request.method != "POST":
            return view()
        if request.is_json:
            abort(415)  # Flask-Security would read it past the form whose attempts are counted here
        target = target_of(request.form.get("email", ""))
        try:
            attempts.require_patience(target)
        except TooSoon as error:
            return _asked_to_wait(error)
        return _judged(make_response(view()), target)

    return sign_in


def target_of(email: str) -> Target:
    """Return what a sign-in with this e-mail guesses at: the user, or for an unknown e-mail nothing but a keyed MAC of it.

    An unknown e-mail is treated as a known one, so that neither the answer nor the wait tells which it is.
    """
    typed = email.strip().lower()
    user = queries.by_email(typed)
    if user is not None:
        return Target("staff_user", user.id, REFUSED, SIGNED_IN)
    unknown = mac(keyring().derive("sign-in"), typed.encode("utf-8", "surrogatepass")).hex()
    return Target("unknown_user", unknown[:32], REFUSED, SIGNED_IN)


def _asked_to_wait(error: TooSoon) -> Response:
    form = LoginForm()
    form.add_error(error)
    page = make_response(render_template("accounts/sign_in.html", login_user_form=form), 429)
    page.headers["Retry-After"] = str(error.seconds)
    return page


def _judged(response: Response, target: Target) -> Response:
    """Note an attempt that failed; a form without a pass word, or that has lost its token, was none."""
    if response.status_code != 200:
        session.pop(TIMED_OUT, None)
        return response
    if g.get("csrf_valid", False) and request.form.get("email") and request.form.get("password"):
        with transaction():
            audit.record(REFUSED, target.object_type, target.object_id, actor=audit.SYSTEM)
    response.status_code = 422
    return response
