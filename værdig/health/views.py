"""Two addresses for machines: `/sundhed` for everybody, `/sundhed/maal` for this machine and whoever holds the token."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from flask import Blueprint, Response, current_app, jsonify, request

from værdig.access import public
from værdig.errors import NotYours
from værdig.health import checks, counters

blueprint = Blueprint("health", __name__, url_prefix="/sundhed")
blueprint.after_app_request(counters.note)

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Client-IP",
             "CF-Connecting-IP", "True-Client-IP", "Via")  # fmt: skip
"""What a proxy adds: behind one, every visitor seems to come from its address."""


@blueprint.route("")
@public
def state() -> tuple[Response, int]:
    """Tell whether the installation works: 200, or 503 when somebody has to look. No versions, no figures."""
    works = checks.outcome()
    well = all(works.values())
    told = {name: "ok" if ok else "failed" for name, ok in works.items()}
    return jsonify(status="ok" if well else "failed", checks=told), 200 if well else 503


@blueprint.route("/maal")
@public
def metrics() -> Response:
    """Give the counts in Prometheus' text format; strangers are told that there is no such page."""
    if not (_from_this_machine() or _has_token()):
        raise NotYours
    return Response(counters.text(), content_type=counters.CONTENT_TYPE)


def _from_this_machine() -> bool:
    """Tell whether the request comes from the machine itself and not through a proxy on it."""
    trusted: int = current_app.extensions["vaerdig_settings"].trusted_proxies
    if trusted or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _has_token() -> bool:
    wanted: str = current_app.extensions["vaerdig_settings"].metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())
