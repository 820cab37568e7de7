"""What a move needs beside its reason: the ground on which a case is not for us, and the day a talk is agreed for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from complaints.given import BOSS, received
from flask import Flask

from værdig.complaints import categories, deadlines, keys, queries, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.categories import Kind
from værdig.complaints.deadlines import Clock
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.mediation.service import agree_anew
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.reckoning import recount
from værdig.complaints.reckoning.explained import explain
from værdig.complaints.service import Terms
from værdig.complaints.states import State
from værdig.errors import RuleBroken, UserError

MEETING = date(2026, 12, 4)


def opened(freeze: Any) -> tuple[Case, Keys]:
    freeze("2026-11-23 09:00")
    case, code = received(reader=Reader.MANAGEMENT)
    return case, keys.open_with_code(case, code)


def signposted(case: Case, held: Keys) -> None:
    service.answer(case.id, held, "Sagen hører til hos Udbetaling Danmark.", BOSS, kind="henvisning")


def settled(case: Case, held: Keys, outcome: str) -> None:
    filed = {"theme": "complaints.optraeden", "unit": "jobcenter", "formality": "begge"}
    service.add_point(case.id, held, BOSS, summary="Et punkt.", **filed)
    service.settle_point(case.id, case.points[0].id, BOSS, outcome=outcome)


def talk_of(case: Case) -> CaseClock:
    (row,) = [row for row in queries.running_clocks(case) if row.kind == Clock.SAMTALE]
    return row


def to_mediation(case: Case, held: Keys, meeting: date | None = MEETING) -> None:
    service.move(case.id, held, State.DIALOG, BOSS, "Vi ringer.")
    service.move(case.id, held, State.MAEGLING, BOSS, "De mødes.", terms=Terms(meeting=meeting))


@pytest.mark.parametrize("ground", [None, "", "findes_ikke"])
def test_no_case_is_outside_without_a_ground(ground: str | None, context: Flask, freeze: Any) -> None:
    case, held = opened(freeze)
    signposted(case, held)
    with pytest.raises(UserError) as told:
        service.move(case.id, held, State.UDEN_FOR_KOMPETENCE, BOSS, "Ikke vores.", terms=Terms(ground))
    assert told.value.field == "ground"
    assert (case.state, case.out_of_scope) == (State.VISITATION, None)


def test_the_ground_stands_until_the_move_is_taken_back_or_the_case_taken_up_again(context: Flask, freeze: Any) -> None:
    case, held = opened(freeze)
    signposted(case, held)
    outside = Terms("ansaettelse")
    service.move(case.id, held, State.UDEN_FOR_KOMPETENCE, BOSS, "Ikke vores.", terms=outside)
    assert categories.title(Kind.OUT_OF_SCOPE, case.out_of_scope) == "Ansættelsesforhold"
    service.move(case.id, held, State.VISITATION, BOSS, "En fejl.")
    assert case.out_of_scope is None
    service.move(case.id, held, State.UDEN_FOR_KOMPETENCE, BOSS, "Ikke vores.", terms=outside)
    settled(case, held, "uden_for_kompetence")
    service.close(
        case.id, held, "Vi kan ikke behandle den, fordi den handler om et ansættelsesforhold.", BOSS, "Færdig."
    )
    assert case.out_of_scope == "ansaettelse", "a closed case keeps why"
    service.reopen(case.id, CITIZEN)
    assert case.out_of_scope is None


@pytest.mark.parametrize(
    ("meeting", "told"),
    [(None, "hvilken dag"), (date(2026, 11, 22), "er gået"), (date(2027, 11, 25), "årstallet")],
)
def test_no_talk_without_a_day_that_can_be(meeting: date | None, told: str, context: Flask, freeze: Any) -> None:
    case, held = opened(freeze)
    with pytest.raises(UserError, match=told):
        to_mediation(case, held, meeting)
    assert case.state == State.DIALOG
    assert not [row for row in case.clocks if row.kind == Clock.SAMTALE]


def test_a_talk_has_the_day_that_was_agreed_and_no_calendar_moves_it(context: Flask, freeze: Any) -> None:
    case, held = opened(freeze)
    to_mediation(case, held)
    row = talk_of(case)
    assert (row.due, row.started) == (MEETING, date(2026, 11, 23))
    assert row.basis == "Aftalt mandag den 23. november 2026: Samtalen er fredag den 4. december 2026."
    assert recount.recounted(row) is None
    (told,) = [each for each in explain(case, date(2026, 11, 24)) if each.row.kind == Clock.SAMTALE]
    assert (told.uncounted, told.used, told.by_calendar) == ((), (), None)


def test_another_day_is_told_with_when_it_was_agreed(context: Flask, freeze: Any) -> None:
    case, held = opened(freeze)
    to_mediation(case, held)
    freeze("2026-12-01 09:00")
    assert not agree_anew(case.id, MEETING, BOSS)
    assert agree_anew(case.id, date(2026, 12, 9), BOSS)
    assert talk_of(case).due == date(2026, 12, 9)
    assert "Aftalt igen tirsdag den 1. december 2026." in talk_of(case).basis
    settled(case, held, "ikke_medhold")
    service.close(case.id, held, "De er blevet enige.", BOSS, "Enige.")
    with pytest.raises((RuleBroken, UserError)):
        agree_anew(case.id, date(2026, 12, 10), BOSS)


def test_a_talk_that_is_called_off_by_mistake_is_back_with_its_day(context: Flask, freeze: Any) -> None:
    case, held = opened(freeze)
    to_mediation(case, held)
    service.move(case.id, held, State.DIALOG, BOSS, "En fejl.")
    assert not [row for row in queries.running_clocks(case) if row.kind == Clock.SAMTALE]
    service.move(case.id, held, State.MAEGLING, BOSS, "De mødes alligevel.", terms=Terms(meeting=date(2026, 12, 7)))
    assert talk_of(case).due == date(2026, 12, 7)


def test_the_forms_ask_and_the_citizen_reads_the_day(boss: Any, client: Any, freeze: Any) -> None:
    freeze("2026-11-23 09:00")
    case, code = received(reader=Reader.MANAGEMENT)
    at = f"/stab/klager/{case.id}"
    boss.get(f"{at}/flyt").submit({"target": "dialog", "reason": "Vi ringer."}).follow()
    page = boss.get(f"{at}/flyt")
    assert "Hvorfor er den uden for kompetence?" not in page.text, "only where it can be"
    wrong = page.submit({"target": "maegling", "reason": "De vil gerne mødes."})
    assert wrong.status == 422
    assert wrong.form().values["reason"] == "De vil gerne mødes.", "what was typed stays"
    assert "Skriv, hvilken dag samtalen er aftalt til." in wrong.text
    shown = wrong.submit({"meeting": "4.12.2026"}).follow()
    assert "Ret dagen for samtalen" in shown.text
    again = boss.get(f"{at}/samtale").submit({"meeting": "9.12.2026"}).follow()
    assert "Dagen for samtalen er gemt." in again.text
    seen = client.get("/sag").submit({"code": code}).follow()
    assert "Samtalen er aftalt til" in seen.text
    assert "9. december 2026" in seen.text


def test_the_ground_is_asked_for_where_the_case_can_be_outside(boss: Any, context: Flask, freeze: Any) -> None:
    case, held = opened(freeze)
    at = f"/stab/klager/{case.id}/flyt"
    assert "Hvorfor er den uden for kompetence?" not in boss.get(at).text, "the citizen has not been told yet"
    signposted(case, held)
    wrong = boss.get(at).submit({"target": "uden_for_kompetence", "reason": "Det er en fagforeningssag."})
    assert wrong.errors == ["Vælg, hvorfor sagen er uden for kompetence."]
    assert wrong.form().values["reason"] == "Det er en fagforeningssag."
    done = wrong.submit({"ground": "ansaettelse"}).follow()
    assert "Ansættelsesforhold" in done.text


def test_what_is_agreed_is_not_counted(context: Flask) -> None:
    with pytest.raises(ValueError, match="agreed"):
        deadlines.count(Clock.SAMTALE, MEETING)
