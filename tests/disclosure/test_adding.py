"""Sums of cleared tables: whatever an outsider knows with a sum in hand she knew from its addends, and hidden rows stay hidden."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from disclosure.small_tables import CASES, heads
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.disclosure import ClearedTable, Clearing, clear, count_overlapping
from værdig.disclosure.adding import add_cleared
from værdig.disclosure.contracts import CountTable
from værdig.disclosure.evidence import Cells, Release, Statement
from værdig.disclosure.exact import as_unsaid, audit, promised

MEMBERS = ("a", "b", "c", "d")
FAMILY = {"a": "x", "b": "x", "c": "y", "d": "y"}


def cleared(universe: str, numbers: Mapping[str, int]) -> Clearing:
    table = heads(
        dict(numbers), id="t", unit="cases", universe=universe, breakdown="type", categories=("sag",), parent=FAMILY
    )
    return clear([table], CASES)


def said_of(table: ClearedTable, parts: tuple[str, ...]) -> Release:
    """Return what somebody reads in a sum, as the ledger would hold it."""
    axes = table.axes
    rows = [(row.members, axes, row.n) for row in table.rows] + [(((),), (), table.total.n)]
    return Release(
        universe=table.universe,
        unit="cases",
        parts=parts,
        axes={axes: tuple((member,) for member in MEMBERS)},
        statements=tuple(
            Statement(cells=Cells(universe=table.universe, axes=of, members=members), low=n, high=n)
            for members, of, n in rows
            if n is not None
        ),
    )


NUMBERS = st.fixed_dictionaries({member: st.integers(0, 12) for member in MEMBERS})


@settings(deadline=None, max_examples=40)
@given(NUMBERS, NUMBERS)
def test_one_part_and_the_sum_give_nothing_of_the_other_part_away(own: dict[str, int], other: dict[str, int]) -> None:
    """She holds the jobcentre's figures and the whole municipality's, and subtracts."""
    first, second = cleared("own", own), cleared("other", other)
    total = add_cleared([first.table("t"), second.table("t")], CASES, universe="all")
    releases = [*first.releases, *map(as_unsaid, second.releases), said_of(total, ("own", "other"))]
    for found in audit(releases, promised(releases), whole=True):
        assert found.holds, (found.target, found.low, found.high)


@settings(deadline=None)
@given(NUMBERS, NUMBERS)
def test_what_is_shown_of_a_sum_is_right(own: dict[str, int], other: dict[str, int]) -> None:
    total = add_cleared([cleared("own", own).table("t"), cleared("other", other).table("t")], CASES, universe="all")
    for row in total.rows:
        assert row.n == sum(numbers[member] for numbers in (own, other) for (member,) in row.members)
    if total.total.shown:
        assert total.total.n == sum(own.values()) + sum(other.values())
        assert not total.rows or sum(row.n or 0 for row in total.rows) == total.total.n
    else:
        assert min(sum(own.values()), sum(other.values())) < CASES.threshold
        assert total.refused


def test_a_sum_is_as_coarse_as_its_coarsest_addend_and_says_what_was_put_together() -> None:
    fine = cleared("own", {"a": 9, "b": 9, "c": 9, "d": 9}).table("t")
    coarse = cleared("other", {"a": 3, "b": 3, "c": 9, "d": 9}).table("t")
    total = add_cleared([fine, coarse], CASES, universe="all")
    assert [(row.label, row.n) for row in total.rows] == [("x", 24), ("c", 18), ("d", 18)]
    assert any("lagt sammen" in note for note in total.notes)


def test_members_that_share_cases_are_not_added_up_when_they_were_put_together_otherwise() -> None:
    """A case with two themes is in both rows, so that two rows' sum is not the number of cases in either."""

    def themes(universe: str, held: list[tuple[list[str], str]]) -> ClearedTable:
        table = CountTable(
            id="t", title="t", unit="cases", universe=universe, categories=("sag",), breakdown="theme", overlapping=True,
            rows={member: {} for member in MEMBERS}, parent=FAMILY, combinations=count_overlapping(held),
        )  # fmt: skip
        return clear([table], CASES).table("t")

    fine = themes(
        "own", [(["a"], "sag")] * 9 + [(["b"], "sag")] * 9 + [(["a", "b"], "sag")] * 3 + [(["c", "d"], "sag")] * 9
    )
    coarse = themes("other", [(["a"], "sag")] * 3 + [(["b"], "sag")] * 3 + [(["c"], "sag")] * 9)
    total = add_cleared([fine, coarse], CASES, universe="all", shares_people=True)
    for row in total.rows:
        same = all(any(set(one.members) == set(row.members) for one in table.rows) for table in (fine, coarse))
        assert row.shown == same, row
    assert total.total.n == 45


def test_shares_cannot_be_added_up() -> None:
    table = CountTable(
        id="t", title="t", unit="cases", universe="u", categories=("ja", "nej"), question="q", rows={"": {"ja": 20, "nej": 20}}
    )  # fmt: skip
    shown = clear([table], CASES).table("t")
    with pytest.raises(ValueError, match="heads"):
        add_cleared([shown, shown], CASES, universe="all")
