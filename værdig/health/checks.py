"""What must work for anybody to be served: database, migrations, keys, disk; each is tried, not guessed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from værdig.crypto import KeyMissing, keyring
from værdig.db import db, migrate
from værdig.municipality.models import Municipality

KEPT_SECONDS = 5.0
"""How long an outcome is told again: a watchman in a hurry, or a stranger, must not wear out the disk."""

_KEPT = "vaerdig_health"


def outcome() -> dict[str, bool]:
    """Return what works, by name; at most `KEPT_SECONDS` old."""
    kept: tuple[float, dict[str, bool]] | None = current_app.extensions.get(_KEPT)
    if kept is None or monotonic() - kept[0] > KEPT_SECONDS:
        kept = current_app.extensions[_KEPT] = (monotonic(), {name: _works(check) for name, check in CHECKS.items()})
    return kept[1]


def _works(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (SQLAlchemyError, OSError, KeyMissing):
        return False


def database_answers() -> bool:
    """Read from a table that every installation has, apart from what the request itself reads."""
    with db.engine.connect() as connection:
        connection.execute(select(Municipality.id).limit(1))
    return True


def nothing_pending() -> bool:
    """Tell whether every owner's tables are at their newest revision."""
    return not migrate.pending()


def keys_readable() -> bool:
    """Read the pepper, which every code needs, from the key folder."""
    return bool(keyring().read_secret("pepper.key"))


def disk_writable() -> bool:
    """Write a small file to the instance folder and see it safely on the disk."""
    with tempfile.NamedTemporaryFile(dir=Path(current_app.instance_path), prefix=".sundhed-") as file:
        file.write(b"\0" * 4096)
        file.flush()
        os.fsync(file.fileno())
    return True


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": nothing_pending,
    "keys": keys_readable,
    "disk": disk_writable,
}
