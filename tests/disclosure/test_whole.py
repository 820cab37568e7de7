"""Solvers are not believed: whole tables close the gap of the relaxation, and awkward coefficients and large counts change nothing."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from disclosure.small_tables import POINTS, SURVEY, THREE, question
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.disclosure import clear, inspect
from værdig.disclosure.bounds import Ranges, Shares
from værdig.disclosure.evidence import Cells, Release, Statement, Target
from værdig.disclosure.rules import hundredths_to_keep
from værdig.disclosure.system import System
from værdig.disclosure.whole import WholeTables

GROUP = ("group",)
BOTH = (("A",), ("B",))


def weighed(a: int, b: int, low: int, high: int | None = None) -> Release:
    """Return a release that says a sum of two answers of everybody: `a` times the first and `b` times the second."""
    cells = Cells(universe="u", question="q", weights=(("x", a), ("y", b)))
    said = Statement(cells=cells, low=low, high=low if high is None else high, said="mean")
    return Release(universe="u", unit="answers", questions={"q": ("x", "y")}, statements=(said,))


X = Cells(universe="u", question="q", weights=(("x", 1),))


def test_whole_people_can_leave_one_value_where_fractions_leave_six() -> None:
    """2x + 5y = 11 has one solution in whole numbers. A gate that stops at the linear programme would let it pass."""
    release = replace(weighed(2, 5, 11), targets=(Target(cells=X, low=0, high=4, label="x"),))
    system = System([release])
    assert Ranges(system).of(system.expression(X)) == (0, 5)
    assert WholeTables(system).of(system.expression(X)) == (3, 3)
    (found,) = inspect([release])
    assert (found.low, found.high, found.holds) == (3, 3, False)


def test_the_gate_itself_asks_for_whole_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where whole tables say that a hidden number is known, the rows are made coarser although the programme was content."""
    rows = {name: dict(zip(POINTS, (5, 9, 11, 20, 8), strict=True)) for name in ("A", "B", "C")}
    rows["D"] = dict.fromkeys(POINTS, 1)
    asked = question(rows, categories=POINTS, collapse=THREE)
    assert len(clear([asked], SURVEY).tables[0].rows) == 3
    real = WholeTables.of

    def narrow(self: WholeTables, terms: dict[int, int]) -> tuple[int, int | None] | None:
        found = real(self, terms)
        return found if found is None or found[1] is None or found[1] > 60 else (1, found[1])

    monkeypatch.setattr(WholeTables, "of", narrow)
    assert len(clear([asked], SURVEY).tables[0].rows) < 3


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 997), st.integers(1, 997), st.integers(0, 400), st.integers(0, 400), st.integers(0, 3))
def test_awkward_coefficients(a: int, b: int, x: int, y: int, width: int) -> None:
    """Every x that some y fits is in the programme's range, and the whole range's ends are the first and last of them."""
    low, high = a * x + b * y, a * x + b * y + width
    fits = [n for n in range(high // a + 1) if (high - a * n) // b >= max(0, math.ceil((low - a * n) / b))]
    system = System([weighed(a, b, low, high)])
    terms = system.expression(X)
    least, greatest = Ranges(system).of(terms)
    assert greatest is not None
    assert least <= fits[0] <= fits[-1] <= greatest
    assert WholeTables(system).of(terms) == (fits[0], fits[-1])


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 100_000), st.integers(0, 12), st.sampled_from([0, 1]))
def test_counts_of_a_hundred_thousand(large: int, small: int, off: int) -> None:
    """A total of 100,000 does not blur the few beside it: the ends are right to the last person."""

    def said(number: int, members: tuple[tuple[str, ...], ...] | None, slack: int = 0) -> Statement:
        place = {} if members is None else {"axes": GROUP, "members": members}
        return Statement(cells=Cells(universe="u", **place), low=number - slack, high=number + slack)

    rows = (said(large + small, None), said(large, (("A",),), off))
    system = System([Release(universe="u", unit="answers", axes={GROUP: BOTH}, statements=rows)])
    terms = system.expression(Cells(universe="u", axes=GROUP, members=(("B",),)))
    expected = (max(0, small - off), min(small + off, large + small))
    assert Ranges(system).of(terms) == expected
    assert WholeTables(system).of(terms) == expected


def test_what_no_table_was_found_for_in_time_is_not_taken_for_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    release = replace(weighed(2, 5, 110, 120), targets=(Target(cells=X, low=0, high=4, label="x"),))
    assert all(found.holds for found in inspect([release]))
    monkeypatch.setattr(WholeTables, "_fulfils", lambda _self, _table: False)
    assert not any(found.holds for found in inspect([release]))


def test_what_the_solver_answers_is_put_into_every_equation() -> None:
    """A table that misses an equation by one person, or has less than nobody somewhere, is no table."""
    import numpy

    tables = WholeTables(System([weighed(2, 5, 11)]))
    numbers = numpy.zeros(tables._columns, dtype=numpy.int64)
    assert not tables._fulfils(numbers)
    assert not tables._fulfils(numbers - 1)


@pytest.mark.parametrize("people", [100, 100_000])
def test_a_share_among_many_is_right_to_the_point(people: int) -> None:
    """Nine of a hidden group in a row of very many: from none to all of them may have said so."""
    axes = {GROUP: BOTH}
    everyone = Cells(universe="u", question="q", weights=(("ja", 1), ("nej", 1)))
    yes = replace(everyone, weights=(("ja", 1),))
    hidden = {"axes": GROUP, "members": (("B",),)}
    statements = (
        Statement(cells=Cells(universe="u"), low=people, high=people),
        Statement(cells=yes, low=people // 2, high=people // 2),
        Statement(cells=Cells(universe="u", **hidden), low=9, high=9),
    )
    target = Target(cells=replace(yes, **hidden), of=replace(everyone, **hidden), low=0, high=50, kind="share")
    release = Release(
        universe="u",
        unit="answers",
        axes=axes,
        questions={"q": ("ja", "nej")},
        statements=statements,
        targets=(target,),
    )
    system = System([release])
    terms, of = system.expression(target.cells), system.expression(target.of or everyone)
    assert Shares(system, "q").of(terms, of) == (0, 100)


# --- hidden means ---


def test_a_hidden_mean_is_promised_one_and_a_half_steps() -> None:
    rows = {
        "A": dict(zip(POINTS, (2, 4, 6, 16, 12), strict=True)),
        "B": dict(zip(POINTS, (3, 3, 6, 7, 6), strict=True)),
        "C": dict(zip(POINTS, (1, 2, 2, 1, 0), strict=True)),
        "D": dict(zip(POINTS, (5, 9, 11, 20, 8), strict=True)),
    }
    table = question(rows, categories=POINTS, collapse=THREE, scores={point: int(point) for point in POINTS})
    found = {(range_.label, range_.kind): range_ for range_ in inspect(clear([table], SURVEY).releases)}
    mean = found["C", "mean"]
    assert mean.promised_high == 150
    assert mean.holds
    assert (mean.high or 0) - mean.low >= 150


def test_a_mean_that_is_given_away_is_caught_though_its_number_is_not() -> None:
    """B's number is anything from 0 to 9, but all who rated there gave five points or four: the mean is between them."""
    points = tuple((point, int(point)) for point in POINTS)
    hidden = Cells(universe="u", axes=GROUP, members=(("B",),), question="q", weights=points)
    of = replace(hidden, weights=tuple((point, 1) for point in POINTS))
    low = replace(hidden, weights=(("1", 1), ("2", 1), ("3", 1)))
    release = Release(
        universe="u", unit="answers", axes={GROUP: BOTH}, questions={"q": POINTS},
        statements=(Statement(cells=low, low=0, high=0, said="share"),),
        targets=(Target(cells=hidden, of=of, low=0, high=150, kind="mean", label="B"),),
    )  # fmt: skip
    (found,) = inspect([release])
    assert (found.low, found.high, found.holds) == (400, 500, False)


@pytest.mark.parametrize(
    ("answers", "kept"),
    [((10, 0, 0, 0, 10), 150), ((0, 0, 0, 20, 11), 100), ((0, 0, 0, 31, 0), 0), ((0, 0, 0, 28, 3), 0), ((3, 0, 0, 0, 31), 100)],
)  # fmt: skip
def test_no_more_is_promised_of_a_mean_than_the_row_around_it_allows(answers: tuple[int, ...], kept: int) -> None:
    scores = {point: int(point) for point in POINTS}
    assert hundredths_to_keep(dict(zip(POINTS, answers, strict=True)), scores, 10) == kept
