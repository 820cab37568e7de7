"""Who may say what a case is found to be: the side it was sent to, while it is open."""

from __future__ import annotations

import pytest
from complaints.given import BOSS, BR, received
from flask import Flask

from værdig.complaints import inbox, keys, service
from værdig.complaints.keys import Reader
from værdig.complaints.states import State
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


def test_a_decision_that_has_been_judged_again_stays_a_complaint_over_one(context: Flask) -> None:
    case, code = received(type="klage_over_afgoerelse", reader=Reader.MANAGEMENT, identity={"name": "Anna"})
    opened = keys.open_with_code(case, code)
    back = (State.AENDRET, State.GENVURDERING, State.AFGOERELSESKLAGE, State.VISITATION)
    for state in reversed(back[:-1]):
        service.move(case.id, opened, state, BOSS, "Videre.")
        service.answer(case.id, opened, "Sådan går det.", BOSS)
    with pytest.raises(UserError, match="flyt sagen tilbage"):
        service.classify(case.id, "ros", BOSS)
    for state in back[1:]:
        service.move(case.id, opened, state, BOSS, "Det var en fejl.")
    service.classify(case.id, "ros", BOSS)
    assert case.type == "ros", "the way back is open"


def test_and_so_it_does_when_it_is_opened_again(context: Flask) -> None:
    case, code = received(type="klage_over_afgoerelse", reader=Reader.MANAGEMENT, identity={"name": "Anna"})
    opened = keys.open_with_code(case, code)
    for state in (State.AFGOERELSESKLAGE, State.GENVURDERING, State.SENDT_ANKESTYRELSEN):
        service.move(case.id, opened, state, BOSS, "Videre.")
        service.answer(case.id, opened, "Sådan går det.", BOSS)
    service.withdraw(case.id)
    service.reopen(case.id)
    with pytest.raises(UserError, match="som en ny klage"):
        service.classify(case.id, "vejledning", BOSS)
    assert case.type == "klage_over_afgoerelse"
