"""The morning page: what stands on it for whom, that nothing written does, how much it asks the database, and the way to it."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BOSS, BR, PASSPHRASE, STORY, again, received
from conftest import HOME
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from værdig.access.roles import Role
from værdig.accounts import service as accounts
from værdig.complaints import keys, queries, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.calls import service as calls
from værdig.complaints.calls.rules import Result
from værdig.complaints.conflicts import service as marking
from værdig.complaints.insight import service as insight
from værdig.complaints.insight.rules import Asked
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.service.drafting import Draft
from værdig.complaints.states import State
from værdig.complaints.today import queries as morning
from værdig.db import db, tenant

FRIDAY, MONDAY = "2026-10-30 20:00", "2026-11-02 07:00"
PAGE, INBOX = "/stab/i-dag/ledelse", "/stab/i-dag/borgerraadgiver"
PHONE = {"phone": "22 33 44 55"}
MOST, MOST_MARKED = 17, 18
"""Statements the page may run, however many cases there are; one more where the borgerraadgiver is told of conflicts of interest."""


def opened(case: Case) -> keys.Keys:
    return keys.open_for(again(case), Reader.MANAGEMENT, keys.management_keys())


def complaint(**more: Any) -> Case:
    return received("Ingen svarer mig.", Reader.MANAGEMENT, **more)[0]


def group(page: Any, heading: str) -> str:
    """Return the words under a heading; where there is nothing, what is said instead at the top."""
    for title in page.soup.find_all("h2"):
        if title.get_text().startswith(heading):
            words = []
            for after in title.find_next_siblings():
                if after.name == "h2":
                    break
                words.append(" ".join(after.get_text(" ").split()))
            return " ".join(words)
    (term,) = [dt for dt in page.soup.select("main dt") if dt.get_text().startswith(heading)]
    return str(term.find_next("dd").get_text())


def test_with_nothing_to_do_it_says_so(boss: Any) -> None:
    page = boss.get(PAGE)
    assert page.h1 == "I dag"
    assert "Intet er forfaldent i dag." in group(page, "Frister i dag og før")
    assert "Der er ingen at ringe til." in group(page, "Ring først")


def test_what_came_over_the_weekend_and_what_is_due_today(context: Flask, staff: Any, freeze: Any) -> None:
    freeze("2026-10-30 08:00")
    early = complaint()
    freeze(FRIDAY)
    night = complaint()
    freeze(MONDAY)
    page = staff("leder").get(PAGE)
    assert night.number in group(page, "Kommet siden 30. oktober 2026 kl. 16")
    assert early.number not in group(page, "Kommet siden")
    freeze("2026-11-03 07:00")
    page = staff("leder").get(PAGE)
    due = group(page, "Frister i dag og før")
    assert early.number in due
    assert "Find ud af, hvem der skal hjælpe" in due
    address = next(a["href"] for a in page.soup.select("#frister ~ div td a") if early.number in a.text)
    assert page.browser.get(str(address)).h1 == "Flyt sagen"


def test_whom_to_ring_how_and_how_many_times_it_was_tried(boss: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case = complaint(identity=PHONE, language="ar")
    service.move(case.id, opened(case), State.DIALOG, BOSS, "Ring.")
    told = group(boss.get(PAGE), "Ring først")
    for words in (case.number, "Telefon.", "Arabisk", "4. november 2026"):
        assert words in told
    call = calls.Call(result=Result.IKKE_TRUFFET, at=again(case).received, next_try=again(case).received.date())
    calls.note_call(case.id, opened(case), call, BOSS, Reader.MANAGEMENT)
    page = boss.get(PAGE)
    assert "Forsøgt 1 gang. Næste forsøg mandag den 2. november 2026." in group(page, "Ring først")
    assert page.click("Ring til borgeren").h1 == "Ring til borgeren"


def test_letters_messages_consents_and_the_citizens_own_dates(context: Flask, staff: Any, freeze: Any) -> None:
    freeze(MONDAY)
    solved, begun, wrote, appeal, asked = (complaint(identity=PHONE) for _n in range(5))
    service.move(solved.id, opened(solved), State.DIALOG, BOSS, "Ring.")
    told = calls.Call(
        result=Result.LOEST, at=again(solved).received, spoken_with="borgeren", said="Løst.", confirmed=True
    )
    calls.note_call(solved.id, opened(solved), told, BOSS, Reader.MANAGEMENT)
    service.keep_draft(begun.id, opened(begun), Draft(letter="Kære Anna"), Reader.MANAGEMENT)
    freeze("2026-11-02 08:00")
    service.write_as_citizen(wrote.id, opened(wrote), "Er der nyt?", "t" * 22)
    service.classify(appeal.id, "klage_over_afgoerelse", BOSS)
    anonymous = complaint(type="klage_over_afgoerelse")
    service.move(asked.id, opened(asked), State.AFVENTER_BORGER, BOSS, "Vi mangler et papir.")
    page = staff("leder").get(PAGE)
    assert solved.number in group(page, "Breve og svar")
    assert begun.number in group(page, "Breve og svar")
    assert wrote.number in group(page, "Nye beskeder fra borgere")
    assert "mangler intet" in group(page, "Samtykke eller navn mangler")
    freeze("2026-11-13 07:00")
    assert asked.number in group(staff("leder").get(PAGE), "Borgernes egne datoer")
    freeze("2026-11-24 07:00")
    missing = group(staff("leder").get(PAGE), "Samtykke eller navn mangler")
    assert anonymous.number in missing
    assert appeal.number not in missing, "she has said who she is"


def test_nothing_that_anybody_has_written_is_on_the_page(br: Any, boss: Any) -> None:
    case, code = received(
        identity={"name": "Anna Andersen", "phone": "22 33 44 55"}, type="vejledning", wants_contact=True
    )
    service.write_as_citizen(case.id, keys.open_with_code(case, code), "Min hemmelige besked", "t" * 22)
    page = br.get(INBOX)
    assert case.number in page.text
    for secret in (STORY, "Anna", "22 33 44 55", "hemmelige"):
        assert secret not in page.html
    assert case.number not in boss.get(PAGE).html
    assert boss.get(INBOX).status == 404
    assert br.get(PAGE).status == 404


def test_a_locked_inbox_tells_that_somebody_waits_and_not_how(br: Any) -> None:
    case, _code = received(identity=PHONE, type="vejledning", wants_contact=True, language="ar")
    assert "Telefon. Arabisk." in group(br.get(INBOX), "Ring først")
    br.get("/stab/indbakke").submit(form="Lås indbakken")
    page = br.get(INBOX)
    assert case.number in page.text
    assert "Lås indbakken op for at se hvordan." in group(page, "Ring først")
    assert "Arabisk" not in page.text
    there = page.click("Ring eller skriv til borgeren").follow()
    assert there.submit({"passphrase": PASSPHRASE}).location == f"/stab/indbakke/{case.id}/kontakt"


def test_another_municipalitys_cases_are_not_here(context: Flask, staff: Any, freeze: Any) -> None:
    freeze(MONDAY)
    with tenant("vallensbaek"):
        other = complaint()
    freeze("2026-11-20 08:00")
    assert other.number not in staff("leder").get(PAGE).html
    assert other.number in staff("leder", municipality="vallensbaek").get(PAGE).html


def test_the_page_asks_as_much_of_the_database_for_many_cases_as_for_few(
    app: Flask, context: Flask, boss: Any, freeze: Any
) -> None:
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _k, statement, *_more: said.append(statement))

    def asked() -> int:
        boss.get(PAGE)
        said.clear()
        boss.get(PAGE)
        return len(said)

    freeze(MONDAY)
    _one_of_each()
    few = asked()
    for _n in range(6):
        _one_of_each()
    assert asked() == few
    assert few <= MOST, said


def test_the_borgerraadgivers_too_also_with_conflicts_of_interest(
    app: Flask, context: Flask, br: Any, boss: Any, freeze: Any
) -> None:
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _k, statement, *_more: said.append(statement))

    def asked() -> int:
        br.get(INBOX)
        said.clear()
        assert br.get(INBOX).status == 200
        return len(said)

    def add() -> None:
        received(identity=PHONE, type="vejledning", wants_contact=True)
        stuck = complaint()
        marking.mark(stuck.id, opened(stuck), boss.user_id, "naevnt", BR)

    received(identity=PHONE, type="vejledning", wants_contact=True)
    assert asked() <= MOST, said
    add()
    few = asked()
    for _n in range(5):
        add()
    assert asked() == few
    assert few <= MOST_MARKED, (few, said)


def _one_of_each() -> None:
    ring, _plain = complaint(identity=PHONE), complaint(type="klage_over_afgoerelse")
    service.move(ring.id, opened(ring), State.DIALOG, BOSS, "Ring.")
    call = calls.Call(result=Result.IKKE_TRUFFET, at=again(ring).received, next_try=again(ring).received.date())
    calls.note_call(ring.id, opened(ring), call, BOSS, Reader.MANAGEMENT)
    service.keep_draft(ring.id, opened(ring), Draft(letter="Kære Anna"), Reader.MANAGEMENT)


STEPS = st.lists(st.sampled_from(["citizen", "boss", "settle", "close", "reopen"]), max_size=7)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_who_waits_for_an_answer_is_who_waits_on_the_cases_own_page(
    context: Flask, freeze: Any, steps: list[str]
) -> None:
    freeze(MONDAY)
    case = complaint()
    for number, step in enumerate(steps):
        freeze(f"2026-11-02 {8 + number:02}:00")
        _take(step, again(case), number)
    wanted = queries.is_unanswered(again(case), Reader.MANAGEMENT)
    assert (case.id in {each.id for each, _since in morning.unanswered(Reader.MANAGEMENT)}) is wanted


def _take(step: str, case: Case, number: int) -> None:
    if step == "citizen":
        service.write_as_citizen(case.id, opened(case), f"Besked {number}", f"{number:022}")
    elif step == "boss" and case.closed is None:
        service.answer(case.id, opened(case), f"Svar {number}", BOSS)
    elif step == "settle":
        last = queries.latest_unanswered(case, Reader.MANAGEMENT)
        if last is not None:
            service.need_no_answer(case.id, last.id, opened(case), BOSS)
    elif step == "close" and case.closed is None:
        service.withdraw(case.id)
    elif step == "reopen" and case.closed is not None:
        service.reopen(case.id)


@pytest.mark.parametrize(
    ("role", "first"), [("borgerraadgiver", INBOX), ("svaransvarlig_leder", PAGE), ("leder", "/stab/")]
)
def test_signing_in_leads_to_the_morning_page_of_whoever_answers(app: Flask, role: str, first: str) -> None:
    with app.app_context(), tenant(HOME):
        _user, token = accounts.invite("Ane", "ane@example.dk", "Jobcentret", Role(role))
        accounts.choose_password(str(token), PASSPHRASE)
    client = app.test_client()
    told = {"email": "ane@example.dk", "password": PASSPHRASE}
    assert client.get("/stab/log-ind").submit(told).location == first
    asked = app.test_client()
    assert asked.get("/stab/log-ind?next=/stab/tael").submit(told).location == "/stab/tael"


def test_the_menu_has_it(boss: Any, br: Any) -> None:
    assert boss.get("/stab/").click("I dag").h1 == "I dag"
    assert br.get("/stab/").click("I dag").h1 == "I dag"
    assert BR.id


def test_a_request_to_see_a_case_is_on_the_page_from_the_day_it_came_until_it_is_answered(
    context: Flask, staff: Any, freeze: Any
) -> None:
    freeze(MONDAY)
    case, code = received("Hvad står der om mig?", Reader.MANAGEMENT)
    held = keys.open_with_code(case, code)
    insight.ask(case.id, insight.Wanted(asked=Asked.SE), CITIZEN, keys=held, token="t" * 22)
    assert case.number in group(staff("leder").get(PAGE), "Vil se, rette eller slette noget")
    assert "Overskredet" not in group(staff("leder").get(PAGE), "Vil se, rette eller slette noget")
    freeze("2026-12-01 08:00")
    assert "Overskredet" in group(staff("leder").get(PAGE), "Vil se, rette eller slette noget")


def test_a_confidential_case_is_new_to_the_department_when_it_is_handed_over(br: Any, staff: Any, freeze: Any) -> None:
    freeze(FRIDAY)
    case, code = received("Ingen svarer mig.", Reader.BORGERRAADGIVER)
    held = keys.open_with_code(case, code)
    freeze("2026-11-09 09:00")
    service.give_consent(case.id, held, "med_navn", CITIZEN)
    arrived = "Kommet siden"
    assert case.number not in group(staff("leder").get(PAGE), arrived), "she may still only be thinking of it"
    service.move(case.id, held, State.HOS_AFDELING, BR, "Svar borgeren.")
    assert case.number in group(staff("leder").get(PAGE), arrived)
    assert "9. november 2026" in group(staff("leder").get(PAGE), arrived)
    freeze("2026-11-11 09:00")
    assert case.number not in group(staff("leder").get(PAGE), arrived)
