"""When a decision has been judged again its citizen is told what came of it, before the case says so and when it ends."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BOSS, again, received
from flask import Flask

from værdig.complaints import keys, letters, service
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.states import State
from værdig.errors import UserError

ENDS = (State.AENDRET, State.SENDT_ANKESTYRELSEN)


def _judging() -> tuple[Case, Keys]:
    case, code = received(type="klage_over_afgoerelse", reader=Reader.MANAGEMENT, identity={"name": "Anna"})
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.AFGOERELSESKLAGE, BOSS, "Videre.")
    service.answer(case.id, opened, "Vi har fået din klage.", BOSS)
    service.move(case.id, opened, State.GENVURDERING, BOSS, "Vi ser på den.")
    return case, opened


@pytest.mark.parametrize("end", ENDS)
def test_the_citizen_is_told_what_came_of_it_first(context: Flask, end: State) -> None:
    case, opened = _judging()
    for meanwhile in ("", "rykker"):
        if meanwhile:
            service.answer(case.id, opened, "Vi venter på svar.", BOSS, kind=meanwhile)
        with pytest.raises(UserError, match="hvad I er kommet frem til"):
            service.move(case.id, opened, end, BOSS, "Færdig.")
    service.answer(case.id, opened, "Sådan gik det.", BOSS)
    service.move(case.id, opened, end, BOSS, "Færdig.")
    assert case.state == end


def test_a_question_to_her_does_not_tell_her_what_came_of_it(context: Flask) -> None:
    case, opened = _judging()
    service.answer(case.id, opened, "Kan du sende brevet?", BOSS)
    service.move(case.id, opened, State.AFVENTER_BORGER, BOSS, "Vi mangler et brev.")
    service.write_as_citizen(case.id, opened, "Her er det.", "m" * 22)
    assert case.state == State.GENVURDERING
    with pytest.raises(UserError, match="hvad I er kommet frem til"):
        service.move(case.id, opened, State.AENDRET, BOSS, "Færdig.")


def test_the_page_says_what_is_missing(boss: Any) -> None:
    case, _opened = _judging()
    page = boss.get(f"/stab/klager/{case.id}/flyt")
    assert "Fortæl borgeren, hvad I er kommet frem til" in page.text
    refused = page.submit({"target": "aendret", "reason": "Færdig."})
    assert refused.status == 422
    assert "Fortæl borgeren" in refused.errors[0]
    assert again(case).state == State.GENVURDERING


@pytest.mark.parametrize(("end", "said"), [(ENDS[0], "den er ændret"), (ENDS[1], "Ankestyrelsen, der afgør")])
def test_the_closing_letter_says_what_fits(context: Flask, end: State, said: str) -> None:
    case, opened = _judging()
    assert "fastholde din klage" in letters.closing_letter(case, [])
    service.answer(case.id, opened, "Sådan gik det.", BOSS)
    service.move(case.id, opened, end, BOSS, "Færdig.")
    letter = letters.closing_letter(case, [])
    assert said in letter
    assert "fastholde din klage" not in letter
