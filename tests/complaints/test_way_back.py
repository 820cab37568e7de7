"""Taking back a wrong move: offered to who made it, told in the history, and the clocks run on as they did before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from complaints.given import BOSS, BR, again, received
from flask import Flask

from værdig.clock import HalfYear, today
from værdig.complaints import keys, path, queries, service
from værdig.complaints.clocks import standing
from værdig.complaints.figures.judged import method_of
from værdig.complaints.keys import Reader
from værdig.complaints.states import State
from værdig.errors import RuleBroken, UserError

Freeze = Callable[[str], None]
KEEPING = ["Er nogen inhabil i sagen?", "Journal og overførsel til ESDH", "Hvor længe sagen gemmes"]
READING = ["Notér en person", "Bestil oversættelse", "Skriv en oversættelse ind"]
"""What can still be done in a closed case: noting who acts for the citizen, and having what stands in it translated."""


def _running(case: Any) -> dict[str, date]:
    return {row.kind: row.due for row in queries.running_clocks(case)}


def test_a_wrong_move_is_taken_back_on_the_page_with_a_reason(br: Any) -> None:
    case, _code = received()
    br.get(f"/stab/indbakke/{case.id}/flyt").submit({"target": "dialog", "reason": "Et opkald."})
    page = br.get(f"/stab/indbakke/{case.id}").click("Flyt sagen")
    assert "Tilbage til: Visitation" in page.text
    assert "Fristerne fra før løber videre" in page.text
    assert page.submit({"target": "visitation", "reason": ""}).errors == ["Skriv en kort begrundelse."]
    told = page.submit({"target": "visitation", "reason": "Det var en anden sag."}).follow().text.split("Forløb")[1]
    assert again(case).state == State.VISITATION
    assert "Dialog: ring til borgeren" in told, "what happened stays"
    assert "Taget tilbage til: Visitation" in told
    assert "Det var en anden sag." in told
    assert "Tilbage til" not in br.get(f"/stab/indbakke/{case.id}/flyt").text, "once"


def test_the_clocks_run_on_with_the_dates_they_had(context: Flask, freeze: Freeze) -> None:
    freeze("2021-05-03 08:00")
    case, code = received(reader=Reader.MANAGEMENT, type="klage_over_afgoerelse", identity={"name": "Anna"})
    opened, before = keys.open_with_code(case, code), _running(case)
    freeze("2021-05-10 08:00")
    service.move(case.id, opened, State.AFGOERELSESKLAGE, BOSS, "Videre.")
    assert "videresendelse" not in _running(case)
    freeze("2021-05-12 08:00")
    service.move(case.id, opened, State.VISITATION, BOSS, "Det var ikke en afgørelse.")
    assert _running(case) == before
    service.move(case.id, opened, State.DIALOG, BOSS, "Ring.")
    freeze("2021-05-20 08:00")
    service.move(case.id, opened, State.VISITATION, BOSS, "Forkert sag.")
    (rung,) = [row for row in case.clocks if row.kind == "ring_op"]
    assert standing(rung, today()).word == "Bortfaldet", "there never was a call to make"
    assert _running(case) == before


def test_a_move_taken_back_counts_nowhere(context: Flask) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Svar borgeren.")
    assert method_of(case) == "afdeling"
    service.move(case.id, opened, State.VISITATION, BOSS, "Forkert knap.")
    assert method_of(case) == "aaben"
    service.move(case.id, opened, State.DIALOG, BOSS, "Ring.")
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Svar borgeren.")
    service.move(case.id, opened, State.DIALOG, BOSS, "Forkert knap.")
    assert method_of(case) == "dialog"
    assert [event.to_state for event in path.standing(case.events)] == ["modtaget", "visitation", "dialog"]


def test_a_department_that_was_never_to_answer_is_not_late_in_the_figures(context: Flask, freeze: Freeze) -> None:
    freeze("2021-03-01 08:00")
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Svar borgeren.")
    freeze("2021-05-03 08:00")

    def late() -> int:
        told = {count.id: count.value for count in queries.figures(HalfYear.parse("2021H1")).administration}
        return int(told["complaints.department_answer_late"])

    assert late() == 1
    service.move(case.id, opened, State.VISITATION, BOSS, "Det var en forkert sag.")
    assert late() == 0


def test_waiting_for_the_citizen_does_not_close_the_way_back(context: Flask) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.DIALOG, BOSS, "Ring.")
    service.move(case.id, opened, State.AFVENTER_BORGER, BOSS, "Vi mangler et brev.")
    with pytest.raises(RuleBroken):
        service.move(case.id, opened, State.VISITATION, BOSS, "Tilbage.")
    service.write_as_citizen(case.id, opened, "Her er det.", "m" * 22)
    service.move(case.id, opened, State.VISITATION, BOSS, "Det var en forkert sag.")
    assert case.state == State.VISITATION


def test_nobody_takes_back_what_another_decided(context: Flask, ready: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Svar borgeren.")
    with pytest.raises(RuleBroken):
        service.move(case.id, opened, State.VISITATION, BR, "Tilbage.")
    service.answer(case.id, opened, "Her er svaret.", BOSS, settles=True)
    service.uphold(case.id)
    with pytest.raises(RuleBroken):
        service.move(case.id, opened, State.BESVARET, BOSS, "Tilbage.")
    service.withdraw(case.id)
    service.reopen(case.id)
    with pytest.raises(RuleBroken):
        service.move(case.id, opened, State.FASTHOLDT, BOSS, "Tilbage.")


# --- a closed case ---


def test_a_closed_case_is_for_reading_and_opening_again(br: Any, boss: Any) -> None:
    case, _code = received()
    service.withdraw(case.id)
    page = br.get(f"/stab/indbakke/{case.id}")
    assert [link.get_text() for link in page.soup.select("main li a")] == ["Åbn sagen igen", *KEEPING, *READING]
    for form in ("svar", "notat", "punkt", "flyt", "type", "navn", "samtykke", "afslut"):
        shut = br.get(f"/stab/indbakke/{case.id}/{form}")
        assert shut.location == f"/stab/indbakke/{case.id}", form
    theirs, _code = received(reader=Reader.MANAGEMENT)
    service.withdraw(theirs.id)
    page = boss.get(f"/stab/klager/{theirs.id}")
    assert [link.get_text() for link in page.soup.select("main li a")] == [*KEEPING, *READING]
    assert "Borgeren eller borgerrådgiveren kan åbne den igen." in page.text


def test_what_was_being_written_when_a_case_closed_is_given_back(br: Any) -> None:
    case, _code = received()
    forms = {name: br.get(f"/stab/indbakke/{case.id}/{name}") for name in ("svar", "notat")}
    service.withdraw(case.id)
    for page in forms.values():
        refused = page.submit(
            {"text": "Mit lange svar.", "kind": page.form().values.get("kind", "internt_arbejdspapir")}
        )
        assert refused.errors == ["Sagen er lukket. Den skal åbnes igen først."]
        assert refused.form().values["text"].strip() == "Mit lange svar."


def test_a_citizen_who_writes_in_a_closed_case_is_answered(boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.withdraw(case.id)
    service.write_as_citizen(case.id, opened, "Kan jeg få sagen tilsendt?", "m" * 22)
    page = boss.get(f"/stab/klager/{case.id}").click("Skriv til borgeren").submit({"text": "Ja."}).follow()
    assert "Skriv til borgeren" not in page.text
    with pytest.raises(UserError, match="lukket"):
        service.answer(case.id, opened, "Og mere.", BOSS)
