"""The clocks: worked dates, holidays and closing days, pausing, and a sentence for each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from complaints.given import BOSS, BR, received
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from værdig.clock import is_working_day, working_days_between
from værdig.complaints import deadlines, keys, queries, service
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.states import State
from værdig.errors import SettingsError, UserError
from værdig.municipality import service as municipalities
from værdig.municipality.day_settings import MOVES_DATES

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))


COUNTED = [clock for clock, rule in RULES.items() if not rule.agreed]
"""The clocks that are reckoned; a day that people agree on is counted from nothing."""


@pytest.mark.parametrize(
    ("clock", "start", "due"),
    [
        (Clock.FOERSTE_SVAR, date(2021, 3, 29), date(2021, 4, 12)),  # over Easter: 1, 2 and 5 April do not count
        (Clock.FOERSTE_SVAR, date(2021, 12, 17), date(2021, 12, 29)),  # 24 December does not count
        (Clock.FOERSTE_SVAR, date(2023, 5, 1), date(2023, 5, 11)),  # store bededag, 5 May, counted as a holiday in 2023
        (Clock.FOERSTE_SVAR, date(2024, 4, 22), date(2024, 5, 1)),  # and no longer in 2024
        (Clock.VISITATION, date(2021, 5, 1), date(2021, 5, 4)),  # a Saturday
        (Clock.AFDELINGENS_SVAR, date(2021, 5, 31), date(2021, 6, 21)),  # grundlovsdag 5 June is a Saturday
        (Clock.GENVURDERING, date(2021, 3, 8), date(2021, 4, 5)),  # the same weekday, four weeks later
        (Clock.VIDERESENDELSE, date(2021, 5, 3), date(2021, 5, 3)),
        (Clock.VIDERESENDELSE, date(2021, 5, 1), date(2021, 5, 3)),
    ],
)
def test_worked_dates(context: Flask, clock: Clock, start: date, due: date) -> None:
    assert deadlines.count(clock, start).due == due


def test_the_reckoning_is_told(context: Flask) -> None:
    told = deadlines.count(Clock.FOERSTE_SVAR, date(2021, 3, 29)).basis
    assert told == (
        "7 arbejdsdage regnet fra mandag den 29. marts 2021 er mandag den 12. april 2021. Kilde: Kommunens svarfrist. "
        "Lørdage, søndage og disse lukkedage tæller ikke med: 1. april 2021, 2. april 2021, 5. april 2021."
    )
    assert "samme ugedag" in deadlines.count(Clock.GENVURDERING, date(2021, 3, 8)).basis
    assert deadlines.count(Clock.VIDERESENDELSE, date(2021, 5, 3)).basis.startswith(
        "Samme dag, mandag den 3. maj 2021."
    )
    sunday = deadlines.count(Clock.VIDERESENDELSE, date(2021, 5, 2)).basis
    assert sunday.startswith("Den første arbejdsdag efter søndag den 2. maj 2021 er mandag den 3. maj 2021.")


def test_closing_days_bend_local_clocks_and_never_statutory_ones(context: Flask) -> None:
    summer = [(date(2021, 7, 5) + timedelta(days=n)).isoformat() for n in range(21)]
    before = {clock: deadlines.count(clock, date(2021, 7, 2)).due for clock in COUNTED}
    municipalities.put("closing_days", summer, valid_from=date(2021, 1, 1))
    after = {clock: deadlines.count(clock, date(2021, 7, 2)).due for clock in COUNTED}
    for clock in COUNTED:
        rule = RULES[clock]
        assert (after[clock] == before[clock]) is rule.statutory, clock
    assert "5. juli 2021" in deadlines.count(Clock.FOERSTE_SVAR, date(2021, 7, 2)).basis


@pytest.mark.parametrize("clock", [clock for clock in COUNTED if not RULES[clock].statutory])
def test_every_duty_of_the_municipalitys_own_has_days_that_it_may_change_from_a_day_on(
    context: Flask, clock: Clock
) -> None:
    setting = RULES[clock].setting
    assert setting in MOVES_DATES
    before = deadlines.length(clock, date(2021, 5, 2))
    municipalities.put(setting, before + 3, valid_from=date(2021, 5, 3))
    assert deadlines.length(clock, date(2021, 5, 2)) == before
    assert deadlines.length(clock, date(2021, 5, 3)) == before + 3
    assert deadlines.count(clock, date(2021, 5, 3)).basis.startswith(f"{before + 3} arbejdsdage")
    for wrong in (0, 61):
        with pytest.raises(SettingsError, match="fra 1 til 60"):
            municipalities.put(setting, wrong)


def test_no_setting_moves_what_a_law_says() -> None:
    assert not any(rule.setting for rule in RULES.values() if rule.statutory)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=DAYS, clock=st.sampled_from(COUNTED))
def test_a_date_has_as_many_working_days_as_its_rule_says(context: Flask, start: date, clock: Clock) -> None:
    rule = RULES[clock]
    counted = deadlines.count(clock, start)
    assert counted.basis.endswith(".")
    if rule.weeks:
        assert (counted.due - start).days == 7 * rule.weeks
    else:
        assert is_working_day(counted.due)
        days = deadlines.length(clock, start)
        first = 0 if days == 0 and is_working_day(start) else max(days, 1)
        assert working_days_between(start, counted.due) == first


@settings(max_examples=150, deadline=None)
@given(start=DAYS, days=st.integers(1, 20), before=st.integers(0, 30), pause=st.integers(0, 60))
def test_a_pause_takes_no_working_day_and_never_brings_a_date_forward(
    start: date, days: int, before: int, pause: int
) -> None:
    from værdig.clock import add_working_days

    due = add_working_days(start, days)
    paused = start + timedelta(days=before)
    resumed = paused + timedelta(days=pause)
    new = deadlines.resume(due, paused, resumed)
    assert new >= due
    left = working_days_between(paused, due)
    if left < 0:
        assert new == due, "waiting does not mend what was late already"
    elif new > due and left:
        assert working_days_between(resumed, new) == left


# --- on real cases ---


def dates(case: Case) -> dict[str, date]:
    return {row.kind: row.due for row in queries.running_clocks(case)}


def test_a_human_answer_stops_the_clock_that_waits_for_it(ready: Any, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    case, code = received()
    assert dates(case) == {"foerste_svar": date(2021, 5, 12), "visitation": date(2021, 5, 5)}
    service.answer(case.id, keys.open_with_code(case, code), "Tak.", BR)
    assert dates(case) == {"visitation": date(2021, 5, 5)}
    assert case.first_answer is not None


def test_waiting_for_the_citizen_pauses_the_department_with_a_visible_cause(ready: Any, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Svar borgeren.")
    due = dates(case)["afdelingens_svar"]
    freeze("2021-05-05 08:00")
    service.move(case.id, opened, State.AFVENTER_BORGER, BOSS, "Vi mangler et brev.")
    (row,) = [c for c in case.clocks if c.kind == "afdelingens_svar"]
    assert row.pause_cause == "Vi venter på svar fra borgeren."
    freeze("2021-05-12 08:00")
    service.write_as_citizen(case.id, opened, "Her er brevet.", "m" * 22)
    assert case.state == State.HOS_AFDELING
    assert row.paused is None
    assert row.due > due
    assert working_days_between(date(2021, 5, 12), row.due) == working_days_between(date(2021, 5, 5), due)
    assert "Sagen ventede på borgeren" in row.basis


def test_a_complaint_over_a_decision_keeps_its_four_weeks_whatever_else_waits(ready: Any, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    case, code = received(type="klage_over_afgoerelse", reader=Reader.MANAGEMENT, identity={"name": "Anna"})
    opened = keys.open_with_code(case, code)
    assert dates(case)["genvurdering"] == date(2021, 5, 31)
    assert dates(case)["videresendelse"] == date(2021, 5, 3)
    service.move(case.id, opened, State.AFGOERELSESKLAGE, BOSS, "Videre i dag.")
    service.move(case.id, opened, State.GENVURDERING, BOSS, "Vurderes igen.")
    assert "videresendelse" not in dates(case)
    service.move(case.id, opened, State.AFVENTER_BORGER, BOSS, "Vi mangler et brev.")
    freeze("2021-05-20 08:00")
    service.write_as_citizen(case.id, opened, "Her er det.", "m" * 22)
    assert dates(case)["genvurdering"] == date(2021, 5, 31)
    service.answer(case.id, opened, "Afgørelsen er ændret.", BOSS)
    service.move(case.id, opened, State.AENDRET, BOSS, "Ændret.")
    assert "genvurdering" not in dates(case)


def test_reopening_starts_only_what_is_needed_and_keeps_the_history(ready: Any, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    case, _code = received()
    service.withdraw(case.id)
    assert dates(case) == {}
    freeze("2021-06-01 08:00")
    service.reopen(case.id)
    assert set(dates(case)) == {"foerste_svar", "visitation"}
    assert [event.to_state for event in case.events] == [
        "modtaget", "visitation", "trukket", "genaabnet", "visitation",
    ]  # fmt: skip
    assert all(event.actor and event.reason_code and event.at for event in case.events)


def decision(reader: Reader = Reader.MANAGEMENT) -> tuple[Case, Any]:
    case, code = received(type="klage_over_afgoerelse", reader=reader, identity={"name": "Anna"})
    return case, keys.open_with_code(case, code)


@pytest.mark.parametrize("ends", ["trukket", "afsluttet"])
def test_the_laws_dates_outlive_the_closing_of_a_case(ready: Any, freeze: Any, ends: str) -> None:
    freeze("2021-05-03 08:00")
    case, opened = decision()
    before = {row.kind: row.basis for row in case.clocks}
    if ends == "trukket":
        service.withdraw(case.id)
    else:
        service.move(case.id, opened, State.VEJLEDT, BOSS, "Vejledt.")
        point = service.add_point(
            case.id, opened, BOSS, theme="complaints.andet", unit="jobcenter", formality="realitet"
        )
        service.settle_point(case.id, point, BOSS, outcome="vejledt")
        service.close(case.id, opened, "Kære Anna.", BOSS, "Vejledt.")
    assert dates(case) == {}
    freeze("2021-05-20 08:00")
    service.reopen(case.id)
    assert dates(case)["genvurdering"] == date(2021, 5, 31), "four weeks from the receipt, whatever happened in between"
    assert dates(case)["videresendelse"] == date(2021, 5, 20), "nobody could send it on while it was closed"
    assert dates(case)["foerste_svar"] == deadlines.count(Clock.FOERSTE_SVAR, date(2021, 5, 20)).due
    told = {row.kind: row.basis for row in queries.running_clocks(case)}
    assert told["genvurdering"] == before["genvurdering"]
    assert told["videresendelse"].endswith(
        "Sagen var lukket fra mandag den 3. maj 2021 til torsdag den 20. maj 2021. "
        "Datoen er derfor flyttet til torsdag den 20. maj 2021."
    )


def test_what_was_done_before_a_case_was_closed_is_not_due_again(ready: Any, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    case, opened = decision()
    service.move(case.id, opened, State.AFGOERELSESKLAGE, BOSS, "Videre i dag.")
    service.withdraw(case.id)
    service.reopen(case.id)
    assert set(dates(case)) == {"genvurdering", "foerste_svar", "visitation"}
    for state in (State.AFGOERELSESKLAGE, State.GENVURDERING, State.AENDRET):
        service.move(case.id, opened, state, BOSS, "Videre.")
        service.answer(case.id, opened, "Så langt er vi.", BOSS)
    service.withdraw(case.id)
    service.reopen(case.id)
    assert "genvurdering" not in dates(case)


def test_what_was_done_is_not_due_again_when_the_type_was_wrong_for_a_while(ready: Any, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    case, opened = decision()
    service.move(case.id, opened, State.AFGOERELSESKLAGE, BOSS, "Videre i dag.")
    service.withdraw(case.id)
    service.reopen(case.id)
    service.classify(case.id, "klage_over_sagsbehandling", BOSS)
    assert not {"genvurdering", "videresendelse"} & set(dates(case))
    service.classify(case.id, "klage_over_afgoerelse", BOSS)
    assert set(dates(case)) & {"genvurdering", "videresendelse"} == {"genvurdering"}


def test_a_date_broken_before_a_case_was_closed_stays_broken(ready: Any, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    case, _opened = decision()
    freeze("2021-05-06 08:00")
    service.withdraw(case.id)
    freeze("2021-06-01 08:00")
    service.reopen(case.id)
    assert dates(case)["videresendelse"] == date(2021, 5, 3)


def test_a_date_moved_many_times_tells_how_it_was_counted_and_moved_last(ready: Any, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    case, _opened = decision()
    for day in range(4, 14):
        service.withdraw(case.id)
        freeze(f"2021-05-{day:02} 08:00")
        service.reopen(case.id)
    (row,) = [row for row in case.clocks if row.kind == Clock.VIDERESENDELSE]
    assert len(row.basis) <= 600, "as much as PostgreSQL takes"
    first, *moves = row.basis.split("\n")
    assert first.startswith("Samme dag, mandag den 3. maj 2021.")
    assert len(moves) > 1
    assert moves[-1].startswith("Sagen var lukket fra ")
    assert deadlines.weekday_date(row.due) in moves[-1]


def test_a_duty_that_never_was_does_not_begin_by_opening_a_case_again(ready: Any, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    case, _opened = decision()
    service.classify(case.id, "klage_over_sagsbehandling", BOSS)
    service.withdraw(case.id)
    service.reopen(case.id)
    assert set(dates(case)) == {"foerste_svar", "visitation"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["luk", "videre", "vent"]), st.integers(0, 40)), max_size=8))
def test_an_open_decision_has_its_four_weeks_once_however_often_it_was_closed(
    ready: Any, freeze: Any, steps: list[tuple[str, int]]
) -> None:
    day = date(2021, 5, 3)
    freeze(f"{day} 08:00")
    case, opened = decision()
    for step, days in steps:
        if step == "luk":
            service.withdraw(case.id)
        elif step == "videre" and case.state == State.VISITATION:
            service.move(case.id, opened, State.AFGOERELSESKLAGE, BOSS, "Videre.")
        day += timedelta(days=days)
        freeze(f"{day} 08:00")
        if case.state == State.TRUKKET:
            service.reopen(case.id)
        running = [row for row in queries.running_clocks(case) if row.kind == Clock.GENVURDERING]
        assert [(row.started, row.due) for row in running] == [(date(2021, 5, 3), date(2021, 5, 31))]
        on = [row for row in case.clocks if row.kind == Clock.VIDERESENDELSE]
        assert len(on) == 1, "one row for one duty"
        assert on[0].due >= date(2021, 5, 3)


def test_what_is_judged_again_is_a_decision_and_has_the_laws_dates(ready: Any, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    case, code = received(reader=Reader.MANAGEMENT, identity={"name": "Anna"})
    opened = keys.open_with_code(case, code)
    with pytest.raises(UserError, match="Ret først sagens type"):
        service.move(case.id, opened, State.AFGOERELSESKLAGE, BOSS, "Videre.")
    service.classify(case.id, "klage_over_afgoerelse", BOSS)
    service.move(case.id, opened, State.AFGOERELSESKLAGE, BOSS, "Videre.")
    with pytest.raises(UserError, match="Flyt sagen tilbage"):
        service.classify(case.id, "klage_over_sagsbehandling", BOSS)
    assert dates(case)["genvurdering"] == date(2021, 5, 31)
