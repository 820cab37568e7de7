"""Citizens' requests read apart: no transaction is begun on PostgreSQL, and none of them writes by mistake on either engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import HOME
from flask import Flask
from sqlalchemy import event, func, select, update

from værdig.db import db, tenant, transaction
from værdig.db.apart import read_apart, single_statement
from værdig.db.prepared import Prepared, mine
from værdig.errors import RuleBroken
from værdig.municipality.models import Municipality
from værdig.surveys.models import KeyHolder


def _levels(app: Flask) -> list[str]:
    """Return a list that tells, of each statement from now on, how its connection was set: AUTOCOMMIT, or nothing."""
    found: list[str] = []

    def note(*about: Any) -> None:
        found.append(about[0].get_execution_options().get("isolation_level", ""))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    return found


def test_a_citizens_reading_begins_no_transaction_where_that_is_a_message(engine_app: Flask) -> None:
    levels, client = _levels(engine_app), engine_app.test_client()
    assert client.get("/").status_code == 200
    with engine_app.app_context():
        postgresql = db.engine.dialect.name == "postgresql"
    assert levels
    assert set(levels) == ({"AUTOCOMMIT"} if postgresql else {""})


def test_the_next_user_of_the_connection_has_transactions_again(engine_app: Flask) -> None:
    """A connection that goes back is as it was: what is written and rolled back is gone."""
    assert engine_app.test_client().get("/").status_code == 200
    with engine_app.app_context(), tenant(HOME):
        before = db.session.scalar(select(Municipality.name).where(Municipality.id == HOME))
        with pytest.raises(ZeroDivisionError), transaction():
            db.session.execute(update(Municipality).where(Municipality.id == HOME).values(name="En anden"))
            raise ZeroDivisionError
        assert db.session.scalar(select(Municipality.name).where(Municipality.id == HOME)) == before


def _flushes() -> None:
    db.session.add(KeyHolder(user_id="x", name="x", public_key=b"x", wrapped_key=b"x"))
    db.session.flush()


def _updates() -> None:
    db.session.execute(update(KeyHolder).values(name="x"))


def _runs_prepared() -> None:
    Prepared(update(KeyHolder).where(mine(KeyHolder)).values(name="x")).run()


@pytest.mark.parametrize("write", [_flushes, _updates, _runs_prepared])
def test_a_request_that_only_reads_cannot_write_by_mistake(engine_app: Flask, write: Callable[[], None]) -> None:
    with engine_app.app_context(), tenant(HOME):
        read_apart()
        assert db.session.scalar(select(func.count()).select_from(KeyHolder)) == 0
        with pytest.raises(RuleBroken, match="only reads"):
            write()
        db.session.rollback()
        assert db.session.scalar(select(func.count()).select_from(KeyHolder)) == 0


def test_it_can_write_where_it_says_so(engine_app: Flask) -> None:
    with engine_app.app_context(), tenant(HOME):
        read_apart()
        assert db.session.scalar(select(func.count()).select_from(KeyHolder)) == 0
        levels = _levels(engine_app)
        with transaction():
            _updates()
        assert levels[-1] == ""


_RENAME = Prepared(update(Municipality).where(Municipality.id == HOME).values(name="x"))


def _kept() -> object:
    """Return what another connection sees."""
    with db.engine.connect() as other:
        return other.scalar(select(Municipality.__table__.c.name).where(Municipality.id == HOME))


def _read() -> None:
    db.session.scalar(select(func.count()).select_from(Municipality))


def test_a_single_statement_is_kept_and_is_no_leave_to_write_more(engine_app: Flask) -> None:
    with engine_app.app_context(), tenant(HOME):
        read_apart()
        _read()
        levels = _levels(engine_app)
        with single_statement():
            _RENAME.run()
        assert set(levels) == ({"AUTOCOMMIT"} if db.engine.dialect.name == "postgresql" else {""})
        assert _kept() == "x"
        with pytest.raises(RuleBroken):
            _RENAME.run()


def test_a_single_statement_in_a_transaction_goes_with_it(engine_app: Flask) -> None:
    with engine_app.app_context(), tenant(HOME):
        before = _kept()
        read_apart()
        with pytest.raises(ZeroDivisionError), transaction():
            with single_statement():
                _RENAME.run()
            raise ZeroDivisionError
        assert _kept() == before != "x"


def test_a_single_statement_after_a_transaction_is_kept_too(engine_app: Flask) -> None:
    """The connection that reads apart was given back when the transaction began."""
    with engine_app.app_context(), tenant(HOME):
        read_apart()
        with transaction():
            _read()
        _read()
        with single_statement():
            _RENAME.run()
        assert _kept() == "x"
