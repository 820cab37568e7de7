"""Exact rational elimination: which sums are fixed by equalities alone, with no tolerance and no solver."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from værdig.disclosure.evidence import NOBODY_ASKED
from værdig.disclosure.system import Equation, Expression, System

Row = dict[int, Fraction]
CONSTANT = -1
"""The key of a row's constant: a row says that its terms and its constant add up to nothing."""


class Basis:
    """Equalities in reduced echelon form; `first` are the unknowns to eliminate before others."""

    def __init__(self, first: Iterable[int] = ()) -> None:
        self._first = frozenset(first)
        self._rows: dict[int, Row] = {}

    def add(self, row: Row) -> None:
        """Take one more equality; what is already implied changes nothing."""
        row = self.reduce(row)
        unknowns = [number for number in row if number != CONSTANT]
        if not unknowns:
            return
        pivot = min(unknowns, key=lambda number: (number not in self._first, number))
        scale = row[pivot]
        row = {number: value / scale for number, value in row.items()}
        for other in self._rows.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        self._rows[pivot] = row

    def reduce(self, row: Row) -> Row:
        """Return the row with every pivot replaced by what it equals."""
        row = dict(row)
        for pivot in [number for number in row if number in self._rows]:
            _subtract(row, self._rows[pivot], row[pivot])
        return row

    def rows(self) -> list[Row]:
        """Return every equality, in reduced echelon form."""
        return [dict(row) for row in self._rows.values()]

    def rest(self) -> list[Row]:
        """Return the equalities that hold between the unknowns not in `first`."""
        return [dict(row) for pivot, row in self._rows.items() if pivot not in self._first]


def _subtract(row: Row, other: Row, factor: Fraction) -> None:
    for number, value in list(other.items()):
        left = row.get(number, Fraction(0)) - factor * value
        if left:
            row[number] = left
        else:
            row.pop(number, None)


class Fixed:
    """Which sums of a system its equalities fix.

    Questions meet only in the head counts, save those that are tied to each other, so these are eliminated together and every other
    alone, what each says about heads is put together, and
    the result is the same as eliminating everything at once.
    """

    def __init__(self, system: System) -> None:
        exact = [equation for equation in system.equations if equation.exact]
        self._questions: dict[str, Basis] = {}
        heads = Basis()
        asked = {name for equation in exact for name in equation.questions} - {NOBODY_ASKED}
        for questions in sorted({system.together(name) for name in asked}, key=sorted):
            basis = Basis(number for number, name in enumerate(system.question_of) if name in questions)
            self._questions |= dict.fromkeys(questions, basis)
            for equation in exact:
                if questions & equation.questions:
                    basis.add(_row(equation))
            for row in basis.rest():
                heads.add(row)
        for equation in exact:
            if equation.questions <= {NOBODY_ASKED}:
                heads.add(_row(equation))
        self._heads = heads

    def between(self, unknowns: Iterable[int]) -> list[Row]:
        """Return the equalities between these head counts alone, in reduced echelon form."""
        wanted = frozenset(unknowns)
        basis = Basis(number for row in self._heads.rows() for number in row.keys() - wanted)
        for row in self._heads.rows():
            basis.add(row)
        return basis.rest()

    def value(self, terms: Expression, question: str) -> Fraction | None:
        """Return the only value the sum can have, or None when the equalities leave it open."""
        row: Row = {number: Fraction(weight) for number, weight in terms.items()}
        if question in self._questions:
            row = self._questions[question].reduce(row)
        row = self._heads.reduce(row)
        constant = row.pop(CONSTANT, Fraction(0))
        return None if row else constant


def _row(equation: Equation) -> Row:
    row = {number: Fraction(weight) for number, weight in equation.terms.items()}
    if equation.low:
        row[CONSTANT] = Fraction(-equation.low)
    return row
