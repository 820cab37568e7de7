"""Security headers of every answer: what a page may load, where it may be shown, where it may lead, that nothing is kept."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Headers with the same value on every answer. No referrer: an address with a code in it is told to nobody."""

_YEAR = 31_536_000


def csp_nonce() -> str:
    """Return this request's nonce: a script without it does not run."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


NOTHING_RUNS = "default-src 'none'; sandbox"


def init(app: Flask) -> None:
    """Set the headers on every answer and give templates `csp_nonce`."""
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.after_request(_harden)


def _harden(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _policy(response)
    response.headers.update(FIXED)
    _stay_here(response)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}; includeSubDomains"
    if not _is_static(response):
        response.headers["Cache-Control"] = "no-store"
    return response


def _policy(response: Response) -> str:
    """Return what a page may do; what is handed out to be saved may do nothing, were a browser to show it after all."""
    saved = response.headers.get("Content-Disposition", "").startswith("attachment")
    return NOTHING_RUNS if saved else POLICY.format(nonce=csp_nonce())


def _stay_here(response: Response) -> None:
    """Make a redirect to our own host relative: the host is what the request said it was, and may be forged."""
    here = f"{request.scheme}://{request.environ.get('HTTP_HOST', '')}/"
    if response.location and response.location.startswith(here):
        response.location = f"/{response.location.removeprefix(here).lstrip('/')}"


def _is_static(response: Response) -> bool:
    """Tell whether the answer is a file that is the same for everybody: ours (immutable), or a plug-in's."""
    endpoint = request.endpoint or ""
    return response.status_code in (200, 206, 304) and (
        endpoint == "ui.static_file" or endpoint == "static" or endpoint.endswith(".static")
    )
