"""The ledger remembers every release once, gives back what matters for a new one, and can be audited from the shell."""

from __future__ import annotations

import json
from contextvars import Context
from typing import Any

import pytest
from click.testing import CliRunner
from disclosure.small_tables import CASES, SURVEY, cases, heads, shown
from flask import Flask
from sqlalchemy import func, select

from værdig.db import db, tenant, transaction
from værdig.disclosure import (
    DisclosureRelease,
    Occasion,
    administration_count,
    clear,
    clear_and_record,
    earlier,
    hidden_ranges,
    record,
)
from værdig.disclosure.commands import disclosure
from værdig.disclosure.evidence import Cells, Release, Statement
from værdig.errors import TenantMissing

pytestmark = pytest.mark.usefixtures("context")

DRAFT = Occasion(purpose="halvårsrapport", audience="ledelsen", reference="rapport 1 udkast")
FINAL = Occasion(purpose="halvårsrapport", audience="udvalget", reference="rapport 1 v1")
GROUPS = {"A": 40, "B": 25, "C": 6}


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(DisclosureRelease)) or 0


def test_a_release_is_stored_with_what_it_said() -> None:
    clearing = clear_and_record([heads(GROUPS)], SURVEY, DRAFT)
    row = db.session.scalars(select(DisclosureRelease)).one()
    assert (row.id,) == clearing.release_ids
    assert (row.universe, row.unit, row.purpose, row.audience, row.reference) == (
        "round:1", "answers", "halvårsrapport", "ledelsen", "rapport 1 udkast"
    )  # fmt: skip
    assert row.municipality_id == "albertslund"
    assert Release.from_json(row.statements) == Release.from_json(clearing.releases[0].as_json())
    assert '"low":6' not in row.statements, "what was hidden is not in the ledger either"
    assert len(row.fingerprint) == 64


def test_the_same_release_is_stored_once_and_each_occasion_by_itself() -> None:
    first = clear_and_record([heads(GROUPS)], SURVEY, DRAFT)
    again = clear_and_record([heads(GROUPS)], SURVEY, DRAFT)
    assert again.release_ids == first.release_ids
    assert rows() == 1
    clear_and_record([heads(GROUPS)], SURVEY, FINAL)
    assert rows() == 2
    assert len(earlier(["round:1"])) == 1, "the same words count once when reasoning"


def test_a_draft_counts() -> None:
    clear_and_record([heads(GROUPS)], SURVEY, DRAFT)
    changed = clear_and_record([heads({**GROUPS, "A": 39})], SURVEY, FINAL)
    assert changed.tables[0].refused


def test_earlier_follows_years_half_years_and_overlaps() -> None:
    clear_and_record([cases({"x": 12, "y": 9}, "H1")], CASES, DRAFT)
    clear_and_record([cases({"x": 10, "y": 8}, "H2")], CASES, DRAFT)
    clear_and_record([cases({"x": 22, "y": 17}, "Y", parts=("H1", "H2"))], CASES, DRAFT)
    clear_and_record([heads(GROUPS, universe="round:1")], SURVEY, DRAFT)
    clear_and_record([heads(GROUPS, universe="round:2", overlaps=("round:1",))], SURVEY, DRAFT)
    assert [release.universe for release in earlier(["H1"])] == ["H1", "H2", "Y"]
    assert {release.universe for release in earlier(["round:1"])} == {"round:1", "round:2"}
    assert earlier(["round:9"]) == []


def test_what_is_hidden_stays_hidden_over_the_year() -> None:
    clear_and_record([cases({"x": 12, "y": 3, "z": 9}, "H1")], CASES, DRAFT)
    clear_and_record([cases({"x": 10, "y": 6, "z": 8}, "H2")], CASES, DRAFT)
    year = clear_and_record([cases({"x": 22, "y": 9, "z": 17}, "Y", parts=("H1", "H2"))], CASES, DRAFT)
    assert shown(year) == {"x": 22, "Øvrige": 26}


def test_counts_of_the_administrations_acts_are_recorded_and_not_reasoned_with() -> None:
    late = administration_count("late", "Breve sendt for sent", 2, "H1")
    clearing = clear_and_record([cases({"x": 12, "y": 9}, "H1")], CASES, FINAL, [late])
    assert len(clearing.release_ids) == 2
    row = db.session.scalars(select(DisclosureRelease).where(DisclosureRelease.unit == "administration")).one()
    assert json.loads(row.statements) == [["late", "Breve sendt for sent", 2]]
    assert [release.unit for release in earlier(["H1"])] == ["cases"]


def test_the_ledger_belongs_to_the_municipality() -> None:
    clear_and_record([heads(GROUPS)], SURVEY, DRAFT)
    with tenant("vallensbaek"):
        assert earlier(["round:1"]) == []
        clear_and_record([heads({**GROUPS, "A": 39})], SURVEY, DRAFT)


def test_the_ledger_is_not_read_without_a_municipality(app: Flask) -> None:
    def read() -> None:
        with app.app_context():
            earlier(["round:1"])

    with pytest.raises(TenantMissing):
        Context().run(read)


def test_recording_joins_the_callers_transaction() -> None:
    def stopped() -> None:
        with transaction():
            record(clear([heads(GROUPS)], SURVEY), DRAFT)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        stopped()
    assert rows() == 0


def test_a_release_made_meanwhile_is_reasoned_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between clearing and recording somebody else releases the same people by another grouping."""
    from værdig.disclosure import ledger

    real, meanwhile = ledger.clear, [heads(GROUPS, parent={"A": "P", "C": "P"})]

    def slow(*given: Any) -> Any:
        found = real(*given)
        if meanwhile:
            record(real([meanwhile.pop()], SURVEY), FINAL)
        return found

    monkeypatch.setattr(ledger, "clear", slow)
    clearing = clear_and_record([heads(GROUPS)], SURVEY, DRAFT)
    assert clearing.tables[0].total.n == 71
    assert shown(clearing) == {}


def audit(*options: str) -> tuple[int, str]:
    result = CliRunner().invoke(disclosure, ["audit", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_the_audit_of_an_empty_ledger() -> None:
    assert audit() == (0, "Der er ikke vist nogen tal endnu.\n")


def test_the_audit_prints_what_an_outsider_can_say() -> None:
    clear_and_record([heads(GROUPS, labels={"C": "Forrevalidering"})], SURVEY, DRAFT)
    code, text = audit()
    assert code == 0
    assert "albertslund: 1 visninger, 1 skjulte tal, 0 kan regnes ud." in text
    assert "round:1 · Forrevalidering: fra 0 til 31" in text


def test_the_audit_names_the_release_that_leaks() -> None:
    clearing = clear_and_record([heads(GROUPS)], SURVEY, DRAFT)
    told = Statement(cells=Cells(universe="round:1", axes=("group",), members=(("B",),)), low=25, high=25)
    leaking = Release(universe="round:1", unit="answers", axes=clearing.releases[0].axes, statements=(told,))
    with transaction():
        record(type(clearing)(tables=(), releases=(leaking,)), Occasion(purpose="figur", audience="avisen"))
    code, text = audit("--json")
    assert code == 1
    (found,) = json.loads(text)
    assert found["broken"] == 1
    (hidden,) = found["hidden"]
    assert (hidden["label"], hidden["low"], hidden["high"], hidden["fixed"]) == ("C", 6, 6, True)
    assert hidden["leaked_by"].endswith("figur · avisen")
    code, text = audit()
    assert code == 1
    assert "! round:1 · C: fra 6 til 6. Lovet fra 0 til 9." in text


def test_hidden_ranges_of_one_release_beside_the_others() -> None:
    clear_and_record([cases({"x": 12, "y": 3, "z": 9}, "H1")], CASES, DRAFT)
    clear_and_record([cases({"x": 10, "y": 6, "z": 2}, "H2")], CASES, DRAFT)
    first, second = earlier(["H1", "H2"])
    (found,) = hidden_ranges(first, [second])
    assert (found.universe, found.label, found.low, found.high) == ("H1", "y", 0, 12)
    assert found.holds
