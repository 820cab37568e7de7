"""Taking copies as an insider would: all rows, all files but the keys, and PostgreSQL's raw files where the server is ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import inspect

from værdig.attack.material import Copy, Row
from værdig.db import db
from værdig.jobs.queue import QUEUE_FILE

KEYS = "keys"
DATABASES = ("vaerdig.sqlite", QUEUE_FILE)
MOST_LOG_FILES = 3
"""Segments of PostgreSQL's log that are read, newest first; each is 16 MB as a rule, more than a round writes."""

MOST_BYTES = 1 << 29
"""Bytes that are read of one file of the server."""


def copy_of(app: Flask) -> Copy:
    """Take a copy of the made-up instance as it stands, with connections open and nothing tidied first."""
    folder = Path(app.instance_path)
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != KEYS
    }
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            return Copy(_sqlite_tables(files), files)
        try:
            return Copy(_postgres_tables(), {**files, **_postgres_files()})
        finally:
            db.session.remove()


def _sqlite_tables(files: dict[str, bytes]) -> dict[str, list[Row]]:
    """Open the copied databases, as somebody with a backup would; the running ones are not touched.

    Tables of others than the main one (the queue of jobs) are named with their file.
    """
    tables: dict[str, list[Row]] = {}
    with TemporaryDirectory() as place:
        for name, data in files.items():
            if name.startswith(DATABASES):
                (Path(place) / name).write_bytes(data)
        for database in DATABASES:
            with closing(sqlite3.connect(Path(place) / database)) as copy:
                copy.row_factory = sqlite3.Row
                names = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
                front = "" if database == DATABASES[0] else f"{database}/"
                tables |= {f"{front}{name}": _sqlite_rows(copy, name) for name in names}
    return tables


def _sqlite_rows(copy: sqlite3.Connection, table: str) -> list[Row]:
    try:
        found = copy.execute(f'SELECT rowid AS _rowid, * FROM "{table}"').fetchall()  # noqa: S608 - the database's own name
    except sqlite3.OperationalError:  # a table without row ids
        found = copy.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
    return [{**dict(row), "_place": place} for place, row in enumerate(found)]


def _postgres_tables() -> dict[str, list[Row]]:
    """Read every table in the order of its file, which is also that of `pg_dump`, with row places and transaction numbers."""
    tables: dict[str, list[Row]] = {}
    with db.engine.connect() as connection:
        connection.exec_driver_sql("SET LOCAL synchronize_seqscans = off")
        for table in inspect(connection).get_table_names():
            query = f'SELECT ctid::text AS _ctid, xmin::text AS _xmin, xmax::text AS _xmax, * FROM "{table}"'  # noqa: S608
            rows = connection.exec_driver_sql(query).mappings()
            tables[table] = [{**_plain(dict(row)), "_place": place} for place, row in enumerate(rows)]
    return tables


def _plain(row: dict[str, Any]) -> Row:
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}


def _postgres_files() -> dict[str, bytes]:
    """Read the files of tables and of the server's log; empty where the user may not."""
    raw = db.engine.raw_connection()
    try:
        raw.driver_connection.autocommit = True  # type: ignore[union-attr]
        cursor = raw.cursor()
        cursor.execute("SELECT pg_has_role(current_user, 'pg_read_server_files', 'MEMBER')")
        return dict(server_files(cursor)) if cursor.fetchall()[0][0] else {}
    finally:
        raw.driver_connection.autocommit = False  # type: ignore[union-attr]
        raw.close()


def server_files(cursor: Any) -> Iterator[tuple[str, bytes]]:
    """Read the files of PostgreSQL's tables and the newest of its log, as they lie in the server's folder."""
    cursor.execute("CHECKPOINT")
    cursor.execute(
        "SELECT c.relname, pg_relation_filepath(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 't') AND n.nspname IN ('public', 'pg_toast')"
        " AND (c.relkind = 'r' OR c.oid IN (SELECT reltoastrelid FROM pg_class t JOIN pg_namespace m"
        " ON m.oid = t.relnamespace WHERE m.nspname = 'public')) ORDER BY c.relname"
    )
    places = [(f"base/{name}", path) for name, path in cursor.fetchall()]
    cursor.execute(
        "SELECT name FROM pg_ls_waldir() ORDER BY modification, name"
    )  # one kept for later use holds old pages yet
    latest = [name for (name,) in cursor.fetchall()[-MOST_LOG_FILES:]]
    places += [(f"pg_wal/{number}-{name}", f"pg_wal/{name}") for number, name in enumerate(latest)]
    for name, path in places:
        cursor.execute("SELECT pg_read_binary_file(%s, 0, %s, true)", (path, MOST_BYTES))
        found = cursor.fetchone()[0]
        yield name, bytes(found or b"").rstrip(b"\0")
