"""Sums of hidden rows that equalities give away: none of the rows is known, but how many they are together is, and that is too few.

Two half-years and their year can do that: what one tells of two rows together and the whole of the same two, the rest says of the other
half-year. Single rows and those that are known to belong together are promised in `plans`; here is any other sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from værdig.disclosure.elimination import CONSTANT, Fixed, Row
from værdig.disclosure.evidence import HEADS, NOBODY_ASKED, Cells, Release, Target
from værdig.disclosure.system import System

MOST_ROWS = 12
"""Equalities of one knot that are put together in every way; of more, only up to two at a time."""


def given_away(releases: Sequence[Release]) -> Iterator[Target]:
    """Yield, as promises that are broken, the sums of several rows of a breakdown that are fixed and too few; the smallest first.

    What is too few is one more than the most that the releases themselves promise to keep possible of any count.
    """
    promised = [target.high for release in releases for target in release.targets if target.kind == "count"]
    if not promised:
        return
    system = System(releases)
    fixed = Fixed(system)
    labels = _labels(releases)
    for universe, axes, question in system.structure.blocks:
        if axes and question == NOBODY_ASKED:
            for members in sorted(_too_few(system, fixed, universe, axes, max(promised)), key=len):
                cells = Cells(universe=universe, axes=axes, members=tuple(sorted(members)))
                names = ", ".join(labels.get((axes, member), " ".join(member)) for member in sorted(members))
                yield Target(cells=cells, low=0, high=max(promised), label=names)


def _labels(releases: Iterable[Release]) -> dict[object, str]:
    """Return what single rows are called, as far as a promise about one says it."""
    return {
        (target.cells.axes, target.cells.members[0]): target.label
        for release in releases
        for target in release.targets
        if len(target.cells.members) == 1 and target.cells.weights == HEADS
    }


def _too_few(
    system: System, fixed: Fixed, universe: str, axes: tuple[str, ...], most: int
) -> Iterator[frozenset[tuple[str, ...]]]:
    members: dict[int, tuple[str, ...]] = {}
    if system.shares_people(universe, axes):
        return  # how many are in either of two is no sum
    for member in system.structure.members(universe, axes):
        terms = system.expression(Cells(universe=universe, axes=axes, members=(member,)))
        members[next(iter(terms))] = member
    for chosen, number in sums_of(fixed.between(members)):
        if number <= most and len(chosen) > 1:
            yield frozenset(members[unknown] for unknown in chosen)


def sums_of(rows: Iterable[Row]) -> Iterator[tuple[frozenset[int], Fraction]]:
    """Yield every set of unknowns whose plain sum the equalities fix, with that sum, save those that fix each one by itself.

    The rows are in reduced echelon form: an unknown of its own leads each, so a sum is told by which rows are taken. Sums that share
    no equality are not put together: where they are too few together, each of them is.
    """
    for knot in _knots([row for row in rows if len(row.keys() - {CONSTANT}) > 1]):
        for taken in _some_of(knot):
            total: Row = {}
            for row in taken:
                for unknown, value in row.items():
                    total[unknown] = total.get(unknown, Fraction(0)) + value
            constant = total.pop(CONSTANT, Fraction(0))
            if set(total.values()) <= {Fraction(0), Fraction(1)}:
                yield frozenset(unknown for unknown, value in total.items() if value), -constant


def _some_of(knot: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    most = len(knot) if len(knot) <= MOST_ROWS else 2
    for number in range(1, most + 1):
        yield from combinations(knot, number)


def _knots(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows in lots that share unknowns."""
    knots: list[tuple[set[int], list[Row]]] = []
    for row in rows:
        names = row.keys() - {CONSTANT}
        touching = [knot for knot in knots if knot[0] & names]
        knots = [knot for knot in knots if not knot[0] & names]
        knots.append((names.union(*(knot[0] for knot in touching)), [r for k in touching for r in k[1]] + [row]))
    return [lot for _names, lot in knots]
