"""The thread that chains new audit entries, empties SQLite's log of deleted rows, and writes what waits for the end of the day."""

from __future__ import annotations

import logging
import threading

from flask import Flask

from værdig import audit, logs
from værdig.clock import today
from værdig.db import db
from værdig.db.engine import empty_log
from værdig.threads import with_first_request

EVERY_SECONDS = 30
BRIEFLY_MS = 100
"""How long emptying the log may keep writers waiting."""

log = logging.getLogger(__name__)


def init(app: Flask) -> None:
    """Start the thread when the application is first asked for something."""
    with_first_request(app, "audit-sealer", _run)


def _run(app: Flask) -> None:
    pause = threading.Event()
    while not pause.wait(EVERY_SECONDS):
        once(app)


def once(app: Flask) -> None:
    """Chain what waits, and write the days that are over. What fails now is tried again at the next turn."""
    try:
        with app.app_context():
            audit.seal()
            _empty_log()
    except Exception:
        log.exception("the audit log could not be sealed; trying again in %s s", EVERY_SECONDS)
    logs.waiting.write(before=today())


def _empty_log() -> None:
    """Leave no deleted draft in SQLite's log for longer than a turn or two; while somebody reads, it waits for the next one."""
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    raw = db.engine.raw_connection()
    try:
        empty_log(raw, BRIEFLY_MS)
    finally:
        raw.close()
