"""What Ankestyrelsen decided: noted once it was sent there, also in a closed case, told to the citizen, and counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from complaints.given import BOSS, again, received, see_again
from flask import Flask

from værdig.complaints import categories, keys, service
from værdig.complaints.appeals import board
from værdig.complaints.figures.acts import acts
from værdig.complaints.figures.reading import Counted
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.states import State
from værdig.errors import RuleBroken, UserError


@pytest.fixture
def sent(context: Flask, freeze: Any) -> tuple[Case, str]:
    """A complaint over a decision that was sent to Ankestyrelsen on 9 November 2026."""
    freeze("2026-11-02 09:00")
    case, code = received(
        "Jeg klager.", Reader.MANAGEMENT, type=categories.DECISION, identity={"name": "Anna Holm", "address": "Vej 1"}
    )
    freeze("2026-11-09 09:00")
    opened = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    for state in (State.AFGOERELSESKLAGE, State.GENVURDERING):
        service.move(case.id, opened, state, BOSS, "Videre.")
    service.answer(case.id, opened, "Vi fastholder afgørelsen og sender klagen til Ankestyrelsen.", BOSS)
    service.move(case.id, opened, State.SENDT_ANKESTYRELSEN, BOSS, "Sendt.")
    see_again()
    return again(case), code


def test_it_is_noted_on_the_page_and_told_to_the_citizen(
    sent: tuple[Case, str], staff: Any, client: Any, freeze: Any
) -> None:
    case, code = sent
    freeze("2026-12-09 09:00")
    page = staff("leder").get(f"/stab/klager/{case.id}").click("Notér, hvad Ankestyrelsen har afgjort")
    wrong = page.submit({"outcome": "hjemvist", "on": "8.11.2026"})
    assert "først sendt til Ankestyrelsen den 9. november 2026" in wrong.errors[0]
    assert "ikke kommet endnu" in wrong.submit({"on": "10.12.2026"}).errors[0]
    done = wrong.submit({"on": "8.12.2026"}).follow()
    assert "Ankestyrelsens afgørelse noteret: Hjemvist" in done.text
    assert done.click("Ret, hvad Ankestyrelsen har afgjort").form().values["on"] == "08.12.2026"
    see_again()
    assert not board.note_board(case.id, "hjemvist", date(2026, 12, 8), BOSS), "a second click notes nothing"
    own = client.get("/sag").submit({"code": code}).follow()
    assert "Ankestyrelsen har afgjort klagen den 8. december 2026. Udfaldet er: Hjemvist" in own.text


def test_a_case_that_was_not_sent_has_nothing_to_note(context: Flask, boss: Any) -> None:
    case = received("Jeg klager.", Reader.MANAGEMENT, type=categories.DECISION, identity={"name": "Anna"})[0]
    assert "Ankestyrelsen har" not in boss.get(f"/stab/klager/{case.id}").text
    assert boss.get(f"/stab/klager/{case.id}/ankestyrelsen").location == f"/stab/klager/{case.id}"
    with pytest.raises(RuleBroken):
        board.note_board(case.id, "afvist", date.min, BOSS)
    with pytest.raises(UserError):
        board.note_board(case.id, "vundet", date.min, BOSS)


def test_it_is_noted_once_the_case_is_closed_and_can_be_corrected(sent: tuple[Case, str]) -> None:
    case, _code = sent
    service.withdraw(case.id)
    assert board.note_board(case.id, "stadfaestet", date(2026, 11, 9), BOSS)
    assert board.note_board(case.id, "aendret", date(2026, 11, 9), BOSS)
    assert "Udfaldet er: Ændret." in board.told(again(case))


@pytest.mark.parametrize(
    ("outcome", "number"), [("aendret", 1), ("ophaevet", 1), ("hjemvist", 1), ("stadfaestet", 0), ("afvist", 0)]
)
def test_what_does_not_stand_is_counted_where_complaints_over_decisions_are(
    sent: tuple[Case, str], outcome: str, number: int
) -> None:
    case, _code = sent
    board.note_board(case.id, outcome, date(2026, 11, 9), BOSS)
    counted = [Counted(universe="u", cases=[again(case)], day=date(2026, 11, 9))]
    found = {each.id: each.value for each in acts(counted, "u", with_rest=False, decisions=True)}
    assert found["complaints.set_aside"] == number
    hidden = {each.id for each in acts(counted, "u", with_rest=False, decisions=False)}
    assert "complaints.set_aside" not in hidden, "it would tell how many there are at least"
