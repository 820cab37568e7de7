"""The audit log: written with the act, chained, and every tampering found."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from værdig import audit
from værdig.audit import AuditEntry
from værdig.db import db, tenant, transaction
from værdig.errors import RuleBroken


def _note(number: int) -> None:
    with transaction():
        audit.record("case.opened", "complaint_case", f"case{number}", detail={"n": number})


def _tamper(statement: object) -> None:
    with transaction():
        db.session.execute(statement)  # type: ignore[call-overload]


def test_an_entry_stands_or_falls_with_its_act(context: Flask) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        audit.record("x", "y", "z")
        _ = 1 / 0
    assert audit.entries_about("y", "z") == []
    with pytest.raises(RuleBroken):
        audit.record("x", "y", "z")


def test_the_chain_holds_and_the_tail_is_counted(engine_app: Flask) -> None:
    with engine_app.app_context(), tenant("albertslund"):
        for number in range(3):
            _note(number)
        assert audit.verify().unsealed >= 3
        assert audit.seal() >= 3
        _note(4)
        verdict = audit.verify()
        assert verdict.unsealed == 1
        assert verdict.wrong == ()
        assert audit.seal() == 1
        assert audit.seal() == 0


def _third() -> AuditEntry:
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.object_id == "case2"))
    assert entry is not None
    return entry


@pytest.mark.parametrize("how", ["changed", "removed", "moved", "unsealed tail changed"])
def test_tampering_is_found(context: Flask, how: str) -> None:
    for number in range(5):
        _note(number)
    if how != "unsealed tail changed":
        audit.seal()
    assert audit.verify().wrong == ()
    position, entry_id = _third().position, _third().id
    if how == "removed":
        _tamper(delete(AuditEntry).where(AuditEntry.id == entry_id))
    elif how == "moved":
        _tamper(update(AuditEntry).where(AuditEntry.id == entry_id).values(position=99))
    else:
        _tamper(update(AuditEntry).where(AuditEntry.id == entry_id).values(actor="somebody-else"))
    assert audit.verify().wrong, position
