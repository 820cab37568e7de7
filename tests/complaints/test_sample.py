"""The example's complaints: the published ratios, made once, with codes and pass phrase that really open."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import HOME, keep_as, restore
from flask import Flask
from sqlalchemy import select

from værdig.clock import HalfYear, today
from værdig.complaints import inbox, keys, queries, sample
from værdig.complaints.appeals.alarm import alarms
from værdig.complaints.figures.judged import method_of
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, ContactCount
from værdig.complaints.reading import read_case
from værdig.complaints.states import CLOSED
from værdig.db import db, tenant
from værdig.demo import SampleContext


@pytest.fixture(scope="module")
def loaded(made_once: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    """What a visitor is told after the example has been loaded, and a copy of the database with it: loading takes many seconds."""
    from værdig.accounts.sample import load as load_people

    app, database, fresh = made_once
    restore(app, database, fresh)
    where = SampleContext(today=today())
    with app.app_context(), tenant(HOME):
        load_people(where)
        sample.load(where)
    copy = tmp_path_factory.mktemp("example") / "loaded.sqlite"
    keep_as(app, database, copy)
    return where.told, copy


@pytest.fixture
def told(context: Flask, made_once: Any, loaded: tuple[dict[str, str], Path]) -> dict[str, str]:
    """What a visitor is told after the example has been loaded, which it is."""
    app, database, _fresh = made_once
    restore(app, database, loaded[1])
    return loaded[0]


def cases() -> list[Case]:
    return list(db.session.scalars(select(Case)))


def test_the_example_keeps_the_published_ratios(told: dict[str, str]) -> None:
    for half_year in (HalfYear(2021, 1), HalfYear(2021, 2)):
        here = [
            case for case in cases() if case.received.year == 2021 and HalfYear.of(case.received.date()) == half_year
        ]
        counted = len([c for c in db.session.scalars(select(ContactCount)) if c.half_year == half_year])
        assert 55 <= len(here) + counted <= 65, "about sixty contacts"
        guided = counted + sum(case.type in ("vejledning", "vejvisning") for case in here)
        assert 0.25 <= guided / (len(here) + counted) <= 0.40, "about a third is guidance"
        points = [point for case in here for point in case.points if case.type != "vejledning"]
        assert 1.2 <= len(points) / sum(bool(case.points) for case in here if case.type != "vejledning") <= 1.9
        ways = Counter(method_of(case) for case in here)
        assert ways["dialog"] > ways["afdeling"] > ways["undersoegelse"] > 0
        assert all(case.state in CLOSED for case in here)


def test_loading_twice_changes_nothing(told: dict[str, str]) -> None:
    before = sorted(case.id for case in cases())
    again = SampleContext(today=today())
    sample.load(again)
    assert sorted(case.id for case in cases()) == before
    assert again.told["case_code"] == told["case_code"]


def test_the_code_and_the_pass_phrase_really_open(told: dict[str, str]) -> None:
    case, code = queries.by_code(told["case_code"])
    assert any(m.direction == "til_borger" for m in case.messages), "an answer waits for whoever tries the code"
    assert read_case(case, keys.open_with_code(case, code)).story
    from værdig.access.roles import Role
    from værdig.accounts import queries as accounts

    (user,) = accounts.holders(Role.BORGERRAADGIVER)
    private = inbox.private_keys(user.id, inbox.unlock(user.id, told["inbox_passphrase"]))
    assert private is not None
    for each in queries.cases_of(Reader.BORGERRAADGIVER):
        assert read_case(each, keys.open_for(each, Reader.BORGERRAADGIVER, private)).story


def test_one_complaint_over_a_decision_waits_for_its_citizens_leave(told: dict[str, str]) -> None:
    (alarm,) = alarms(today())
    assert alarm.days is not None
    assert 0 <= alarm.days <= 5


def test_some_cases_are_open_and_something_is_due(told: dict[str, str]) -> None:
    states = Counter(case.state for case in cases() if case.state not in CLOSED)
    assert len(states) >= 3
    due = queries.due_by(Reader.BORGERRAADGIVER, today()) + queries.due_by(Reader.MANAGEMENT, today())
    assert due


def test_nothing_in_the_example_has_happened_in_the_future(told: dict[str, str]) -> None:
    from værdig.clock import now

    for case in cases():
        assert case.received <= now()
        assert all(message.at <= now() for message in case.messages)
        assert all(event.at <= now() for event in case.events)


def test_whoever_has_answered_has_opened_the_case_before(told: dict[str, str]) -> None:
    answered = [case for case in cases() if any(message.author_role for message in case.messages)]
    assert len(answered) > 50
    for case in answered:
        openings = queries.opened_by(case.id)
        assert openings, case.number
        first = min(message.at for message in case.messages if message.author_role)
        assert min(opening.hour for opening in openings) <= first


def test_two_cases_are_in_other_languages_and_a_translation_is_late(told: dict[str, str]) -> None:
    from værdig.complaints.interpreting import queries as interpreting

    found = {case.language: case for case in cases() if case.language != "da"}
    assert set(found) == {"ar", "so"}
    assert queries.wish_of(found["so"]) is not None
    held = keys.open_for(found["ar"], Reader.MANAGEMENT, keys.management_keys())
    assert found["ar"].id in interpreting.translations(found["ar"], held)
    assert [row.kind for _case, row in interpreting.due_with(Reader.MANAGEMENT, today())] == ["oversaettelse"]
