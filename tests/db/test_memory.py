"""What a process remembers of a municipality is never older than what the database says, whoever has changed it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask, g
from sqlalchemy import delete, update

from værdig.db import db, tenant, transaction
from værdig.municipality import forget, known, known_lately, memory, remembered, setting
from værdig.municipality.models import Municipality, MunicipalValue
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


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands: its last entry is now."""
    now = [1000.0]
    monkeypatch.setattr(memory, "monotonic", lambda: now[-1])
    forget()
    return now


def _names_of_a_page(app: Flask) -> list[str]:
    with app.test_request_context("/"):
        return [each.name for each in known_lately()]


def _renamed(app: Flask, name: str) -> None:
    """Give a municipality another name past the session, as another process does."""
    with app.app_context(), db.engine.begin() as raw:
        raw.execute(update(Municipality.__table__).where(Municipality.id == "albertslund").values(name=name))


def test_citizens_pages_learn_of_another_process_in_a_moment(app: Flask, moments: list[float]) -> None:
    before = _names_of_a_page(app)
    _renamed(app, "Ny Kommune")
    assert _names_of_a_page(app) == before
    moments.append(moments[-1] + memory.LATELY_SECONDS + 0.01)
    assert "Ny Kommune" in _names_of_a_page(app)


def test_what_this_process_changes_its_next_page_sees(app: Flask, moments: list[float]) -> None:
    _names_of_a_page(app)
    with app.app_context(), transaction():
        db.session.add(Municipality(id="ny", name="Ny Kommune"))
    assert "Ny Kommune" in _names_of_a_page(app)


def test_a_page_that_reads_before_the_commit_is_not_kept(app: Flask, moments: list[float]) -> None:
    def stamp() -> str | None:
        with app.test_request_context("/"):
            return next(each.stamp for each in known_lately() if each.id == "albertslund")

    with app.app_context(), tenant("albertslund"), transaction():
        put("phone", "5", FIRST)
        memory._lately[db.engine.url] = moments[-1], [memory.Known("albertslund", "Gammel", None, "old")]
    assert stamp() != "old"


def test_a_transaction_reads_what_it_has_written_itself(app: Flask, moments: list[float]) -> None:
    with app.test_request_context("/"), tenant("albertslund"), transaction():
        known_lately()
        db.session.add(Municipality(id="ny", name="Ny Kommune"))
        db.session.flush()
        assert "Ny Kommune" in [each.name for each in known_lately()]
    assert "Ny Kommune" in _names_of_a_page(app)
