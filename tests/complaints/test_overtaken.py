"""Two people at one case: whoever comes second is told what has happened, and loses nothing she has typed."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BOSS, again, received

from værdig.complaints import keys, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.states import State

POINT = {"theme": "complaints.manglende_svar", "unit": "jobcenter", "formality": "formalitet"}


@pytest.fixture
def ready_to_close(boss: Any) -> tuple[Case, Keys]:
    """A case of the management's that can be closed."""
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.settle_point(case.id, service.add_point(case.id, opened, BOSS, **POINT), BOSS, outcome="medhold")
    service.move(case.id, opened, State.DIALOG, BOSS, "Ring.")
    return case, opened


def test_the_letter_of_who_closes_second_is_given_back(boss: Any, ready_to_close: tuple[Case, Keys]) -> None:
    case, opened = ready_to_close
    page = boss.get(f"/stab/klager/{case.id}/afslut")
    service.close(case.id, opened, "Det første brev.", BOSS, "Færdig.")
    for button in ("Send brevet og afslut", "Gem kladden"):
        late = page.submit({"letter": "Mit lange brev.", "reason": "Min grund."}, button=button)
        assert late.status == 409
        for said in ("Mit lange brev.", "Min grund.", "Sagen er nu: Afsluttet.", "er ikke sendt"):
            assert said in late.text, said
    sent = [message for message in again(case).messages if message.kind == "afslutning"]
    assert len(sent) == 1


def test_who_presses_twice_is_told_that_it_is_done(boss: Any, ready_to_close: tuple[Case, Keys]) -> None:
    case, _opened = ready_to_close
    page = boss.get(f"/stab/klager/{case.id}/afslut")
    for _time in range(2):
        told = page.submit({"letter": "Mit lange brev.", "reason": "Min grund."}).follow()
        assert "Sagen er afsluttet." in told.text
    assert len([message for message in again(case).messages if message.kind == "afslutning"]) == 1


@pytest.mark.parametrize("target", ["vejledt", "hos_afdeling"])
def test_a_stale_move_says_that_the_case_was_moved(boss: Any, target: str) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    page = boss.get(f"/stab/klager/{case.id}/flyt")
    service.move(case.id, keys.open_with_code(case, code), State.DIALOG, BOSS, "Ring.")
    late = page.submit({"target": target, "reason": "Min grund."})
    assert late.errors == ["Sagen er flyttet, siden du åbnede siden. Nu er den: Dialog: ring til borgeren. Vælg igen."]
    assert late.form().values["reason"].strip() == "Min grund."
    assert again(case).state == State.DIALOG
    late.submit({"target": "hos_afdeling"})
    assert again(case).state == State.HOS_AFDELING, "now she has seen it"


def test_a_move_of_a_case_that_was_closed_gives_the_reason_back(boss: Any) -> None:
    case, _code = received(reader=Reader.MANAGEMENT)
    page = boss.get(f"/stab/klager/{case.id}/flyt")
    service.withdraw(case.id)
    late = page.submit({"target": "vejledt", "reason": "Min lange grund."})
    assert late.status == 409
    assert "Min lange grund." in late.text
    assert "Trukket af borgeren" in late.text


def test_a_case_that_cannot_be_moved_has_no_form_for_it(br: Any) -> None:
    case, code = received()
    opened = keys.open_with_code(case, code)
    service.give_consent(case.id, opened, "uden_navn", CITIZEN)
    page = br.get(f"/stab/indbakke/{case.id}/flyt")
    page.submit({"target": "hos_afdeling", "reason": "Svar borgeren."})
    service.answer(case.id, opened, "Her er svaret.", BOSS, settles=True)
    assert "Flyt sagen" not in br.get(f"/stab/indbakke/{case.id}").text
    back = br.get(f"/stab/indbakke/{case.id}/flyt")
    assert back.location == f"/stab/indbakke/{case.id}"
    assert "Sagen kan ikke flyttes nu." in back.follow().text
    late = page.submit({"target": "dialog", "reason": "Min lange grund."})
    assert late.status == 409
    assert "Min lange grund." in late.text
