"""The gatekeeper: checks at start that every route is marked, and on every request who may pass and for which municipality."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, current_app, g, redirect, request, session
from werkzeug.wrappers import Response

from værdig.access.current import can, current_roles, current_user, my_municipalities
from værdig.access.declare import PUBLIC, SIGNED_IN, access_of
from værdig.audit import CITIZEN, Actor
from værdig.db.apart import read_apart
from værdig.db.tenancy import release, take
from værdig.errors import NotYours, RuleBroken

STAFF_PREFIX = "/stab"
CHOSEN = "kommune"
"""The session key of the municipality a member of staff has chosen to work in."""


BOUND_TO_NONE = frozenset({"static", "ui.static_file", "health.state", "health.metrics"})
"""Endpoints that answer without a database: files, and whoever asks whether the database works."""


def is_staff_address(path: str) -> bool:
    """Tell whether an address belongs to the staff side, whose cookie is confined to it."""
    return path == STAFF_PREFIX or path.startswith(STAFF_PREFIX + "/")


def bind_requests(app: Flask) -> None:
    """Bind the municipality on each request, before anything can refuse it: its error page says whose it is."""
    app.before_request(_bind)
    app.teardown_request(_unbind)


def init(app: Flask) -> None:
    """Note who acts on each request, and let through only whom the route's mark allows."""
    app.before_request(_guard)


def verify_routes(app: Flask) -> None:
    """Raise RuleBroken naming each route that is not marked, or whose mark and address do not fit together."""
    wrong = []
    for rule in app.url_map.iter_rules():
        access = access_of(app.view_functions[rule.endpoint])
        if access is None:
            wrong.append(f"{rule.rule} ({rule.endpoint}) has no @requires, @signed_in or @public")
        elif access not in (PUBLIC, SIGNED_IN) and access not in app.extensions["vaerdig_permissions"]:
            wrong.append(f"{rule.rule} ({rule.endpoint}) requires the unknown permission {access}")
        elif access != PUBLIC and not is_staff_address(rule.rule):
            wrong.append(f"{rule.rule} ({rule.endpoint}) needs a sign-in but lies outside {STAFF_PREFIX}")
    if wrong:
        raise RuleBroken("; ".join(wrong))


def _bind() -> None:
    g.vaerdig_tenant_token = None
    if request.endpoint in BOUND_TO_NONE:
        return
    staff = is_staff_address(request.path)
    if not staff:
        read_apart()
    municipality_id = _staff_municipality() if staff else _citizen_municipality()
    if municipality_id:
        g.vaerdig_tenant_token = take(municipality_id)


def _unbind(_error: BaseException | None) -> None:
    token = g.pop("vaerdig_tenant_token", None)
    if token is not None:
        release(token)


def _staff_municipality() -> str | None:
    user = current_user()
    if user is None:
        return _citizen_municipality()
    mine = my_municipalities()
    chosen = session.get(CHOSEN)
    return chosen if chosen in mine else (mine[0] if mine else None)


def _citizen_municipality() -> str | None:
    from værdig import municipality

    everyone = municipality.known_lately()
    host = request.host.partition(":")[0].lower()
    found = next((one for one in everyone if one.hostname == host), None)
    if found:
        return found.id
    default: str = current_app.extensions["vaerdig_settings"].default_municipality
    if default:
        return default
    return everyone[0].id if len(everyone) == 1 else None


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # unknown address: the 404 page
    access = access_of(current_app.view_functions[request.endpoint])
    g.actor = CITIZEN
    if access == PUBLIC:
        _note_staff()
        return None
    if current_user() is None:
        if request.method == "POST":
            abort(401)  # its page keeps what was typed until its author has signed in again
        return redirect(_sign_in_address())
    _note_staff()
    if access != SIGNED_IN and (access is None or not can(access)):
        raise NotYours
    return None


def _note_staff() -> None:
    user = current_user() if is_staff_address(request.path) else None
    if user is not None:
        roles = sorted(current_roles())
        g.actor = Actor(user.id, roles[0] if roles else None)


def _sign_in_address() -> str:
    from flask import url_for

    wanted: Any = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return url_for("security.login", next=wanted)
