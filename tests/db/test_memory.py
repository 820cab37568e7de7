"""What a process remembers of a municipality is never older than what the database says, whoever has changed it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask, g
from sqlalchemy import delete, update

from værdig.db import db, tenant, transaction
from værdig.municipality import known, remembered, setting
from værdig.municipality.models import MunicipalValue
from værdig.municipality.service import put

FIRST = date(2020, 1, 1)


def _asked(app: Flask, key: str = "phone", home: str = "albertslund") -> object:
    """Return a setting as a request of its own sees it."""
    with app.test_request_context("/"), tenant(home):
        return setting(key)


def _outside(app: Flask, value: str) -> None:
    """Change the setting as another process does: nothing here is told of it."""
    with app.app_context(), tenant("albertslund"):
        put("phone", value, FIRST)


def test_a_change_made_elsewhere_is_seen_by_the_next_request(engine_app: Flask) -> None:
    for value in ("1", "2", "1"):
        _outside(engine_app, value)
        assert _asked(engine_app) == value
        assert _asked(engine_app) == value
        assert _asked(engine_app, home="vallensbaek") == ""


def test_a_change_by_a_statement_is_seen_too(app: Flask) -> None:
    _outside(app, "1")
    assert _asked(app) == "1"
    with app.app_context(), tenant("albertslund"), transaction():
        db.session.execute(update(MunicipalValue).values(value="2"))
    assert _asked(app) == "2"
    with app.app_context(), tenant("albertslund"), transaction():
        db.session.execute(delete(MunicipalValue))
    assert _asked(app) == ""


def test_the_request_that_changes_it_sees_it(app: Flask) -> None:
    with app.test_request_context("/"), tenant("albertslund"):
        assert setting("phone") == ""
        put("phone", "3", FIRST)
        assert setting("phone") == "3"


def test_a_change_that_comes_to_nothing_is_remembered_by_nobody(app: Flask) -> None:
    _outside(app, "1")
    with app.test_request_context("/"), tenant("albertslund"):
        with pytest.raises(ZeroDivisionError), transaction():
            put("phone", "4", FIRST)
            assert setting("phone") == "4"
            raise ZeroDivisionError
        with transaction():
            assert setting("phone") == "1"
    assert _asked(app) == "1"


def test_what_is_remembered_is_read_once_until_it_changes(app: Flask) -> None:
    read: list[int] = []

    def ask() -> None:
        with app.test_request_context("/"), tenant("albertslund"):
            remembered("something", lambda: read.append(1))

    _outside(app, "1")
    ask()
    ask()
    assert len(read) == 1
    _outside(app, "2")
    ask()
    assert len(read) == 2


def test_a_list_that_somebody_changes_is_not_the_remembered_one(app: Flask) -> None:
    with app.app_context(), tenant("albertslund"):
        put("closing_days", ["2026-12-24"], FIRST)
    with app.test_request_context("/"), tenant("albertslund"):
        setting("closing_days").append("2026-12-31")
    assert _asked(app, "closing_days") == ["2026-12-24"]


def test_the_municipalities_themselves_are_read_once_a_request(app: Flask) -> None:
    with app.test_request_context("/"):
        assert [each.id for each in known()] == ["albertslund", "vallensbaek"]
        assert g.vaerdig_municipalities is known()
