"""Protection of every POST against foreign sites, made so that nobody loses what they have typed.

Two locks. A request that a browser says comes from another site is refused at once. Every other POST must carry the
session's token, and is refused before its view runs when it does not, with one exception: a view marked `@form_view` is
called all the same, since it promises to validate a `VaerdigForm` before it does anything. That form then fails with an
ordinary error and is shown again with its text and a fresh token. A marked view that answers a token-less POST without
having asked its form is a bug, and its answer is thrown away.

A token is the session's proof and, after a `~`, the mark of the application: where the page was made. What it means is
known to `access.origin`; a token whose mark does not fit proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
_BESIDE = "~"
"""Between proof and mark; it stands in neither."""


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


class DrawnToken:
    """The token of this page's forms, signed when one is drawn: most forms that are sent are answered with a redirect."""

    def __str__(self) -> str:
        return token()


class FormCsrf(CSRF):  # type: ignore[misc]
    """The token field of a form: made by Flask-WTF, judged once a request by `_check`, reported as an error of the form."""

    def generate_csrf_token(self, csrf_token_field: Any) -> DrawnToken:
        """Return this session's token, the same for every form of the page."""
        return DrawnToken()

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        """Object when the request has not proved that it comes from our own page."""
        g.csrf_asked = True
        if not g.get("csrf_valid", False):
            raise ValidationError(str(messages.EXPIRED if request.cookies else messages.NO_COOKIE))


@dataclass(frozen=True)
class Marks:
    """What stands beside the session's proof: `make` gives a page its mark, `fits` judges one that is sent, and may raise.

    The second argument of `fits` tells whether the proof beside the mark is this session's.
    """

    make: Callable[[], str] = lambda: ""
    fits: Callable[[str, bool], bool] = lambda _mark, _proved: True


def token(mark: str | None = None) -> str:
    """Return the token of this page's forms; `mark` replaces the page's own."""
    marks: Marks = current_app.extensions["vaerdig_marks"]
    beside = marks.make() if mark is None else mark
    return f"{generate_csrf(token_key=FIELD)}{_BESIDE if beside else ''}{beside}"


def sent_mark() -> str:
    """Return the mark of the token that was sent, whether or not it fits; empty when there is none."""
    return _sent().partition(_BESIDE)[2]


def _sent() -> str:
    return request.form.get(FIELD) or request.headers.get(HEADER) or ""


def init(app: Flask, marks: Marks | None = None) -> None:
    """Guard every POST, PUT, PATCH and DELETE of the application."""
    app.extensions["vaerdig_marks"] = marks or Marks()
    app.config["WTF_CSRF_FIELD_NAME"] = FIELD
    app.config.setdefault(
        "WTF_CSRF_TIME_LIMIT", None
    )  # a token lives as long as its session: slow writers lose nothing
    app.jinja_env.globals["csrf_token"] = token
    app.before_request(_check)
    app.after_request(_refuse_unasked)


def _check() -> None:
    if request.method in SAFE_METHODS or request.endpoint is None:
        return
    if _from_elsewhere():
        raise CSRFError("another site")
    _limit_text()
    proved = _proved()
    marks: Marks = current_app.extensions["vaerdig_marks"]
    g.csrf_valid = marks.fits(sent_mark(), proved) and proved
    if not g.csrf_valid and not is_form_view(current_app.view_functions[request.endpoint]):
        raise CSRFError("no token of this session")


def _proved() -> bool:
    """Tell whether the proof that was sent is this session's."""
    try:
        validate_csrf(_sent().partition(_BESIDE)[0], token_key=FIELD)
    except ValidationError:
        return False
    return True


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
