"""What can be said of the sizes of unions when members share people (one case, several themes).

For a family of sets that nest (themes inside principles inside everything) the inequalities below are all there are: any
whole numbers that fulfil them can be realised by real cases. Where two published unions cross, submodularity is added, which
is necessary but need not be all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from værdig.disclosure.contracts import Member

Group = frozenset[Member]
Bound = tuple[list[Group], list[Group]]
"""The sizes of the first groups together are at least the sizes of the second together."""


class UnionFamily:
    """The unions of members that something is said or hidden about, with single members and the union of all."""

    def __init__(self, sets: Iterable[Group]) -> None:
        given = {group for group in sets if group}
        self.whole: Group = frozenset().union(*given)
        crossing = [pair for pair in combinations(given, 2) if _cross(*pair)]
        singles = {frozenset([member]) for member in self.whole}
        family = given | singles | {self.whole} | {a | b for a, b in crossing} | {a & b for a, b in crossing}
        self.sets: list[Group] = sorted(family, key=lambda group: (len(group), sorted(group)))

    def bounds(self) -> Iterator[Bound]:
        """Yield the inequalities between the sizes of the family's sets."""
        for group in self.sets:
            if len(group) == 1:
                continue
            inside = self._largest_inside(group)
            for smaller in inside:
                yield [group], [smaller]
            yield _disjoint_cover(group, self.sets), [group]
        known = set(self.sets)
        for a, b in combinations(self.sets, 2):
            if _cross(a, b) and {a | b, a & b} <= known:
                yield [a, b], [a | b, a & b]

    def _largest_inside(self, group: Group) -> list[Group]:
        inside = [other for other in self.sets if other < group]
        return [one for one in inside if not any(one < other for other in inside)]


def _cross(a: Group, b: Group) -> bool:
    return not (a.isdisjoint(b) or a <= b or b <= a)


def _disjoint_cover(group: Group, sets: Iterable[Group]) -> list[Group]:
    """Return disjoint sets of the family, as large as can be, that make up `group`: its size is at most theirs."""
    cover: list[Group] = []
    left = set(group)
    for other in sorted((s for s in sets if s < group), key=len, reverse=True):
        if other <= left:
            cover.append(other)
            left -= other
    return cover
