"""Which case a page was made for: every address behind a code carries the mark of its case, so that no tab acts for another.

All tabs of a browser share one cookie. A helper, or two people at one computer, may open one case after the other; what an older
page then does is done in its own case or not at all. `url_for` puts the mark on, and `views_own_case` asks for it before any view
runs: a new form or link cannot forget it. A mark tells nothing of the case, and another browser has another one.
"""

from __future__ import annotations

from typing import Any

from flask import current_app, has_request_context, request, session

from værdig.crypto import keyring
from værdig.db import new_id

FIELD = "sag"
"""The word in the address."""

CODE = "sag"
"""The cookie's key for the code in use."""

BROWSER = "sag_browser"
"""The cookie's key for what makes marks differ from browser to browser."""

BEHIND_A_CODE = ("/sag/", "/klage/kvittering")
_CHARACTERS = 22


def of_code(code: str) -> str:
    """Return the mark of a code in this browser."""
    browser = session.get(BROWSER) or session.setdefault(BROWSER, new_id())
    return keyring().pepper_mac("complaint-page", f"{browser}/{code}").hex()[:_CHARACTERS]


def carried() -> str:
    """Return the mark that this request's page was made with; empty for an address that somebody has typed."""
    return request.args.get(FIELD, "")


def is_behind_a_code(rule: str) -> bool:
    """Tell whether an address belongs to one case."""
    return rule.startswith(BEHIND_A_CODE)


def put_on(endpoint: str, values: dict[str, Any]) -> None:
    """Let an address behind a code carry the mark of the case in use."""
    if not has_request_context() or CODE not in session or FIELD in values:
        return
    if any(is_behind_a_code(rule.rule) for rule in current_app.url_map.iter_rules(endpoint)):
        values[FIELD] = of_code(session[CODE])
