"""The thread behind the web server: one in each process, and what it does at every turn."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from værdig import audit, logs, sealer
from værdig.db import transaction


def test_a_turn_chains_what_waits(app: Flask) -> None:
    with app.app_context(), transaction():
        audit.record("test.done", "thing", "1")
    sealer.once(app)
    with app.app_context():
        assert audit.unsealed() == 0
        assert audit.verify().wrong == ()


def test_a_turn_that_fails_is_told_and_does_not_stop_the_next(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> int:
        raise OSError("no disk")

    written: list[Any] = []
    monkeypatch.setattr(audit, "seal", fails)
    monkeypatch.setattr(logs.waiting, "write", lambda before: written.append(before))
    sealer.once(app)
    sealer.once(app)
    assert [record.message for record in caplog.records] == [
        "the audit log could not be sealed; trying again in 30 s"
    ] * 2
    assert len(written) == 2
