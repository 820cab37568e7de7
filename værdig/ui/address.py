"""The address that citizens type or scan: printed on what they are given to keep."""

from __future__ import annotations

from flask import current_app, request


def citizens_address(path: str = "") -> str:
    """Return the address citizens use, as set (`public_url`), else the one this request came to; `path` is a page below it."""
    configured: str = current_app.extensions["vaerdig_settings"].public_url
    return f"{(configured or request.host_url).rstrip('/')}/{path}"
