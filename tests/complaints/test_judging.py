"""Who may say what a case is found to be: the side it was sent to, while it is open."""

from __future__ import annotations

import pytest
from complaints.given import BOSS, BR, received
from flask import Flask

from værdig.complaints import inbox, keys, service
from værdig.complaints.keys import Reader
from værdig.errors import UserError

POINT = {"theme": "complaints.manglende_svar", "unit": "jobcenter", "formality": "formalitet"}


@pytest.fixture
def ready(context: Flask) -> Flask:
    inbox.set_up("u" * 22, "rolig lampe grøn båd")
    return context


def test_the_management_cannot_change_a_case_of_the_borgerraadgiver(ready: Flask) -> None:
    case, code = received(reader=Reader.BORGERRAADGIVER)
    opened = keys.open_with_code(case, code)
    point = service.add_point(case.id, opened, BR, **POINT)
    with pytest.raises(UserError, match="borgerrådgiverens"):
        service.settle_point(case.id, point, BOSS, outcome="ikke_medhold")
    with pytest.raises(UserError, match="borgerrådgiverens"):
        service.classify(case.id, "vejledning", BOSS)
    with pytest.raises(UserError, match="borgerrådgiverens"):
        service.add_point(case.id, opened, BOSS, **POINT)


def test_a_closed_case_is_opened_before_it_is_changed(ready: Flask) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    point = service.add_point(case.id, opened, BOSS, **POINT)
    service.withdraw(case.id)
    with pytest.raises(UserError, match="lukket"):
        service.settle_point(case.id, point, BOSS, outcome="medhold")
