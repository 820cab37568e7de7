"""The log of receipts: every case gets a signed one, each day ends once, and whatever is removed afterwards shows as a gap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from complaints.given import STORY, received
from flask import Flask
from sqlalchemy import delete, select, update

from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.receipts import keys, queries, service, signed, tree
from værdig.complaints.receipts.models import ReceiptDay, ReceiptLeaf
from værdig.db import db, transaction

MONDAY = "2026-11-23 13:05"


@pytest.fixture
def cases(context: Flask, freeze: Callable[[str], Any]) -> list[Case]:
    """Five cases of three days, whose log is ended."""
    made = []
    for day, number in ((23, 3), (25, 1), (26, 1)):
        freeze(f"2026-11-{day} 14:05")
        made += [received(reader=Reader.MANAGEMENT)[0] for _case in range(number)]
    freeze("2026-11-28 09:00")
    assert service.end_days() == 5
    return made


def told(gaps: list[queries.Gap]) -> list[tuple[int, str]]:
    return [(gap.day.day, gap.told) for gap in gaps]


def test_a_case_has_a_receipt_that_says_what_the_page_says(context: Flask, freeze: Callable[[str], Any]) -> None:
    freeze(MONDAY)
    case, code = received(reader=Reader.MANAGEMENT)
    assert case.receipt is not None
    read = signed.read_receipt(case.receipt, keys.trusted())
    assert (read.number, read.office) == (case.number, "ledelsen i jobcentret")
    assert read.received == datetime.fromisoformat("2026-11-23T14:05+01:00")
    assert read.answer_by == date(2026, 12, 2)
    assert read.fingerprint == signed.fingerprint(code, STORY)
    assert queries.proof(case.receipt) is None, "the day is not over"


def test_days_end_once_and_follow_each_other_also_those_without_a_complaint(cases: list[Case]) -> None:
    assert [ended.day.day for ended in queries.days()] == [23, 24, 25, 26, 27]
    assert service.end_days() == 0
    heads = [signed.read_head(ended.signed, keys.trusted()) for ended in queries.days()]
    assert [head.before for head in heads] == ["", *map(queries.fingerprint_of, queries.days()[:-1])]
    assert {ended.depth for ended in queries.days()} == {tree.LEAST_DEPTH}, "nothing tells how many complained"
    assert queries.gaps() == []


def test_a_proof_leads_from_a_receipt_to_its_days_signed_root(cases: list[Case]) -> None:
    for case in cases:
        assert case.receipt is not None
        proof = queries.proof(case.receipt)
        assert proof is not None
        root = tree.root_by(tree.leaf_of(case.receipt), proof.place, proof.neighbours)
        assert signed.read_head(proof.head, keys.trusted()).root == root.hex()


def test_a_case_that_is_removed_shows(cases: list[Case]) -> None:
    with transaction():
        db.session.execute(update(Case).where(Case.id == cases[0].id).values(receipt=None))
    assert told(queries.gaps()) == [(23, "1 kvitteringer har ingen sag: Sagen er fjernet.")]


def test_a_case_that_is_removed_with_its_line_shows(cases: list[Case]) -> None:
    leaf = tree.leaf_of(cases[1].receipt or "")
    with transaction():
        db.session.execute(update(Case).where(Case.id == cases[1].id).values(receipt=None))
        db.session.execute(delete(ReceiptLeaf).where(ReceiptLeaf.leaf == leaf))
    assert told(queries.gaps()) == [(23, "Der er fjernet eller ændret en kvittering, efter at dagen blev afsluttet.")]


def test_a_day_that_is_removed_or_made_anew_shows(cases: list[Case]) -> None:
    with transaction():
        db.session.execute(delete(ReceiptDay).where(ReceiptDay.day == date(2026, 11, 25)))
    assert (25, "En eller flere dage mangler i loggen.") in told(queries.gaps())
    with transaction():
        last = db.session.scalars(select(ReceiptDay).where(ReceiptDay.day == date(2026, 11, 24))).one()
        db.session.add(ReceiptDay(day=date(2026, 11, 25), depth=last.depth, signed=last.signed))
    assert (25, "Dagens log hænger ikke sammen med dagen før.") in told(queries.gaps())


def test_a_log_that_nobody_ends_shows(context: Flask, freeze: Callable[[str], Any]) -> None:
    freeze(MONDAY)
    received(reader=Reader.MANAGEMENT)
    freeze("2026-11-24 20:00")
    assert queries.gaps() == [], "it is ended at night"
    freeze("2026-11-26 09:00")
    assert told(queries.gaps()) == [(23, "Dagens log er ikke afsluttet.")]


def test_a_proof_of_one_says_nothing_of_the_others(cases: list[Case]) -> None:
    proof = queries.proof(cases[0].receipt or "")
    assert proof is not None
    others = {tree.leaf_of(case.receipt or "") for case in cases[1:]}
    assert not others & set(proof.neighbours) or len(others & set(proof.neighbours)) <= 1
    assert len(proof.neighbours) == tree.LEAST_DEPTH


def test_each_municipality_signs_with_a_key_of_its_own(context: Flask) -> None:
    from værdig.db import tenant

    here = keys.public()
    with tenant("vallensbaek"):
        assert keys.public() != here


def test_many_days_are_ended_some_at_a_time(context: Flask, freeze: Callable[[str], Any]) -> None:
    freeze("2026-01-01 12:00")
    received(reader=Reader.MANAGEMENT)
    freeze("2026-04-01 12:00")
    assert service.end_days() == 90
    assert len(queries.days()) == 90
    assert queries.days()[-1].day == date(2026, 4, 1) - timedelta(days=1)
