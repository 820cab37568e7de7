"""Migrations of every owner: equal to the models, up and down, and with data in between, on both engines."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import inspect, text

from værdig.db import db, migrate


def _tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def test_after_all_migrations_the_tables_are_the_models(engine_app: Flask) -> None:
    with engine_app.app_context():
        assert migrate.pending() == []
        for owner in migrate.owners():
            assert migrate.differences(owner) == [], owner.id


def test_each_owner_can_be_taken_down_and_up_again(engine_app: Flask) -> None:
    with engine_app.app_context():
        everything = _tables()
        for owner in reversed(migrate.owners()):
            migrate.downgrade(owner)
        left = {name for name in _tables() if not name.startswith("alembic_version")}
        assert left == set()
        assert migrate.upgrade_all()
        assert _tables() == everything


def test_one_plug_in_goes_alone_and_the_data_of_the_others_stay(engine_app: Flask) -> None:
    with engine_app.app_context():
        plug_ins = [owner for owner in migrate.owners() if owner.id != migrate.CORE]
        assert plug_ins
        for owner in plug_ins:
            before = _tables()
            migrate.downgrade(owner)
            gone = before - _tables()
            assert gone
            assert all(name.startswith(f"{owner.id}_") for name in gone)
            with db.engine.connect() as connection:
                assert connection.execute(text("SELECT count(*) FROM municipality")).scalar() == 2
            migrate.upgrade(owner)
            assert _tables() == before


def test_answers_leave_no_order_behind_on_sqlite(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        for table in ("invitation", "envelope", "draft", "answer", "open_answer"):
            sql = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}).scalar()
            assert sql is not None, table
            assert "WITHOUT ROWID" in sql.upper(), table
