"""The linear system an outsider can write down: unknown base cells, what ties them together, and what was published.

Unknowns are the numbers of people per universe, breakdown, question, member and category. They are tied by what everybody
knows: each person is in one category of each question, breakdowns of the same people add up to the same totals, a year is its
half-years, and a question that follows an answer was put to those who gave it. Solving is done in `elimination` (equalities) and `bounds` (everything).

What is modelled exactly: any one breakdown, any one question over any breakdowns, crossings of axes that are published.
Two breakdowns that are never crossed in a publication are tied through their totals per category only; that one crossing fits
*all* questions at once is not demanded, so with several questions the ranges found can be wider than the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from værdig.disclosure.contracts import Member
from værdig.disclosure.evidence import NOBODY_ASKED, Cells, Release
from værdig.disclosure.structure import Axes, Structure
from værdig.disclosure.unions import Group, UnionFamily

Expression = dict[int, int]
"""Variable number to whole coefficient."""


@dataclass(frozen=True)
class Equation:
    """`low` <= sum of coefficient times variable <= `high`; None is no bound. `questions` are those its unknowns belong to."""

    terms: Expression
    low: int | None
    high: int | None
    questions: frozenset[str]

    @property
    def exact(self) -> bool:
        """Whether it is an equality."""
        return self.low is not None and self.low == self.high


class System:
    """The unknowns and equations of a set of releases over connected universes."""

    def __init__(self, releases: Sequence[Release]) -> None:
        self.structure = Structure(releases)
        self.question_of: list[str] = []
        self.equations: list[Equation] = []
        self._index: dict[tuple[str, Axes, str, object, str], int] = {}
        self._families = {key: UnionFamily(sets) for key, sets in self.structure.unions.items()}
        for universe, axes, question in self.structure.blocks:
            self._tie(universe, axes, question)
        for release in releases:
            for statement in release.statements:
                self._add(self.expression(statement.cells), statement.low, statement.high)

    def shares_people(self, universe: str, axes: Axes) -> bool:
        """Whether members of the breakdown share people, so that its unknowns are unions."""
        return (universe, axes) in self._families

    def expression(self, cells: Cells) -> Expression:
        """Return a sum of cells as coefficients of the unknowns."""
        keys: Iterable[object] = cells.members
        if (cells.universe, cells.axes) in self._families:
            keys = [frozenset(cells.members)]
        terms: Expression = {}
        for key in keys:
            for category, weight in cells.weights:
                number = self._variable(cells.universe, cells.axes, cells.question, key, category)
                terms[number] = terms.get(number, 0) + weight
        return terms

    def _variable(self, universe: str, axes: Axes, question: str, key: object, category: str) -> int:
        name = (universe, axes, question, key, category)
        if name not in self._index:
            self._index[name] = len(self.question_of)
            self.question_of.append(question)
        return self._index[name]

    def _add(self, terms: Expression, low: int | None, high: int | None) -> None:
        kept = {number: weight for number, weight in terms.items() if weight}
        self.equations.append(Equation(kept, low, high, frozenset(self.question_of[number] for number in kept)))

    def _tie(self, universe: str, axes: Axes, question: str) -> None:
        """Add everything known about one block beforehand."""
        keys = self._keys(universe, axes)
        if question != NOBODY_ASKED:
            self._tie_to_heads(universe, axes, question, keys)
            self._tie_to_earlier(universe, axes, question, keys)
        if (universe, axes) in self._families:
            self._tie_unions(universe, axes, question)
        else:
            self._tie_to_margins(universe, axes, question)
        for parts in self.structure.partitions(universe):
            self._tie_to_parts(universe, axes, question, keys, parts)

    def _keys(self, universe: str, axes: Axes) -> Sequence[object]:
        family = self._families.get((universe, axes))
        return self.structure.members(universe, axes) if family is None else family.sets

    def _tie_to_heads(self, universe: str, axes: Axes, question: str, keys: Iterable[object]) -> None:
        """Everybody is in exactly one category of a question."""
        for key in keys:
            terms = {
                self._variable(universe, axes, question, key, category): 1
                for category in self.structure.categories(question)
            }
            terms[self._variable(universe, axes, NOBODY_ASKED, key, "")] = -1
            self._add(terms, 0, 0)

    def _tie_to_earlier(self, universe: str, axes: Axes, question: str, keys: Iterable[object]) -> None:
        """Those whom a question was put to are those who gave certain answers before; with several conditions, at most those of each."""
        unasked, conditions = self.structure.put_to(question)
        asked = [category for category in self.structure.categories(question) if category != unasked]
        for key in keys:
            for earlier, answers in conditions.items():
                terms = {self._variable(universe, axes, question, key, category): 1 for category in asked}
                terms |= {self._variable(universe, axes, earlier, key, category): -1 for category in answers}
                self._add(terms, 0 if len(conditions) == 1 else None, 0)

    def together(self, question: str) -> frozenset[str]:
        """Return the questions that are tied to one, near and far, with itself: they are reasoned with together."""
        found = {question}
        while (
            more := {name for equation in self.equations if found & equation.questions for name in equation.questions}
            - found
            - {NOBODY_ASKED}
        ):
            found |= more
        return frozenset(found)

    def _tie_to_margins(self, universe: str, axes: Axes, question: str) -> None:
        """A breakdown adds up to every coarser breakdown it contains, and to everybody."""
        for coarser in self.structure.margins(universe, axes):
            places = [axes.index(axis) for axis in coarser]
            for category in self.structure.categories(question):
                sums: dict[Member, Expression] = {member: {} for member in self.structure.members(universe, coarser)}
                for member in self.structure.members(universe, axes):
                    margin = tuple(member[place] for place in places)
                    sums[margin][self._variable(universe, axes, question, member, category)] = 1
                for margin, terms in sums.items():
                    terms[self._variable(universe, coarser, question, margin, category)] = -1
                    self._add(terms, 0, 0)

    def _tie_to_parts(
        self, universe: str, axes: Axes, question: str, keys: Iterable[object], parts: Sequence[str]
    ) -> None:
        """A universe is the sum of the universes that partition it."""
        for key in keys:
            found = [(part, self._key_in(part, axes, key)) for part in parts]
            shares = [(part, own) for part, own in found if own is not None]
            if any(own not in self._keys(part, axes) for part, own in shares):
                continue
            for category in self.structure.categories(question):
                terms = {self._variable(part, axes, question, own, category): 1 for part, own in shares}
                terms[self._variable(universe, axes, question, key, category)] = -1
                self._add(terms, 0, 0)

    def _key_in(self, part: str, axes: Axes, key: object) -> object | None:
        """Return what a member, or a union of members, is called in a part that may know fewer members; None for nobody."""
        members = self.structure.members(part, axes)
        if isinstance(key, frozenset):
            return key.intersection(members) or None
        return key if key in members else None

    def _tie_unions(self, universe: str, axes: Axes, question: str) -> None:
        """Members that share people: a union is at least each of its parts and at most their sum."""
        family = self._families[universe, axes]
        for category in self.structure.categories(question):

            def number(group: Group, category: str = category) -> int:
                return self._variable(universe, axes, question, group, category)

            for upper, lower in family.bounds():
                terms: Expression = {}
                for group in upper:
                    terms[number(group)] = terms.get(number(group), 0) + 1
                for group in lower:
                    terms[number(group)] = terms.get(number(group), 0) - 1
                self._add(terms, 0, None)
            everybody = self._variable(universe, (), question, (), category)
            covered = self.structure.covered(universe, axes)
            self._add({everybody: 1, number(family.whole): -1}, 0, 0 if covered else None)
