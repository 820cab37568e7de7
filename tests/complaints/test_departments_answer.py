"""The department's answer: one choice in the letter sends it and lets the citizen say what she thinks of it."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BOSS, again, received
from flask import Flask

from værdig.complaints import keys, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.calls import service as calls
from værdig.complaints.calls.rules import Result
from værdig.complaints.clocks import standing
from værdig.complaints.deadlines import Clock
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.states import State
from værdig.errors import RuleBroken

MONDAY = "2026-11-02 09:00"


def with_the_department() -> tuple[Case, str]:
    case, code = received(reader=Reader.MANAGEMENT)
    service.move(case.id, keys.open_with_code(case, code), State.HOS_AFDELING, BOSS, "Svar borgeren.")
    return again(case), code


def clock_of(case: Case, kind: Clock) -> CaseClock:
    (row,) = [row for row in again(case).clocks if row.kind == kind]
    return row


def write(boss: Any, case: Case, **told: str) -> Any:
    return boss.get(f"/stab/klager/{case.id}/svar").submit(told)


def test_the_answer_moves_the_case_and_the_citizen_can_uphold(boss: Any, client: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, code = with_the_department()
    write(boss, case, kind="afdelingens_svar", text="Vi beklager, at vi ikke ringede.").follow()
    assert again(case).state == State.BESVARET
    assert clock_of(case, Clock.AFDELINGENS_SVAR).stop_cause == State.BESVARET
    assert [message.kind for message in again(case).messages] == ["svar"]
    page = client.get("/sag").submit({"code": code}).follow()
    assert "Vi beklager, at vi ikke ringede." in page.text
    assert "Afdelingen har svaret" in page.text
    assert "fasthold" in page.text


def test_pressed_twice_it_is_sent_once_and_says_so(boss: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = with_the_department()
    page = boss.get(f"/stab/klager/{case.id}/svar")
    told = {"kind": "afdelingens_svar", "text": "Vi beklager, at vi ikke ringede."}
    page.submit(told)
    again_ = page.submit(told)
    assert "Beskeden er sendt." in again_.follow().text
    assert [message.kind for message in again(case).messages] == ["svar"]


def test_an_answer_from_a_page_that_is_too_old_is_shown_for_copying(boss: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = with_the_department()
    page = boss.get(f"/stab/klager/{case.id}/svar")
    service.withdraw(case.id, by=CITIZEN)
    service.reopen(case.id, CITIZEN)
    late = page.submit({"kind": "afdelingens_svar", "text": "Vi beklager, at vi ikke ringede."})
    assert late.status == 409
    assert "Vi beklager, at vi ikke ringede." in late.html
    assert not again(case).messages


def test_a_preliminary_answer_leaves_the_case_and_its_date(boss: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = with_the_department()
    write(boss, case, kind="svar", text="Vi undersøger det.").follow()
    assert again(case).state == State.HOS_AFDELING
    assert clock_of(case, Clock.AFDELINGENS_SVAR).stopped is None


def test_which_it_is_must_be_chosen_and_nothing_typed_is_lost(boss: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = with_the_department()
    wrong = write(boss, case, text="Vi undersøger det.")
    assert wrong.status == 422
    assert wrong.form().values["text"] == "Vi undersøger det."
    assert not again(case).messages


def test_elsewhere_there_is_no_such_choice_and_no_such_deed(boss: Any, context: Flask) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    assert "Afdelingens svar på klagen" not in boss.get(f"/stab/klager/{case.id}/svar").text
    with pytest.raises(RuleBroken):
        service.answer(case.id, keys.open_with_code(case, code), "Svaret.", BOSS, settles=True)
    assert not again(case).messages, "nothing is sent where the case cannot be moved"


def test_whoever_is_promised_a_letter_and_gets_none_is_not_answered_in_time(context: Flask, freeze: Any) -> None:
    freeze(MONDAY)
    case, code = received(reader=Reader.MANAGEMENT)
    held = keys.open_with_code(case, code)
    service.move(case.id, held, State.DIALOG, BOSS, "Ring.")
    told = calls.Call(
        result=Result.SKRIFTLIGT, at=again(case).received, spoken_with="borgeren", said="Vil have et svar."
    )
    calls.note_call(case.id, held, told, BOSS, Reader.MANAGEMENT)
    service.move(case.id, held, State.HOS_AFDELING, BOSS, "Svar borgeren.")
    row = clock_of(case, Clock.SKRIFTLIGT_SVAR)
    assert standing(row, row.due).word == "Bortfaldet"
    assert standing(clock_of(case, Clock.RING_OP), row.due).word == "Til tiden", "she was rung"


def test_nor_is_whoever_was_to_be_rung_and_was_not(context: Flask, freeze: Any) -> None:
    freeze(MONDAY)
    case, code = received(reader=Reader.MANAGEMENT)
    held = keys.open_with_code(case, code)
    service.move(case.id, held, State.DIALOG, BOSS, "Ring.")
    service.move(case.id, held, State.HOS_AFDELING, BOSS, "Svar borgeren.")
    row = clock_of(case, Clock.RING_OP)
    assert standing(row, row.due).word == "Bortfaldet"
    service.withdraw(case.id, by=CITIZEN)


def test_nobody_is_told_that_it_is_answered_before_it_is(boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.answer(case.id, opened, "Vi har fået din klage.", BOSS)
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Afdelingen svarer.")
    page = boss.get(f"/stab/klager/{case.id}/flyt")
    assert "Der ligger intet svar til borgeren i sagen." in page.text
    refused = page.submit({"target": "besvaret", "reason": "Vi har ringet sammen."})
    assert refused.errors == [
        "Der ligger intet svar til borgeren i sagen. Send svaret, eller skriv til borgeren, hvad I har talt om."
    ]
    assert "Vi har ringet sammen." in refused.text
    assert again(case).state == State.HOS_AFDELING
    service.answer(again(case).id, opened, "Det, vi talte om i telefonen.", BOSS, kind="besked")
    page.submit({"target": "besvaret", "reason": "Vi har ringet sammen."})
    assert again(case).state == State.BESVARET
