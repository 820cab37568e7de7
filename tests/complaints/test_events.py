"""What plug-ins are told: after the commit, with an id, and never in the middle of a write."""

from __future__ import annotations

import pytest
from complaints.given import BOSS, received
from flask import Flask

from værdig.complaints import keys, service
from værdig.complaints.keys import Reader
from værdig.complaints.states import State
from værdig.db import db, transaction
from værdig.hooks import current_host


@pytest.fixture
def heard(context: Flask, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the host was asked to tell, in order; each time the case must be there and the session at rest."""
    told: list[tuple[str, str]] = []

    def fire(hook: str, case_id: str) -> None:
        assert not db.session.new
        told.append((hook, case_id))

    monkeypatch.setattr(current_host(), "fire", fire)
    return told


def test_logging_and_closing_are_told_once_each(heard: list[tuple[str, str]]) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.VEJLEDT, BOSS, "Vejledt.")
    point = service.add_point(case.id, opened, BOSS, theme="complaints.andet", unit="jobcenter", formality="begge")
    service.settle_point(case.id, point, BOSS, outcome="vejledt")
    service.close(case.id, opened, "Brev.", BOSS, "Færdig.")
    assert heard == [("on_complaint_logged", case.id), ("on_complaint_closed", case.id)]


def test_a_repeated_submission_is_not_told_again(heard: list[tuple[str, str]]) -> None:
    complaint = service.Complaint(story="x", inbox=Reader.MANAGEMENT)
    for _time in range(3):
        service.receive(complaint, "t" * 22)
    assert len(heard) == 1


def _receive_and_fail() -> None:
    with transaction():
        received(reader=Reader.MANAGEMENT)
        raise RuntimeError("the power went")


def test_what_is_rolled_back_is_not_told(heard: list[tuple[str, str]]) -> None:
    with pytest.raises(RuntimeError):
        _receive_and_fail()
    assert heard == []
