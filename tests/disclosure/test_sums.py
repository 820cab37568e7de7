"""No sum of hidden rows that is too few is given away, though none of the rows is: by example, and against trying every set."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from disclosure.small_tables import CASES, cases
from hypothesis import example, given
from hypothesis import strategies as st

from værdig.disclosure import clear, inspect
from værdig.disclosure.elimination import CONSTANT, Basis, Row
from værdig.disclosure.evidence import Release
from værdig.disclosure.sums import given_away, sums_of

FAMILIES = {"m0": "P", "m1": "Q", "m2": "P", "m3": "Q", "m4": "R"}
FIRST = {"m0": 0, "m1": 2, "m2": 3, "m3": 12, "m4": 6}
SECOND = {"m0": 6, "m1": 1, "m2": 1, "m3": 3, "m4": 5}
YEAR = {member: FIRST[member] + SECOND[member] for member in FIRST}


def test_a_year_does_not_tell_what_two_hidden_rows_of_a_half_year_are_together() -> None:
    """The first half-year tells of m1 and m3 together; were the year to do so too, they would be four in the second."""
    ledger: list[Release] = []
    for numbers, name, parts in ((FIRST, "H1", ()), (SECOND, "H2", ()), (YEAR, "Y", ("H1", "H2"))):
        clearing = clear([cases(numbers, name, parent=FAMILIES, parts=parts)], CASES, ledger)
        ledger += clearing.releases
    assert not list(given_away(ledger))
    assert all(found.holds for found in inspect(ledger))
    assert clearing.tables[0].total.n == sum(YEAR.values()), "the year still says something"


def test_an_audit_names_a_sum_that_was_given_away() -> None:
    """Each release is fit by itself, and the gate was not told of the others."""
    ledger = [
        *clear([cases(FIRST, "H1", parent=FAMILIES)], CASES).releases,
        *clear([cases(SECOND, "H2", parent=FAMILIES)], CASES).releases,
        *clear([cases(YEAR, "Y", parent=FAMILIES)], CASES).releases,
    ]
    assert all(found.holds for found in inspect(ledger)), "nobody is told that the year is the two"
    told = [
        Release(**{**vars(release), "parts": ("H1", "H2")}) if release.universe == "Y" else release
        for release in ledger
    ]
    broken = [found for found in inspect(told) if not found.holds]
    assert {"m1, m3"} <= {found.label for found in broken}
    assert {(found.low, found.high) for found in broken if found.label == "m1, m3"} == {(4, 4)}


EQUALITIES = st.lists(st.lists(st.integers(-1, 1), min_size=4, max_size=4), min_size=1, max_size=4)
VALUES = st.lists(st.integers(0, 9), min_size=4, max_size=4)


@given(EQUALITIES, VALUES)
@example([[0, 0, 1, 1], [1, 1, 0, 0]], [0, 0, 0, 0])
def test_every_sum_that_equalities_fix_is_found(weights: list[list[int]], values: list[int]) -> None:
    """A sum is fixed when nothing is left of it after elimination; unknowns that are fixed by themselves are left aside.

    Sums that share no equality are found one by one: where they are too few together, each of them is.
    """
    basis = Basis()
    for row in weights:
        known: Row = {unknown: Fraction(weight) for unknown, weight in enumerate(row) if weight}
        known[CONSTANT] = Fraction(-sum(weight * value for weight, value in zip(row, values, strict=True)))
        basis.add({name: value for name, value in known.items() if value})
    alone = {unknown for unknown in range(4) if _fixed(basis, {unknown})}
    every = [set(some) for number in range(2, 5) for some in combinations(range(4), number)]
    expected = {frozenset(some) for some in every if not some & alone and _fixed(basis, some)}
    found = dict(sums_of(basis.rest()))
    assert {frozenset(some) for some in _together({some for some in found if not some & alone})} == expected
    assert all(number == sum(values[unknown] for unknown in some) for some, number in found.items())


def _together(found: set[frozenset[int]]) -> set[frozenset[int]]:
    """Return the sums found, and those of them that share nobody put together."""
    every = set(found)
    for _more in range(2):
        every |= {one | other for one in every for other in every if not one & other}
    return every


def _fixed(basis: Basis, some: set[int]) -> bool:
    return not basis.reduce({unknown: Fraction(1) for unknown in some}).keys() - {CONSTANT}
