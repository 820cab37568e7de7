"""A connection to PostgreSQL that broke while nobody used it is replaced before anybody notices."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from conftest import fill, make_app
from postgres import PostgresServer
from sqlalchemy import text

from værdig.db import db, engine


@pytest.mark.postgresql
def test_a_connection_that_the_server_has_ended_is_replaced(
    tmp_path: Path, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "IDLE_SECONDS", 0.0)
    address = postgres_server.new_database()
    app = make_app(tmp_path, database=address)
    fill(app)
    with app.app_context():
        number = db.session.scalar(text("SELECT pg_backend_pid()"))
        db.session.remove()
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        assert db.session.scalar(text("SELECT pg_backend_pid()")) not in (None, number)
        db.session.remove()
        db.engine.dispose()
