"""Threads beside the web server, one of each in a process: how they are started; what they do is `sealer`'s and `jobs`'."""

from __future__ import annotations

import threading
from collections.abc import Callable

from flask import Flask


def with_first_request(app: Flask, name: str, work: Callable[[Flask], object]) -> None:
    """Start `work(app)` in a thread of its own with the first request this process serves, and only then.

    So a command line process never has it, and a server that makes its processes by forking has it in those that serve. The
    thread ends with the process.
    """
    not_started = threading.Lock()

    @app.before_request
    def start() -> None:
        if not_started.acquire(blocking=False):  # never released: of two first requests at once, one gets it
            threading.Thread(target=work, args=(app,), name=name, daemon=True).start()
