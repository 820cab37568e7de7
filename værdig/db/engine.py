"""How the two engines are opened: durable and forgetful SQLite, PostgreSQL; which address is used is a setting."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

from værdig.db import writing


def database_url(setting: str, instance: Path) -> str:
    """Return the address of the database: the setting, or SQLite in the instance folder."""
    return setting or f"sqlite:///{instance / 'vaerdig.sqlite'}"


def engine_options(url: str) -> dict[str, Any]:
    """Return the options the engine is made with. Errors never quote the values of a statement: those are people's."""
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": 30, "check_same_thread": False}}
    return {
        "hide_parameters": True,
        "pool_size": 10,
        "max_overflow": 10,
        "isolation_level": "READ COMMITTED",
        "connect_args": {"connect_timeout": 10},
    }


IDLE_SECONDS = 2.0
"""After how long unused a connection to PostgreSQL is asked whether it still works: the server may have been started anew."""


def prepare(engine: Engine) -> None:
    """Set up the engine's connections."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        engine.dialect.do_begin = _begin  # type: ignore[assignment]  # as a listener it costs ten times the BEGIN itself
        return
    event.listen(engine, "checkin", lambda _connection, record: record.info.update(used=monotonic()))
    event.listen(engine, "checkout", lambda connection, record, _proxy: _still_works(engine, connection, record))


def _still_works(engine: Engine, connection: Any, record: Any) -> None:
    """Raise DisconnectionError, upon which another connection is made, where one that has lain idle does not answer."""
    if monotonic() - record.info.get("used", monotonic()) < IDLE_SECONDS:
        return
    try:
        engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: that would make DDL untransactional
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged answer survives a power cut
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is overwritten
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.execute("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


def empty_log(raw: Any, wait_ms: int) -> bool:
    """Move everything in SQLite's write-ahead log into the database and cut the log to nothing; tells whether that was done.

    Until then the log holds what rows were before they were deleted. `raw` is a connection outside any transaction, `wait_ms`
    how long others' readings are waited for; afterwards the connection waits as long as it did before.
    """
    cursor = raw.cursor()
    before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    cursor.execute(f"PRAGMA busy_timeout={int(wait_ms)}")
    try:
        busy: int = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        cursor.execute(f"PRAGMA busy_timeout={int(before)}")
    return busy == 0
