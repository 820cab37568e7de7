"""A corrected calendar: what it would move, that each office is asked about its own alone, and what never moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from complaints.given import BOSS, BR, again, citizen_keys, received, see_again
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from værdig import audit
from værdig.clock import add_working_days
from værdig.complaints import deadlines, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.delays.service import Delay, send_delay_letter
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.reckoning import recount
from værdig.complaints.states import State
from værdig.db import transaction
from værdig.errors import UserError
from værdig.municipality import service as municipalities

MINE, THEIRS = Reader.MANAGEMENT, Reader.BORGERRAADGIVER
CLOSED = ["2026-11-25", "2026-11-26"]


@pytest.fixture
def cases(ready: Any, freeze: Any) -> tuple[Case, Case]:
    """A case of the management's and a confidential one, both received on Monday 23 November 2026."""
    freeze("2026-11-23 09:00")
    return received(reader=MINE)[0], received()[0]


def clock_of(case: Case, kind: Clock) -> CaseClock:
    return next(row for row in case.clocks if row.kind == kind)


def yes(office: Reader) -> int:
    return recount.decide(office, BOSS if office is MINE else BR, recount.mark_of(recount.pending(office)), move=True)


def test_nothing_would_move_while_the_calendar_is_the_same(cases: Any) -> None:
    assert recount.pending(MINE) == recount.pending(THEIRS) == []


def test_each_office_is_asked_about_the_cases_that_lie_with_it(cases: tuple[Case, Case]) -> None:
    municipalities.put("closing_days", CLOSED)
    for office, case in zip((MINE, THEIRS), cases, strict=True):
        moves = recount.pending(office)
        assert {move.case_id for move in moves} == {case.id}
        assert [(move.kind, move.old, move.new) for move in moves] == [
            ("visitation", date(2026, 11, 25), date(2026, 11, 27)),
            ("foerste_svar", date(2026, 12, 2), date(2026, 12, 4)),
        ]


def test_yes_moves_them_once_with_a_line_and_an_entry(cases: tuple[Case, Case]) -> None:
    municipalities.put("closing_days", CLOSED)
    assert yes(MINE) == 2
    row = clock_of(cases[0], Clock.FOERSTE_SVAR)
    assert row.due == date(2026, 12, 4)
    assert row.basis.endswith(
        "Kommunens kalender er rettet den mandag den 23. november 2026. Datoen er derfor flyttet til fredag den 4. december 2026."
    )
    assert len(audit.entries_about("complaint_case", cases[0].id, recount.MOVED)) == 2
    assert yes(MINE) == 0, "a second click"
    assert clock_of(cases[1], Clock.FOERSTE_SVAR).due == date(2026, 12, 2), "nobody answers for the other office"
    municipalities.put("closing_days", [*CLOSED, "2026-12-03"])
    assert [move.new for move in recount.pending(MINE)] == [date(2026, 12, 7)], "and what was moved can be moved again"


def test_no_lets_them_stay_and_is_not_asked_again_until_the_calendar_gives_another_date(
    cases: tuple[Case, Case],
) -> None:
    municipalities.put("closing_days", CLOSED)
    recount.decide(MINE, BOSS, recount.mark_of(recount.pending(MINE)), move=False)
    assert recount.pending(MINE) == []
    assert clock_of(cases[0], Clock.FOERSTE_SVAR).due == date(2026, 12, 2)
    assert len(audit.entries_about("complaint_case", cases[0].id, recount.KEPT)) == 2
    later, _code = received(reader=MINE)
    assert clock_of(later, Clock.FOERSTE_SVAR).due == date(2026, 12, 4), "new dates follow the new calendar"
    municipalities.put("closing_days", CLOSED[:1])
    assert {move.case_id for move in recount.pending(MINE)} == {cases[0].id, later.id}


def test_nothing_is_done_to_a_list_that_has_become_another(cases: tuple[Case, Case]) -> None:
    municipalities.put("closing_days", CLOSED)
    seen = recount.mark_of(recount.pending(MINE))
    municipalities.put("closing_days", CLOSED[:1])
    with pytest.raises(UserError, match="blevet en anden"):
        recount.decide(MINE, BOSS, seen, move=True)
    assert clock_of(cases[0], Clock.FOERSTE_SVAR).due == date(2026, 12, 2)


def test_a_setting_corrected_from_before_the_case_counts_and_one_from_later_does_not(cases: Any) -> None:
    municipalities.put("answer_days", 5, valid_from=date(2026, 11, 24))
    assert recount.pending(MINE) == []
    municipalities.put("answer_days", 8, valid_from=date(2026, 11, 1))
    assert [(move.kind, move.new) for move in recount.pending(MINE)] == [("foerste_svar", date(2026, 12, 3))]


def test_what_has_passed_stays_passed_and_nothing_moves_into_the_past(cases: Any, freeze: Any) -> None:
    freeze("2026-11-30 09:00")
    municipalities.put("closing_days", CLOSED)
    assert [move.kind for move in recount.pending(MINE)] == ["foerste_svar"], "visitation was due on the 25th"
    municipalities.put("closing_days", [])
    municipalities.put("answer_days", 2, valid_from=date(2026, 11, 1))
    assert recount.pending(MINE) == []


def test_a_law_never_waits_for_the_municipality(ready: Any, freeze: Any) -> None:
    freeze("2026-11-21 09:00")  # a Saturday: the complaint is to be sent on by Monday
    case, _code = received(reader=MINE, type="klage_over_afgoerelse", identity={"name": "Anna"})
    before = {row.kind: row.due for row in case.clocks if RULES[Clock(row.kind)].statutory}
    municipalities.put("closing_days", ["2026-11-23", "2026-12-19", "2026-12-21"])
    yes(MINE)
    assert before == {row.kind: row.due for row in case.clocks if RULES[Clock(row.kind)].statutory}
    assert set(before) == {"videresendelse", "genvurdering"}


def test_after_a_wait_only_what_was_left_is_counted_again(ready: Any, freeze: Any) -> None:
    freeze("2026-11-23 09:00")
    case, code = received(reader=MINE)
    opened = citizen_keys(case, code)
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Svar borgeren.")
    freeze("2026-11-25 09:00")
    service.move(case.id, opened, State.AFVENTER_BORGER, BOSS, "Vi mangler et brev.")
    freeze("2026-11-30 09:00")
    service.write_as_citizen(case.id, opened, "Her er det.", "m" * 22)
    row = clock_of(case, Clock.AFDELINGENS_SVAR)
    assert (row.counted_from, row.days_left) == (date(2026, 11, 30), 13)
    was = row.due
    municipalities.put("closing_days", ["2026-11-26", "2026-11-27"])
    assert [move.kind for move in recount.pending(MINE) if move.kind == "afdelingens_svar"] == [], (
        "the wait was no time of ours"
    )
    municipalities.put("closing_days", ["2026-12-01"])
    assert yes(MINE) >= 1
    assert row.due == add_working_days(was, 1)


def test_a_date_told_in_a_letter_stays_what_was_told(ready: Any, freeze: Any) -> None:
    freeze("2026-11-23 09:00")
    case, code = received(reader=MINE)
    row = clock_of(case, Clock.FOERSTE_SVAR)
    wanted = Delay(clock_id=row.id, letter="Det tager længere tid.", until=date(2026, 12, 10))
    send_delay_letter(case.id, citizen_keys(case, code), wanted, BOSS)
    municipalities.put("closing_days", ["2026-12-09"])
    assert [move.kind for move in recount.pending(MINE)] == []
    assert row.due == date(2026, 12, 10)


def test_a_citizens_own_date_is_never_cut_short(ready: Any, freeze: Any) -> None:
    freeze("2026-11-23 09:00")
    municipalities.put("closing_days", CLOSED)
    case, code = received(reader=MINE)
    service.move(case.id, citizen_keys(case, code), State.AFVENTER_BORGER, BOSS, "Vi mangler et brev.")
    municipalities.put("closing_days", [])
    assert Clock.BORGERENS_SVAR not in {move.kind for move in recount.pending(MINE)}
    municipalities.put("closing_days", [*CLOSED, "2026-11-27"])
    assert Clock.BORGERENS_SVAR in {move.kind for move in recount.pending(MINE)}


def test_a_confidential_case_goes_to_the_office_that_has_it_now(cases: tuple[Case, Case], freeze: Any) -> None:
    case, code = received()
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", CITIZEN)
    service.move(case.id, citizen_keys(case, code), State.HOS_AFDELING, BR, "Afdelingen skal svare.")
    municipalities.put("closing_days", CLOSED)
    assert case.id in {move.case_id for move in recount.pending(MINE)}
    service.revoke_consent(case.id, CITIZEN)
    assert case.id not in {move.case_id for move in recount.pending(MINE)}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(closed=st.sets(st.integers(1, 40), max_size=15), then=st.sets(st.integers(1, 40), max_size=15))
def test_moving_to_a_calendar_is_counting_by_it_from_the_start(
    context: Flask, closed: set[int], then: set[int]
) -> None:
    start = date(2026, 11, 23)
    for kind, rule in RULES.items():
        if rule.statutory or rule.agreed:
            continue
        put(start, closed)
        counted = deadlines.count(kind, start)
        row = CaseClock(kind=kind, started=start, due=counted.due, basis=counted.basis)
        assert recount.recounted(row) == counted.due, "the same calendar moves nothing"
        put(start, then)
        assert recount.recounted(row) == deadlines.count(kind, start).due


def put(start: date, closed: set[int]) -> None:
    days = sorted((start + timedelta(days=n)).isoformat() for n in closed)
    with transaction():
        municipalities.put("closing_days", days, valid_from=date(2020, 1, 1))


# --- the pages ---


def test_the_leader_is_told_on_her_queue_and_decides(boss: Any, context: Flask) -> None:
    case, _code = received(reader=MINE)
    hidden, _code = received(reader=MINE, type="ros")
    row = clock_of(case, Clock.FOERSTE_SVAR)
    municipalities.put("closing_days", [row.due.isoformat()])
    see_again()
    page = boss.get("/stab/klager").click("Se dem, og bestem, om de skal flyttes")
    assert page.h1 == "Kalenderen er rettet"
    assert case.number in page.text
    assert "siger stadig den gamle" in page.text
    stale = page.form().values | {"answer": "flyt"}
    done = page.submit(button="Flyt datoerne").follow()
    assert "2 datoer er flyttet." in done.text
    assert "Kalenderen er rettet" not in done.text
    twice = boss.post(page.url, data=stale).follow()
    assert "Det er allerede gjort." in twice.text
    assert (
        "Kalenderen er rettet. »Første svar fra et menneske« er flyttet fra" in boss.get(f"/stab/klager/{case.id}").text
    )
    assert again(hidden).state == "visitation"
    assert boss.get("/stab/klager/kalender").h1 == "Ingen datoer at flytte"


def test_the_borgerraadgiver_keeps_the_old_dates_and_the_leader_sees_nothing_of_hers(
    br: Any, boss: Any, context: Flask
) -> None:
    case, _code = received()
    row = clock_of(case, Clock.FOERSTE_SVAR)
    municipalities.put("closing_days", [row.due.isoformat()])
    see_again()
    assert boss.get("/stab/klager/kalender").h1 == "Ingen datoer at flytte"
    page = br.get("/stab/indbakke/kalender")
    assert case.number in page.text
    assert "1 dato bliver stående." in page.submit(button="Behold de gamle datoer").follow().text
    assert again(case).state == "visitation"


def test_a_page_that_has_been_overtaken_shows_the_new_list(boss: Any, context: Flask) -> None:
    case, _code = received(reader=MINE)
    row = clock_of(case, Clock.FOERSTE_SVAR)
    municipalities.put("closing_days", [row.due.isoformat()])
    see_again()
    page = boss.get("/stab/klager/kalender")
    received(reader=MINE)
    municipalities.put("closing_days", [(row.due - timedelta(days=1)).isoformat(), row.due.isoformat()])
    see_again()
    shown = page.submit(button="Flyt datoerne")
    assert shown.status == 422
    assert "Listen er blevet en anden" in shown.errors[0]
    assert "er flyttet." in shown.submit(button="Flyt datoerne").follow().text


@pytest.mark.parametrize("role", ["administrator", "analytiker", "skranke", "dpo", "udvalgsmedlem"])
def test_nobody_else_finds_the_page(staff: Any, role: str) -> None:
    for side in ("klager", "indbakke"):
        staff(role).get(f"/stab/{side}/kalender", status=404)


def test_a_locked_inbox_answers_nothing(br: Any, context: Flask) -> None:
    case, _code = received()
    row = clock_of(case, Clock.FOERSTE_SVAR)
    municipalities.put("closing_days", [row.due.isoformat()])
    see_again()
    page = br.get("/stab/indbakke/kalender")
    br.get("/stab/indbakke").submit(form="Lås indbakken")
    assert "laas-op" in page.submit(button="Flyt datoerne").location
    assert br.get("/stab/indbakke/kalender").status == 302
    assert len(recount.pending(THEIRS)) == 1
