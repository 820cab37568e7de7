"""Who writes next on SQLite: one after another, and no process before one that has waited; PostgreSQL sees to that itself.

SQLite lets writers wait by sleeping longer and longer and asking again, so that somebody who comes when it is free overtakes those
who have waited. Here the threads of a process wait for a lock, and processes for a file's: who has the door is next in the room.
A turn is a courtesy: who does not get one in time goes on without, and SQLite decides.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine

PATIENCE_SECONDS = 30.0
LOOK_AGAIN_SECONDS = 0.0005


class Turns:
    """The turns of one database file, with two files of its own beside it: the door and the room behind it."""

    def __init__(self, database: Path) -> None:
        self._here = threading.Lock()
        self._paths = [database.with_name(f"{database.name}-{name}") for name in ("door", "room")]
        self._files: dict[int, list[int]] = {}

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and have it for as long as the block lasts."""
        until = time.monotonic() + PATIENCE_SECONDS
        if not self._here.acquire(timeout=PATIENCE_SECONDS):
            yield
            return
        try:
            door, room = self._opened()
            _wait_for(door, until)
            _wait_for(room, until)
            fcntl.flock(door, fcntl.LOCK_UN)
            try:
                yield
            finally:
                fcntl.flock(room, fcntl.LOCK_UN)
        finally:
            self._here.release()

    def _opened(self) -> list[int]:
        """Return this process's own handles: a lock belongs to the handle, and one that is inherited is the parent's too."""
        found = self._files.get(os.getpid())
        if found is None:
            found = [os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600) for path in self._paths]
            self._files = {os.getpid(): found}
        return found


def _wait_for(file: int, until: float) -> None:
    """Lock a file, or give up when it is too late; unlocking one that was not locked does nothing."""
    while time.monotonic() < until:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(LOOK_AGAIN_SECONDS)
    return None


@lru_cache(maxsize=64)
def _of_file(database: str) -> Turns:
    return Turns(Path(database))


def turn(engine: Engine) -> AbstractContextManager[None]:
    """Return the block to write in: in turn on an SQLite file, at once elsewhere."""
    database = engine.url.database if engine.dialect.name == "sqlite" else None
    return _of_file(database).turn() if database and database != ":memory:" else nullcontext()
