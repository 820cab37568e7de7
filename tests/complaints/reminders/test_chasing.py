"""Chasing a department's late answer on real cases: when, once each, who is written to over real SMTP, and who sees what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import BOSS, BR, again, received, see_again
from factories import make_user
from flask import Flask
from mail_box import Box

from værdig import clock
from værdig.complaints import keys, queries, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.deadlines import Clock
from værdig.complaints.insight import service as insight
from værdig.complaints.insight.rules import Asked
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.reminders import chasing, mailing
from værdig.complaints.reminders.models import StaffReminder
from værdig.complaints.reminders.steps import Step
from værdig.complaints.states import State
from værdig.db import db
from værdig.errors import NotYours
from værdig.municipality import service as settings

MONDAY, DUE = "2026-11-02 09:00", "2026-11-23 08:30"
"""Fifteen working days after Monday the 2nd is Monday the 23rd; half past nine in Denmark."""


def at_department(story: str = "Ingen svarer mig.") -> Case:
    case = received(story, Reader.MANAGEMENT)[0]
    service.move(case.id, opened(case), State.HOS_AFDELING, BOSS, "Svar borgeren.")
    return again(case)


def opened(case: Case) -> keys.Keys:
    return keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())


def answer_clock(case: Case) -> CaseClock:
    return next(row for row in case.clocks if row.kind == Clock.AFDELINGENS_SVAR)


def steps_of(case: Case) -> list[str]:
    return [step.step for step in chasing.taken_in(again(case))]


@pytest.fixture
def case(context: Flask, freeze: Callable[[str], None]) -> Case:
    freeze(MONDAY)
    return at_department()


def test_each_step_is_taken_on_its_day_and_once(case: Case, freeze: Any) -> None:
    expected: list[str] = []
    for day, step in (
        ("2026-11-20", None),
        ("2026-11-23", Step.RYKKER),
        ("2026-11-25", None),
        ("2026-11-26", Step.LEDERS_LEDER),
        ("2026-11-30", Step.BORGERRAADGIVER),
        ("2026-12-11", None),
    ):
        freeze(f"{day} 10:00")
        service.escalate_overdue()
        assert chasing.take_steps() == (step is not None), day
        assert chasing.take_steps() == 0, "a second run changes nothing"
        expected += [step] if step else []
        assert steps_of(case) == expected, day


@pytest.mark.parametrize("moment", ["2026-11-28 11:00", "2026-11-30 06:59", "2026-11-30 15:00", "2026-12-24 11:00"])
def test_nobody_is_chased_outside_office_hours(case: Case, freeze: Any, moment: str) -> None:
    freeze(moment)
    assert chasing.take_steps() == 0
    assert steps_of(case) == []


def test_an_answer_that_came_or_waits_for_the_citizen_is_not_chased(case: Case, freeze: Any) -> None:
    waiting = at_department("En anden.")
    service.move(waiting.id, opened(waiting), State.AFVENTER_BORGER, BOSS, "Vi mangler et brev.")
    service.answer(case.id, opened(case), "Her er svaret.", BOSS, settles=True)
    freeze(DUE)
    assert chasing.take_steps() == 0


def test_another_municipality_keeps_its_own_office_hours(case: Case, freeze: Any) -> None:
    settings.put("office_opens", 10, clock.today())
    freeze(DUE)
    assert chasing.take_steps() == 0, "half past nine is before ten"
    freeze("2026-11-23 09:00")
    assert chasing.take_steps() == 1


def people(*roles: str) -> list[str]:
    return [make_user(role).email for role in roles]


def test_who_has_dates_today_is_written_to_once_and_told_nothing_of_the_case(case: Case, freeze: Any, box: Box) -> None:
    answers, _leader, _br, _desk = people("svaransvarlig_leder", "leder", "borgerraadgiver", "skranke")
    service.answer(case.id, opened(case), "Vi er i gang.", BOSS)
    freeze("2026-11-20 10:00")
    assert mailing.remind_staff() == 0, "nothing is due"
    freeze(DUE)
    chasing.take_steps()
    assert mailing.remind_staff() == 1
    assert mailing.remind_staff() == 0
    (letter,) = box.letters
    assert letter["To"] == answers
    said = letter["Subject"] + letter.get_content()
    assert "Der er frister i dag" in said
    for secret in (case.number, case.id, "klage", "Ingen svarer"):
        assert secret not in said


def test_the_leader_above_is_told_on_the_third_day_and_the_borgerraadgiver_on_the_fifth(
    case: Case, freeze: Any, box: Box
) -> None:
    answers, leader, br = people("svaransvarlig_leder", "leder", "borgerraadgiver")
    service.answer(case.id, opened(case), "Vi er i gang.", BOSS)
    told = []
    for day in ("2026-11-23", "2026-11-26", "2026-11-30"):
        freeze(f"{day} 10:00")
        box.letters.clear()
        chasing.take_steps()
        mailing.remind_staff()
        told.append(set(box.receivers))
    assert told == [{answers}, {answers, leader}, {answers, br}]


def test_the_leader_is_told_where_nobody_else_answers(case: Case, freeze: Any, box: Box) -> None:
    (leader,) = people("leder")
    freeze(DUE)
    mailing.remind_staff()
    assert box.receivers == [leader]


def test_a_server_that_is_away_is_tried_again_the_same_day(case: Case, freeze: Any, box: Box) -> None:
    people("leder")
    freeze(DUE)
    box.down = True
    assert mailing.remind_staff() == 0
    assert db.session.query(StaffReminder).count() == 0
    box.down = False
    assert mailing.remind_staff() == 1


def test_no_mail_at_night_in_weekends_or_where_it_is_switched_off(case: Case, freeze: Any, box: Box) -> None:
    people("leder")
    for moment in ("2026-11-23 04:00", "2026-11-28 10:00", "2026-12-25 10:00"):
        freeze(moment)
        assert mailing.remind_staff() == 0
    freeze(DUE)
    settings.put("staff_mail", False, clock.today())
    assert mailing.remind_staff() == 0
    assert not box.letters


def test_it_is_forgotten_whom_was_written_to(case: Case, freeze: Any, box: Box) -> None:
    people("leder")
    freeze(DUE)
    mailing.remind_staff()
    freeze("2026-12-04 10:00")
    mailing.remind_staff()
    assert [row.day.isoformat() for row in db.session.query(StaffReminder)] == ["2026-12-04"]


def test_the_citizen_reads_what_was_done_about_it(case: Case, client: Any, freeze: Any) -> None:
    told = received("Hallo?", Reader.MANAGEMENT)
    mine, code = again(told[0]), told[1]
    service.move(mine.id, opened(mine), State.HOS_AFDELING, BOSS, "Svar.")
    freeze("2026-11-26 10:00")
    chasing.take_steps()
    page = client.get("/sag").submit({"code": code}).follow()
    assert "Vi har rykket afdelingen for svar den 26. november 2026." in page.text
    assert "Vi har sagt det til lederens leder den 26. november 2026." in page.text


def test_the_borgerraadgiver_sees_what_the_management_owes_and_can_chase_it(
    context: Flask, staff: Any, freeze: Any
) -> None:
    freeze(MONDAY)
    assert "Ledelsen har ikke ladet nogen frist gå." in staff("borgerraadgiver").get("/stab/forsinkede-svar").text
    secret = "Min hemmelige klage."
    case = at_department(secret)
    freeze("2026-11-25 10:00")
    br = staff("borgerraadgiver")
    page = br.get("/stab/forsinkede-svar")
    assert case.number in page.text
    assert secret not in page.html
    assert case.id not in page.html, "what was not sent to her cannot be opened"
    button = f"Ryk for »Afdelingens svar« i sag {case.number}"
    asked = page.submit(form=button).follow()
    assert "Ledelsen er rykket." in asked.text
    assert "Borgerrådgiveren har rykket ledelsen 25. november 2026." in asked.text
    assert button not in asked.text
    assert f"Ryk for »Første svar fra et menneske« i sag {case.number}" in asked.text, "that is another duty"
    see_again()
    assert "Borgerrådgiveren har rykket ledelsen" in staff("leder").get(f"/stab/klager/{case.id}").text


def test_a_press_too_many_chases_once(case: Case, freeze: Any) -> None:
    freeze("2026-11-25 10:00")
    row = answer_clock(again(case))
    assert chasing.chase(row.id, BR)
    assert not chasing.chase(row.id, BR)


def test_only_what_the_management_owes_can_be_chased(ready: Any, freeze: Any) -> None:
    freeze(MONDAY)
    hers, late = received(), at_department()
    freeze("2026-11-25 10:00")
    with pytest.raises(NotYours):
        chasing.chase(hers[0].clocks[0].id, BR)
    with pytest.raises(NotYours):
        chasing.chase("x" * 22, BR)
    service.answer(late.id, opened(late), "Svar.", BOSS, settles=True)
    with pytest.raises(NotYours):
        chasing.chase(answer_clock(again(late)).id, BR)
    assert not queries.is_shared(again(late), Reader.BORGERRAADGIVER)


def test_a_request_that_is_due_is_told_of_too(context: Flask, freeze: Any, box: Box) -> None:
    freeze(MONDAY)
    (leader,) = people("leder")
    case, code = received("Hvad står der om mig?", Reader.MANAGEMENT)
    service.answer(case.id, opened(case), "Vi ser på det.", BOSS)
    service.move(case.id, opened(case), State.VEJLEDT, BOSS, "Vejledt.")
    held = keys.open_with_code(case, code)
    insight.ask(case.id, insight.Wanted(asked=Asked.SE), CITIZEN, keys=held, token="t" * 22)
    freeze("2026-11-10 09:00")
    assert mailing.remind_staff() == 0
    freeze("2026-11-11 09:00")
    mailing.remind_staff()
    assert box.receivers == [leader]
