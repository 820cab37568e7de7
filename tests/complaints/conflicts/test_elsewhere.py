"""The wall stands also where a case is met outside its own pages: hearings, and requests to see it."""

from __future__ import annotations

from typing import Any

from complaints.given import BOSS, again, citizen_keys, received, see_again
from complaints.investigations.begun import ask, hearing_of, investigated
from flask import Flask

from værdig.complaints import keys
from værdig.complaints.acting import CITIZEN
from værdig.complaints.conflicts import service as marking
from værdig.complaints.insight import service as insight
from værdig.complaints.insight.rules import Asked
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case


def opened(case: Case) -> keys.Keys:
    return keys.open_for(again(case), Reader.MANAGEMENT, keys.management_keys())


def shut_out(case: Case, user_id: str) -> None:
    marking.mark(case.id, opened(case), user_id, "naevnt", BOSS, words="Klagen nævner et møde med hende.")
    see_again()


def test_a_hearing_of_the_case_is_not_there_for_whoever_is_marked(ready: Any, staff: Any, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    marked, other = staff("leder"), staff("leder")
    case, _code = investigated(ready, consent="uden_navn")
    ask(case, ready)
    address = f"/stab/hoeringer/{hearing_of(case).id}"
    assert marked.get(address).status == 200
    shut_out(case, marked.user_id)
    marked.get(address, status=404)
    assert case.number not in marked.get("/stab/hoeringer").html
    assert case.number in other.get("/stab/hoeringer").html


def test_a_request_to_see_the_case_is_not_in_the_queue_of_whoever_is_marked(context: Flask, staff: Any) -> None:
    marked, other = staff("leder"), staff("leder")
    case, code = received("Lederen råbte af mig.", Reader.MANAGEMENT)
    insight.ask(case.id, insight.Wanted(asked=Asked.SE), CITIZEN, keys=citizen_keys(case, code), token="t" * 22)
    see_again()
    assert case.number in marked.get("/stab/klager").text
    shut_out(case, marked.user_id)
    assert case.number not in marked.get("/stab/klager").html
    assert case.number in other.get("/stab/klager").text
