"""The audit log: written with the act, chained, and every tampering found."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from værdig import audit
from værdig.audit import AuditEntry
from værdig.crypto import keyring
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


def _cut(after: int) -> None:
    _tamper(delete(AuditEntry).where(AuditEntry.position > after))


def _sealed(number: int) -> int:
    """Write and seal so many entries; returns how many the chain has."""
    for each in range(number):
        _note(each)
    audit.seal()
    return audit.verify().sealed


def test_an_end_that_was_cut_off_is_found(engine_app: Flask) -> None:
    with engine_app.app_context(), tenant("albertslund"):
        sealed = _sealed(5)
        assert audit.verify().wrong == ()
        _cut(sealed - 2)
        assert audit.verify().wrong == (
            f"Loggens slutning mangler: {sealed} poster har været forseglet, {sealed - 2} er der nu.",
        )


def test_writing_on_after_the_cut_hides_nothing(context: Flask, caplog: pytest.LogCaptureFixture) -> None:
    sealed = _sealed(5)
    _cut(sealed - 1)
    _sealed(3)
    assert audit.verify().wrong == (f"Post {sealed} er en anden end den, der blev forseglet.",)
    assert "has lost entries" in caplog.text


def test_a_log_emptied_altogether_is_found(context: Flask) -> None:
    _sealed(2)
    _tamper(delete(AuditEntry))
    assert audit.verify().wrong


@pytest.mark.parametrize("content", [b"", b"[]", b'{"position": 1, "chain": "", "mac": ""}', b"\xff"])
def test_a_head_that_was_not_written_by_the_sealer_is_found(context: Flask, content: bytes) -> None:
    _sealed(2)
    keyring().replace_secret(audit.HEAD_FILE, content)
    assert "er ændret" in audit.verify().wrong[0]
    _sealed(1)
    assert keyring().read_secret(audit.HEAD_FILE) == content, "what was put there stays to be looked at"


def test_a_missing_head_is_told_and_made_again_at_the_next_turn(context: Flask) -> None:
    _sealed(2)
    (keyring().folder / audit.HEAD_FILE).unlink()
    assert "mangler i nøglemappen" in audit.verify().wrong[0]
    audit.seal()
    assert audit.verify().wrong == ()


def test_an_empty_log_has_no_head(context: Flask) -> None:
    _tamper(delete(AuditEntry))
    assert audit.seal() == 0
    assert audit.verify() == audit.Verdict(sealed=0, unsealed=0, wrong=())


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
