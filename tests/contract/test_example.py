"""The example as `make run` loads it, on both engines: whole, loaded once, and in the way of no migration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from conftest import make_app
from flask import Flask
from sqlalchemy import func, inspect, select

from værdig import demo
from værdig.db import Base, db, migrate


@dataclass
class Example:
    """A loaded example: its application, what a visitor is told, and what was said while it was loaded."""

    app: Flask
    told: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    """The example on one engine, shared by the tests of this file in their order."""
    settings: dict[str, Any] = {"round_keys": "holders"}
    if request.param == "postgresql":
        settings["database"] = request.getfixturevalue("postgres_server").new_database()
    made = Example(make_app(tmp_path_factory.mktemp("example"), **settings))
    with made.app.app_context():
        made.told = demo.prepare(made.said.append)
    yield made
    with made.app.app_context():
        db.session.remove()
        db.engine.dispose()


def rows() -> dict[str, int]:
    """Return how many rows every table has."""
    present = set(inspect(db.engine).get_table_names())
    tables = [table for table in Base.metadata.sorted_tables if table.name in present]
    with db.engine.connect() as connection:
        return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_everything_is_loaded_and_told(example: Example) -> None:
    assert not [text for text in example.said if "springes over" in text]
    assert len(example.told["survey_codes"]) >= 3
    assert len({user["email"] for user in example.told["users"]}) == 11
    assert example.told["case_code"]
    assert example.told["inbox_passphrase"]
    with example.app.app_context():
        found = rows()
    for table in ("answer", "open_answer", "invitation", "complaint_case", "klagepunkt", "observation", "report"):
        assert found[table] > 0, table


def test_a_second_start_loses_nothing_and_loads_nothing(example: Example) -> None:
    with example.app.app_context():
        before = rows()
        said: list[str] = []
        assert demo.prepare(said.append) == example.told
        assert said == []
        assert rows() == before


def test_a_plug_in_with_rows_is_taken_down_and_up_and_no_other_row_is_lost(example: Example) -> None:
    with example.app.app_context():
        owners = [owner for owner in migrate.owners() if owner.id != migrate.CORE]
        assert sum(count for name, count in rows().items() if name.startswith("vaerdig_")) > 0
        for owner in reversed(owners):
            before = rows()
            migrate.downgrade(owner)
            kept = {name: count for name, count in before.items() if not name.startswith(f"{owner.id}_")}
            assert rows() == kept
            migrate.upgrade(owner)
            assert {name: count for name, count in rows().items() if name in kept} == kept


def test_everything_is_taken_down_and_up_with_rows_in_it(example: Example) -> None:
    with example.app.app_context():
        tables = set(rows())
        for owner in reversed(migrate.owners()):
            migrate.downgrade(owner)
        assert rows() == {}
        migrate.upgrade_all()
        assert rows() == dict.fromkeys(tables, 0)
