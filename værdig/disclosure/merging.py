"""Which rows become one: small members into their family, else into *Øvrige*, before anything is hidden.

Only sizes and families are looked at here; what an outsider could still work out is asked in `exact` and mended in `clear`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from værdig.disclosure.contracts import Member

Group = frozenset[Member]
Size = Callable[[Group], int]


class Merger:
    """The rule for one table: how many are behind a group, how many it takes, and which members belong together."""

    def __init__(self, size: Size, threshold: int, family: Mapping[Member, str], forced: Group = frozenset()) -> None:
        self._size = size
        self._threshold = threshold
        self._family = family
        self._forced = forced

    def small(self, group: Group) -> bool:
        """Whether a group must not be a row of its own: too few, or a member that is hidden elsewhere for the same people."""
        return self._size(group) < self._threshold or (len(group) == 1 and group <= self._forced)

    def merge(self, groups: Iterable[Group]) -> list[Group]:
        """Return the groups with every small one merged: with its family first, else in one group of all that is left.

        A merged row has at least two groups in it, so that no small one stands alone. The result may be a single group: then the
        breakdown says nothing beyond the total.
        """
        rows = list(groups)
        left: list[Group] = []
        for family in sorted({self.family_of(row) for row in rows if self.small(row)} - {""}):
            rows, leftover = self._pool(rows, [r for r in rows if self.family_of(r) == family])
            left += leftover
        pooled = [row for row in rows if self.small(row) or row in left]
        return self._absorb(rows, pooled)

    def family_of(self, group: Group) -> str:
        """Return the family that all members of a group share, or the empty text."""
        families = {self._family.get(member, "") for member in group}
        return families.pop() if len(families) == 1 else ""

    def with_next(self, rows: list[Group], group: Group) -> list[Group]:
        """Return the rows with `group` merged with the smallest other one, its own family first."""
        others = [row for row in rows if row != group]
        kin = [row for row in others if self.family_of(row) == self.family_of(group) != ""]
        smallest = min(kin or others, key=self.order)
        return join(rows, group | smallest)

    def order(self, group: Group) -> tuple[int, list[Member]]:
        """Return the sort key from small to large, the same in every run."""
        return self._size(group), sorted(group)

    def _pool(self, rows: list[Group], kin: list[Group]) -> tuple[list[Group], list[Group]]:
        """Merge the small rows of one family; if even the whole family is too small, its rows are left over."""
        merged = self._absorb(kin, [row for row in kin if self.small(row)])
        if any(self.small(row) for row in merged) or len(kin) == 1:
            return rows, kin
        return [row for row in rows if row not in kin] + merged, []

    def _absorb(self, rows: list[Group], pooled: list[Group]) -> list[Group]:
        """Merge `pooled` and then the smallest others into one row until it is large enough."""
        if not pooled:
            return rows
        others = sorted((row for row in rows if row not in pooled), key=self.order)
        pooled = list(pooled)
        while others and (len(pooled) < 2 or self.small(frozenset().union(*pooled))):
            pooled.append(others.pop(0))
        return [*others, frozenset().union(*pooled)]


def join(rows: Iterable[Group], wanted: Group) -> list[Group]:
    """Return the rows with all that touch `wanted` made one."""
    rows = list(rows)
    touched = [row for row in rows if row & wanted]
    if not touched:
        return rows
    return [*(row for row in rows if not row & wanted), frozenset().union(*touched)]
