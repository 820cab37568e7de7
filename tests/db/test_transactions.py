"""A use case's writes happen wholly or not at all, and parallel writers wait for each other."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from flask import Flask

from værdig.db import db, in_transaction, tenant, transaction
from værdig.municipality import setting
from værdig.municipality.models import MunicipalValue
from værdig.municipality.service import put


def test_a_failure_undoes_everything(app: Flask) -> None:
    with app.app_context(), tenant("albertslund"):
        with pytest.raises(ZeroDivisionError), transaction():
            put("phone", "1")
            assert in_transaction()
            _ = 1 / 0
        assert not in_transaction()
        assert setting("phone") == ""


def test_changes_outside_a_transaction_are_a_bug(app: Flask) -> None:
    with app.app_context(), tenant("albertslund"):
        db.session.add(
            MunicipalValue(key="phone", value="1", valid_from=date(2020, 1, 1), municipality_id="albertslund")
        )
        with pytest.raises(RuntimeError, match="outside"), transaction():
            pass
        db.session.rollback()


def test_parallel_read_modify_writes_lose_nothing(engine_app: Flask) -> None:
    with engine_app.app_context(), tenant("albertslund"):
        put("answer_days", 1, date(2020, 1, 1))
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            with engine_app.app_context(), tenant("albertslund"), transaction():
                row = db.session.query(MunicipalValue).filter_by(key="answer_days").with_for_update().one()
                row.value = row.value + 1
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=count_up) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with engine_app.app_context(), tenant("albertslund"):
        assert setting("answer_days") == 17
