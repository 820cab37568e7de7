"""Jobs of the test's own on a real queue, and a thread that works it off."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

from værdig.hooks.contracts import Job
from værdig.jobs import Jobs, consumer
from værdig.jobs.queue import EXTENSION

PATIENCE_SECONDS = 90.0


def with_jobs(app: Flask, *declared: Job, immediate: bool = False) -> Jobs:
    """Give an application these jobs instead of its own."""
    made = app.extensions[EXTENSION] = Jobs(app, declared, lambda _job: True, immediate=immediate)
    return made


@contextmanager
def working(app: Flask) -> Iterator[None]:
    """Work the queue off while the block runs."""
    stop = threading.Event()
    thread = threading.Thread(target=consumer._work, args=(app, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE_SECONDS)


def wait_until(holds: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.05)
