"""Protection of every POST against foreign sites, made so that nobody loses what they have typed.

Two locks. A request that a browser says comes from another site is refused at once. Every other POST must carry the
session's token, and is refused before its view runs when it does not, with one exception: a view marked `@form_view` is
called all the same, since it promises to validate a `VaerdigForm` before it does anything. That form then fails with an
ordinary error and is shown again with its text and a fresh token. A marked view that answers a token-less POST without
having asked its form is a bug, and its answer is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from flask_wtf.csrf import CSRFError, generate_csrf, validate_csrf
from wtforms import ValidationError
from wtforms.csrf.core import CSRF

from værdig.errors import RuleBroken
from værdig.ui import messages

View = TypeVar("View", bound=Callable[..., Any])

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_MARK = "_validates_form_first"


def form_view(view: View) -> View:
    """Mark a view that validates its `VaerdigForm` before anything else and shows the form again when it fails.

    Put it below the route. Without the mark a POST with a lost token ends at the 400 page, and the text is only in the
    browser's history.
    """
    setattr(view, _MARK, True)
    return view


def is_form_view(view: Any) -> bool:
    """Tell whether a view, or one that it wraps, is marked by `form_view`."""
    while view is not None:
        if getattr(view, _MARK, False):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


class FormCsrf(CSRF):  # type: ignore[misc]
    """The token field of a form: made by Flask-WTF, judged once a request by `_check`, reported as an error of the form."""

    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        """Return this session's token, the same for every form of the page."""
        return str(generate_csrf(token_key=FIELD))

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        """Object when the request has not proved that it comes from our own page."""
        g.csrf_asked = True
        if not g.get("csrf_valid", False):
            raise ValidationError(str(messages.EXPIRED if request.cookies else messages.NO_COOKIE))


def init(app: Flask) -> None:
    """Guard every POST, PUT, PATCH and DELETE of the application."""
    app.config["WTF_CSRF_FIELD_NAME"] = FIELD
    app.config.setdefault(
        "WTF_CSRF_TIME_LIMIT", None
    )  # a token lives as long as its session: slow writers lose nothing
    app.jinja_env.globals["csrf_token"] = lambda: generate_csrf(token_key=FIELD)
    app.before_request(_check)
    app.after_request(_refuse_unasked)


def _check() -> None:
    if request.method in SAFE_METHODS or request.endpoint is None:
        return
    if _from_elsewhere():
        raise CSRFError("another site")
    _limit_text()
    try:
        validate_csrf(request.form.get(FIELD) or request.headers.get(HEADER), token_key=FIELD)
        g.csrf_valid = True
    except ValidationError as problem:
        if not is_form_view(current_app.view_functions[request.endpoint]):
            raise CSRFError(problem.args[0]) from problem


def _limit_text() -> None:
    """Hold a form without files to `MAX_FORM_MEMORY_SIZE` bytes, which Werkzeug checks in forms with files only."""
    if request.mimetype == "application/x-www-form-urlencoded":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def _from_elsewhere() -> bool:
    """Tell whether the browser says that another site sent this. Old browsers say nothing; then the token alone decides.

    Our own pages send `Origin: null`, since they carry `Referrer-Policy: no-referrer`; so null proves nothing.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.host


def _refuse_unasked(response: Response) -> Response:
    unproved = request.method not in SAFE_METHODS and request.endpoint is not None and not g.get("csrf_valid", False)
    if unproved and not g.get("csrf_asked", False) and response.status_code < 400:
        broken = RuleBroken(f"{request.endpoint} answered a POST without validating its form")
        return current_app.make_response(current_app.handle_user_exception(broken))
    return response
