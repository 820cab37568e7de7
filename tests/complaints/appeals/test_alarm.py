"""The alarm over a missing consent: five working days before the last day, once in the log, and silent when there is no need."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from complaints.given import citizen_keys, received, see_again
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from værdig import audit
from værdig.clock import working_days_between
from værdig.complaints import service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.appeals.alarm import SOUNDED, alarm_of, alarms, is_due, sound_alarms
from værdig.complaints.appeals.arrival import Way
from værdig.complaints.appeals.last_day import Notice
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.municipality import service as municipalities

LAST = date(2026, 12, 8)
FIRST_WARNING = date(2026, 12, 1)


@pytest.fixture
def case(ready: Any, freeze: Any) -> tuple[Case, str]:
    """A confidential complaint over a decision without leave; the last day is Tuesday 8 December 2026."""
    freeze("2026-11-23 09:00")
    return received(
        "Jeg klager.", type="klage_over_afgoerelse", identity={"name": "Anna"},
        decision=Notice(way=Way.LETTER, dated=date(2026, 11, 2)),
    )  # fmt: skip


def test_it_sounds_from_five_working_days_before_and_until_there_is_leave(case: tuple[Case, str]) -> None:
    opened, code = case
    assert opened.appeal_until == LAST
    assert alarm_of(opened, FIRST_WARNING - timedelta(days=1)) is None
    for day in (FIRST_WARNING, LAST, LAST + timedelta(days=30)):
        assert alarm_of(opened, day) is not None
    service.give_consent(opened.id, citizen_keys(opened, code), "med_navn", CITIZEN)
    assert alarm_of(opened, LAST) is None
    service.revoke_consent(opened.id, CITIZEN)
    assert alarm_of(opened, LAST) is not None


def test_closing_days_of_the_municipality_neither_delay_nor_hasten_it(case: tuple[Case, str]) -> None:
    municipalities.put("closing_days", [(FIRST_WARNING + timedelta(days=n)).isoformat() for n in range(-3, 8)])
    assert alarm_of(case[0], FIRST_WARNING - timedelta(days=1)) is None
    assert alarm_of(case[0], FIRST_WARNING) is not None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(-20, 60))
def test_it_is_due_on_and_after_one_day_and_never_before(until: date, before: int) -> None:
    day = until - timedelta(days=before)
    assert is_due(until, day) is (working_days_between(day, until) <= 5)
    assert not is_due(until, day) or is_due(until, day + timedelta(days=1))
    assert is_due(None, day)


def test_where_nobody_knows_the_last_day_it_sounds_at_once(ready: Any, freeze: Any) -> None:
    freeze("2026-11-23 09:00")
    opened, _code = received(type="klage_over_afgoerelse", identity={"name": "Anna"})
    found = alarm_of(opened, date(2026, 11, 23))
    assert found is not None
    assert "kan udløbe når som helst" in found.text


def test_other_cases_never_sound_it(ready: Any, freeze: Any) -> None:
    freeze("2026-11-23 09:00")
    received()
    received(type="klage_over_afgoerelse", identity={"name": "Anna"}, reader=Reader.MANAGEMENT)
    withdrawn, _code = received(type="klage_over_afgoerelse", identity={"name": "Anna"})
    service.withdraw(withdrawn.id)
    assert alarms(date(2027, 1, 1)) == []


def test_the_job_writes_it_once(case: tuple[Case, str], freeze: Any) -> None:
    assert sound_alarms() == 0
    freeze(f"{FIRST_WARNING} 07:00")
    assert sound_alarms() == 1
    assert sound_alarms() == 0
    (entry,) = audit.entries_about("complaint_case", case[0].id, SOUNDED)
    assert (entry.actor, entry.detail) == ("system", {"until": "2026-12-08"})


def test_the_words_say_how_long_there_is(case: tuple[Case, str]) -> None:
    said = {days: alarm_of(case[0], LAST - timedelta(days=days)) for days in (7, 1, 0, -1)}
    assert [each.text if each else "" for each in said.values()] == [
        "Klagefristen udløber tirsdag den 8. december 2026. Der er 5 arbejdsdage tilbage.",
        "Klagefristen udløber tirsdag den 8. december 2026. Der er 1 arbejdsdag tilbage.",
        "Klagefristen udløber i dag, tirsdag den 8. december 2026.",
        "Klagefristen udløb tirsdag den 8. december 2026.",
    ]


def test_the_queue_the_case_and_her_own_page_show_it(br: Any, context: Flask) -> None:
    opened, _code = received(type="klage_over_afgoerelse", identity={"name": "Anna"})
    see_again()
    queue = br.get("/stab/indbakke")
    assert "Klager over afgørelser, der mangler samtykke" in queue.text
    assert "Klagefristen kan udløbe når som helst." in queue.text
    assert "Haster" in br.get(f"/stab/indbakke/{opened.id}").text
    assert "1 klage over en afgørelse mangler samtykke." in br.get("/stab/").text
    morning = br.get("/stab/i-dag/borgerraadgiver").text
    assert "Der mangler intet." not in morning, "what the inbox warns of is not fine on the morning page"
    assert "Klagefristen kan udløbe når som helst." in morning
    sound_alarms()
    see_again()
    assert "Alarm: samtykke mangler" in br.get(f"/stab/indbakke/{opened.id}").text


def test_the_management_sees_no_trace_of_it(br: Any, boss: Any, context: Flask) -> None:
    received(type="klage_over_afgoerelse", identity={"name": "Anna"})
    see_again()
    assert "mangler samtykke" not in boss.get("/stab/klager").text
