"""Calls into plug-ins while a request waits: slots and listeners, in threads of a small pool, with a limit on the waiting.

A thread cannot be ended, so one that hangs keeps its place in the pool; the plug-in is stopped after three, and what is long
by nature runs in a process instead (`isolated`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from time import monotonic
from typing import Any

from flask import Flask, g, has_request_context, request
from markupsafe import Markup, escape

from værdig.db import in_transaction
from værdig.db.apart import read_apart
from værdig.db.tenancy import current_tenant, tenant
from værdig.errors import RuleBroken
from værdig.hooks.worker import kind_of
from værdig.i18n import language

log = logging.getLogger("vaerdig.hooks")

PATIENCE = 2.0
"""Seconds that a request waits for all the plug-ins it asks at once."""
PLACES = 8
"""How many calls may be under way at a time in this process."""

_places = threading.BoundedSemaphore(PLACES)


@dataclass
class Call:
    """One call into a plug-in: what is called, and after it what came back or what went wrong."""

    plugin_id: str
    function: Callable[[], Any]
    result: Any = None
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)
    begun: bool = False

    @property
    def unfinished(self) -> bool:
        """Whether nothing is known: the call found no place, or had not come back when the waiting ended."""
        return not (self.begun and self.done.is_set())

    @property
    def fault(self) -> str | None:
        """What went wrong, without the exception's text (which may quote a person); None when nothing did."""
        if not self.begun:
            return "no free place"
        if not self.done.is_set():
            return "timed out"
        if self.error is None:
            return None
        return kind_of(self.error, self.plugin_id)


def run_all(calls: Sequence[Call], patience: float = PATIENCE) -> None:
    """Run the calls side by side and wait for all of them together; raises RuleBroken inside a database write."""
    if in_transaction():
        raise RuleBroken("plug-ins are never called inside a database write")
    deadline = monotonic() + patience
    for call in calls:
        call.begun = _places.acquire(timeout=max(0.0, deadline - monotonic()))
        if call.begun:
            threading.Thread(target=_run, args=(call,), name=f"plugin-{call.plugin_id}", daemon=True).start()
    for call in calls:
        if call.begun:
            call.done.wait(max(0.0, deadline - monotonic()))


def _run(call: Call) -> None:
    try:
        call.result = call.function()
    except BaseException as error:
        call.error = error
    finally:
        _places.release()
        call.done.set()


def listening(app: Flask, function: Callable[[], Any]) -> Callable[[], Any]:
    """Return `function` with an application context, a database session and the municipality of its own."""
    municipality_id = current_tenant()

    def listen() -> Any:
        with app.app_context(), tenant(municipality_id):
            return function()

    return listen


def rendering(app: Flask, function: Callable[[], Any]) -> Callable[[], Markup]:
    """Return `function` with a request of its own that knows the address and the language, but no cookie and no form.

    What comes back is markup: a plain text is escaped, None is nothing; another type raises TypeError.
    """
    municipality_id, chosen, environ = current_tenant(), language(), _bare_request()

    def render() -> Markup:
        with app.request_context(environ), tenant(municipality_id):
            g.language = chosen
            read_apart()  # what is shown is only read
            return _as_markup(function())

    return render


def _bare_request() -> dict[str, Any]:
    if not has_request_context():
        raise RuleBroken("slots are rendered in requests only")
    kept = ("wsgi.url_scheme", "SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO")
    named = {key: request.environ[key] for key in kept if key in request.environ}
    return {**named, "REQUEST_METHOD": "GET", "CONTENT_LENGTH": "0", "wsgi.input": BytesIO()}


def _as_markup(value: Any) -> Markup:
    if value is None:
        return Markup()
    if hasattr(value, "__html__") or isinstance(value, str):
        return Markup(escape(value))  # noqa: S704 - escape leaves markup alone and makes text safe
    raise TypeError(f"a slot gives markup, text or None, not {type(value).__name__}")
