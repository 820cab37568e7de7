"""Noting that a citizen has taken her consent back: it is asked first, and told in the case's history."""

from __future__ import annotations

from typing import Any

from complaints.given import again, citizen_keys, received

from værdig.complaints import queries, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.states import State


def test_it_is_asked_first_and_stands_in_the_history(br: Any, boss: Any) -> None:
    case, code = received(identity={"name": "Anna"})
    service.give_consent(case.id, citizen_keys(case, code), "med_navn", CITIZEN)
    asked = br.get(f"/stab/indbakke/{case.id}").click("Borgeren har fortrudt")
    assert asked.h1 == "Har borgeren taget sit samtykke tilbage?"
    assert queries.consent_of(again(case)) is not None, "asking takes nothing back"
    assert boss.get(f"/stab/klager/{case.id}").status == 200
    told = asked.submit().follow().text.split("Forløb")[1]
    assert "Samtykke til, at ledelsen ser klagen og navnet (borgeren)" in told
    assert "Samtykket taget tilbage: ledelsen kan ikke længere se sagen (" in told
    assert boss.get(f"/stab/klager/{case.id}").status == 404
    repeated = asked.submit()
    assert "Der er intet samtykke." in repeated.follow().text


def test_it_warns_when_the_case_lies_with_the_department(br: Any) -> None:
    case, code = received()
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", CITIZEN)
    assert "ligger hos afdelingen" not in br.get(f"/stab/indbakke/{case.id}/samtykke/slut").text
    br.get(f"/stab/indbakke/{case.id}/flyt").submit({"target": "hos_afdeling", "reason": "Svar borgeren."})
    assert again(case).state == State.HOS_AFDELING
    assert "ligger hos afdelingen" in br.get(f"/stab/indbakke/{case.id}/samtykke/slut").text
