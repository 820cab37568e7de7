"""Working the queue off: one process on a machine does, and a file lock settles which; what is in the queue is in `queue`."""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from flask import Flask
from huey import Huey
from huey.consumer import Consumer

from værdig.db import new_id
from værdig.jobs.queue import EXTENSION, Jobs
from værdig.threads import with_first_request

LOCK_FILE = "jobs.lock"
WORKERS = 2
"""So that one slow job does not keep all others waiting."""
LOOK_AGAIN_SECONDS = 30
"""How soon another process takes over when the one that worked has ended."""

log = logging.getLogger(__name__)


class Working(Consumer):  # type: ignore[misc]  # huey ships no types
    """A consumer whose threads close their connections to the queue when they end."""

    def _create_process(self, process: Any, name: str) -> Any:
        last = process.shutdown

        def shutdown() -> None:
            last()
            close(self.huey)

        process.shutdown = shutdown
        return super()._create_process(process, name)


def close(queue: Huey) -> None:
    """Close this thread's connection to the queue, and the one all share: whoever still needs that opens it again."""
    with _closing:
        queue.storage.close()


_closing = threading.Lock()


class InThread(Working):
    """A consumer that leaves the process's signals to the web server."""

    def _set_signal_handlers(self) -> None:
        """Only a main thread may set them, and there they are the server's."""


@contextmanager
def only_here(instance: Path) -> Iterator[bool]:
    """Hold the lock of this machine's jobs; gives False where another process holds it."""
    path = instance / LOCK_FILE
    with path.open("a+") as file:
        if not _lock(file):
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)


def _lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def machine(instance: Path) -> str:
    """Return this machine's name among those that work on the same database: random, made once, the same after a restart."""
    path = instance / "jobs.machine"
    if not path.exists():
        draft = path.with_name(f"{path.name}.{new_id()}")
        draft.write_text(new_id())
        draft.replace(path)
    return path.read_text()


def consumer(queue: Huey, kind: type[Working] = Working) -> Working:
    """Return what works a queue off and asks for planned jobs each minute; TERM lets the job at hand finish."""
    return kind(
        queue, workers=WORKERS, periodic=True, max_delay=5.0, check_worker_health=False, graceful_signal="TERM",
    )  # fmt: skip


def init(app: Flask) -> None:
    """Start the thread that works the queue off when the application is first asked for something."""
    with_first_request(app, "jobs", _work)


def _work(app: Flask, stop: threading.Event | None = None) -> None:
    """Work for as long as the process lives, once no other process on the machine does."""
    stop = stop or threading.Event()
    while not stop.is_set():
        try:
            with only_here(Path(app.instance_path)) as mine:
                if mine:
                    _until(app, stop)
        except Exception:
            log.exception("the queue of jobs cannot be worked off; trying again in %s s", LOOK_AGAIN_SECONDS)
        stop.wait(LOOK_AGAIN_SECONDS)


def _until(app: Flask, stop: threading.Event) -> None:
    declared: Jobs = app.extensions[EXTENSION]
    working = consumer(declared.queue, InThread)
    working.start()
    stop.wait()
    working.stop(graceful=True)
    working.scheduler.join()
