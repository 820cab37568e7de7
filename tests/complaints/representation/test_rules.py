"""What a fuldmagt lets somebody do on a day, and that a code opens a case exactly while a valid one stands."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from complaints.given import BOSS, BR, again, citizen_keys, received, see_again, token
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from værdig.complaints import keys
from værdig.complaints.acting import CITIZEN
from værdig.complaints.keys import Part, Reader
from værdig.complaints.models import RepresentativeKey
from værdig.complaints.representation import codes, queries, rules, service
from værdig.complaints.representation.rows import Fuldmagt
from værdig.complaints.representation.rules import Basis, Mandate, Right, Role, Standing
from værdig.crypto import CannotOpen
from værdig.db import db
from værdig.errors import NotYours, RuleBroken, UserError

START = date(2026, 11, 2)
ALL = tuple(Right)
days = st.integers(0, 40).map(lambda n: START + timedelta(days=n))
mandates = st.builds(
    Mandate,
    role=st.sampled_from(Role), basis=st.sampled_from(Basis), scope=st.frozensets(st.sampled_from(Right)),
    since=days, until=st.none() | days, proof_seen=st.booleans(), ended=st.booleans(),
)  # fmt: skip


@given(mandates, days)
@settings(deadline=None)
def test_only_what_is_valid_gives_rights_and_a_bisidder_never(mandate: Mandate, day: date) -> None:
    held = rules.rights(mandate, day)
    assert held <= mandate.scope
    if held:
        assert mandate.role is not Role.BISIDDER
        assert not mandate.ended
        assert mandate.since <= day
        assert mandate.until is None or day <= mandate.until
        assert mandate.proof_seen or mandate.basis not in rules.NEEDS_PROOF
    assert (rules.standing(mandate, day) is Standing.GAELDER) or not held


@given(st.frozensets(st.sampled_from(Right)))
def test_no_key_is_given_without_the_right_to_see(held: frozenset[Right]) -> None:
    parts = rules.parts_of(held)
    assert bool(parts) is (Right.SE in held)
    assert (Part.MESSAGES in parts) <= bool(held & {Right.SKRIV, Right.SVAR})
    assert not set(parts) - set(keys.WITH_CITIZEN)


def test_the_last_day_counts_and_is_told_before() -> None:
    mandate = Mandate(
        role=Role.VAERGE, basis=Basis.BESKIKKELSE, scope=frozenset(ALL), since=START, until=START, proof_seen=True
    )
    assert rules.rights(mandate, START) == frozenset(ALL)
    assert rules.days_left(mandate, START) == 0
    assert rules.standing(mandate, START + timedelta(days=1)) is Standing.UDLOEBET
    assert rules.days_left(mandate, START + timedelta(days=1)) is None


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("day"), st.integers(1, 6)),
        st.tuples(st.sampled_from(["seen", "unseen", "end", "code", "sweep"]), st.just(0)),
        st.tuples(st.just("until"), st.integers(0, 10)),
        st.tuples(st.just("scope"), st.integers(0, 2)),
    ),
    min_size=1,
    max_size=9,
)
KINDS = [(role, basis) for role, bases in rules.BASES.items() for basis in bases]
SCOPES = ((Right.SE,), (Right.SE, Right.SKRIV, Right.SVAR), (Right.SE, Right.SVAR, Right.TRAEK))


class _Story:
    """One representative through a life of grants, changes and revocations, with what the rules say of her beside it."""

    def __init__(self, role: Role, basis: Basis, case: Any, held: keys.Keys) -> None:
        self.case_id, self.held = case.id, held
        self.told = Fuldmagt(
            role=role, name="Bo Berg", basis=basis, scope=SCOPES[1] if role is not Role.BISIDDER else ()
        )
        service.note(case.id, held, self.told, BOSS, token=token())
        self.row_id = queries.of_case(case.id)[-1].id
        self.codes: list[str] = []

    @property
    def row(self) -> Any:
        see_again()
        return queries.one(self.case_id, self.row_id)

    def do(self, deed: str, number: int, day: date) -> None:
        if deed == "code":
            with suppress(UserError):
                self.codes = [service.make_code(self.case_id, self.held, self.row_id, BOSS, token())]
        elif deed == "end":
            service.end(self.case_id, self.held, self.row_id, BOSS)
        elif deed == "sweep":
            codes.sweep()
        else:
            wanted = {
                "seen": {"proof_seen": True},
                "unseen": {"proof_seen": False},
                "until": {"until": day + timedelta(days=number), "since": START},
                "scope": {"scope": SCOPES[number % len(SCOPES)]},
            }[deed]
            told = replace(self.told, **wanted)
            with suppress(UserError):
                service.change(self.case_id, self.held, self.row_id, told, BOSS)
                self.told = told


@given(st.sampled_from(KINDS), DEEDS)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_code_opens_exactly_while_a_valid_fuldmagt_stands(
    context: Flask, freeze: Any, kind: tuple[Role, Basis], deeds: list[tuple[str, int]]
) -> None:
    now = datetime.combine(START, datetime.min.time(), UTC) + timedelta(hours=11)
    freeze(f"{now:%Y-%m-%d %H:%M}")
    case, code = received(reader=Reader.MANAGEMENT, identity={"name": "Anna Holm"})
    story = _Story(*kind, case, citizen_keys(case, code))
    alive = False
    for deed, number in deeds:
        if deed == "day":
            now += timedelta(days=number)
            freeze(f"{now:%Y-%m-%d %H:%M}")
        else:
            story.do(deed, number, now.date())
        valid = rules.parts_of(rules.rights(queries.mandate_of(story.row), now.date()))
        alive = bool(valid) and (deed == "code" or alive)  # what has died stays dead until a new code is made
        for made in story.codes:
            opened = codes.open_with(story.row, made)
            assert (opened is not None) is alive
            if opened is not None:
                assert set(opened.parts) == {Part.CASE, Part.IDENTITY}
            else:
                assert not queries.has_code(story.row)
        if not story.codes:
            assert kind[0] is Role.BISIDDER or not queries.has_code(story.row)
    if kind[0] is Role.BISIDDER:
        assert story.codes == []


def _given(case: Any, held: keys.Keys, **more: Any) -> Any:
    before = {row.id for row in queries.of_case(case.id)}
    values: dict[str, Any] = {"role": Role.PARTSREPRAESENTANT, "name": "Bo Berg", "basis": Basis.MUNDTLIG, "scope": ALL}
    service.note(case.id, held, Fuldmagt(**{**values, **more}), BR)
    return next(row for row in queries.of_case(case.id) if row.id not in before)


def test_in_a_confidential_case_messages_are_opened_only_with_the_right_to_them(
    ready: Callable[[], dict[str, bytes]], freeze: Any
) -> None:
    freeze("2026-11-02 09:00")
    case, _code = received()
    held = keys.open_for(case, Reader.BORGERRAADGIVER, ready())
    row = _given(case, held, scope=(Right.SE,))
    made = service.make_code(case.id, held, row.id, BR, token())
    opened = codes.open_with(queries.one(case.id, row.id), made)
    assert opened is not None
    assert set(opened.parts) == {Part.CASE, Part.IDENTITY}
    other = _given(case, held, name="Ida Lund")
    made = service.make_code(case.id, held, other.id, BR, token())
    opened = codes.open_with(queries.one(case.id, other.id), made)
    assert opened is not None
    assert Part.MESSAGES in opened.parts


def test_another_code_opens_nothing_and_a_new_one_replaces_the_old(context: Flask) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    held = citizen_keys(case, code)
    row = _given(case, held)
    form = token()
    first = service.make_code(case.id, held, row.id, CITIZEN, form)
    assert service.make_code(case.id, held, row.id, CITIZEN, form) == first, "a double click makes one code"
    second = service.make_code(case.id, held, row.id, CITIZEN, token())
    row = queries.one(case.id, row.id)
    assert codes.open_with(row, second) is not None
    with pytest.raises(CannotOpen):
        codes.open_with(row, first)
    assert codes.of_code(first) is None


def test_the_job_removes_what_has_expired_and_leaves_the_rest(context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    case, code = received(reader=Reader.MANAGEMENT)
    held = citizen_keys(case, code)
    short, long = _given(case, held, until=START), _given(case, held, name="Ida Lund")
    for row in (short, long):
        service.make_code(case.id, held, row.id, BOSS, token())
    assert codes.sweep() == 0
    freeze("2026-11-03 09:00")
    assert (codes.sweep(), codes.sweep()) == (1, 0)
    see_again()
    assert {each.representative_id for each in db.session.query(RepresentativeKey)} == {long.id}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"basis": Basis.BESKIKKELSE}, "basis"),
        ({"role": Role.VAERGE, "basis": Basis.MUNDTLIG}, "basis"),
        ({"scope": ()}, "scope"),
        ({"scope": (Right.SKRIV,)}, "scope"),
        ({"since": START, "until": START - timedelta(days=1)}, "until"),
    ],
)
def test_what_does_not_hang_together_is_refused(context: Flask, wrong: dict[str, Any], field: str) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    with pytest.raises(UserError) as refused:
        _given(case, citizen_keys(case, code), **wrong)
    assert refused.value.field == field
    assert queries.of_case(case.id) == []


def test_without_the_key_of_her_identity_nobody_is_noted_or_read(ready: Callable[[], dict[str, bytes]]) -> None:
    case, code = received(identity={"name": "Anna Holm"})
    held = citizen_keys(case, code)
    _given(case, held)
    some = keys.Keys(case.id, {Part.CASE: held.parts[Part.CASE]})
    assert queries.people(again(case), some) == []
    with pytest.raises(RuleBroken):
        _given(case, some)


def test_a_person_of_another_case_is_not_there(context: Flask) -> None:
    one, code = received(reader=Reader.MANAGEMENT)
    two, other = received(reader=Reader.MANAGEMENT)
    row = _given(one, citizen_keys(one, code))
    for deed in (service.end, lambda *a: service.make_code(*a, token())):
        with pytest.raises(NotYours):
            deed(two.id, citizen_keys(two, other), row.id, BOSS)
