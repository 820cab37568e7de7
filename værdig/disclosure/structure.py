"""Which breakdowns, members, questions and partitions a set of releases speaks of; the equations between them are in `system`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from værdig.disclosure.contracts import Member
from værdig.disclosure.evidence import NOBODY_ASKED, Cells, PutTo, Release
from værdig.disclosure.unions import Group

Axes = tuple[str, ...]
Block = tuple[str, Axes, str]
"""Universe, breakdown and question: one table of unknowns."""


class Structure:
    """The frame of the unknowns: what everybody knows before any number is published."""

    def __init__(self, releases: Sequence[Release]) -> None:
        self._parts: dict[str, set[tuple[str, ...]]] = {}
        self._members: dict[tuple[str, Axes], dict[Member, None]] = {}
        self._categories: dict[str, dict[str, None]] = {NOBODY_ASKED: {"": None}}
        self._put_to: dict[str, PutTo] = {}
        self._overlapping: set[Axes] = set()
        self._uncovered: set[tuple[str, Axes]] = set()
        self._spoken: set[tuple[str, Axes]] = set()
        for release in releases:
            self._read(release)
        said = [row.cells for release in releases for row in release.statements]
        said += [row.cells for release in releases for row in release.targets]
        self._spread_members()
        self.unions = self._unions(said)
        self.blocks = self._blocks(said)

    def members(self, universe: str, axes: Axes) -> list[Member]:
        """Return the members of a breakdown in a universe, as everybody knows them."""
        return [()] if not axes else list(self._members[universe, axes])

    def categories(self, question: str) -> list[str]:
        """Return a question's categories."""
        return list(self._categories[question])

    def put_to(self, question: str) -> PutTo:
        """Return whom a question was put to, as far as the earlier questions are known; no conditions where everybody was asked."""
        unasked, conditions = self._put_to.get(question, ("", {}))
        return unasked, {earlier: asked for earlier, asked in conditions.items() if earlier in self._categories}

    def partitions(self, universe: str) -> list[tuple[str, ...]]:
        """Return each way the universe is known to be split into others."""
        return sorted(self._parts.get(universe, ()))

    def covered(self, universe: str, axes: Axes) -> bool:
        """Whether everybody is in at least one member of an overlapping breakdown, as far as releases tell."""
        if (universe, axes) in self._spoken:
            return (universe, axes) not in self._uncovered
        return any(all(self.covered(part, axes) for part in parts) for parts in self._parts.get(universe, ()))

    def margins(self, universe: str, axes: Axes) -> list[Axes]:
        """Return the next coarser breakdowns of the universe that this one adds up to."""
        coarser = [other for other in self._axes_of(universe) if set(other) < set(axes)]
        return [one for one in coarser if not any(set(one) < set(other) for other in coarser)]

    def _read(self, release: Release) -> None:
        if release.parts:
            self._parts.setdefault(release.universe, set()).add(release.parts)
        for axes, members in release.axes.items():
            if axes:
                self._members.setdefault((release.universe, axes), {}).update(dict.fromkeys(members))
        for question, categories in release.questions.items():
            self._categories.setdefault(question, {}).update(dict.fromkeys(categories))
        self._put_to.update(release.put_to)
        self._spoken.update((release.universe, axes) for axes in release.axes)
        self._overlapping.update(release.overlapping)
        self._uncovered.update((release.universe, axes) for axes in release.uncovered)

    def _spread_members(self) -> None:
        """A whole has every member of its parts, and a part with no list of its own has the whole's."""
        for _round in range(len(self._parts) + 1):
            for whole, partitions in self._parts.items():
                for parts in partitions:
                    self._share(whole, parts)
        for universe in {universe for universe, _axes in self._members}:
            self._close(universe)

    def _share(self, whole: str, parts: Iterable[str]) -> None:
        for axes in {axes for universe, axes in self._members if universe in {whole, *parts}}:
            for part in parts:
                own = self._members.get((part, axes), {})
                self._members.setdefault((whole, axes), {}).update(own)
            for part in parts:
                self._members.setdefault((part, axes), dict(self._members[whole, axes]))

    def _close(self, universe: str) -> None:
        """Where two crossings share axes, their common margin is a breakdown too."""
        found = True
        while found:
            found = False
            for a in self._axes_of(universe):
                for b in self._axes_of(universe):
                    common = tuple(axis for axis in a if axis in b)
                    if common and common not in self._axes_of(universe):
                        places = [a.index(axis) for axis in common]
                        margin = (tuple(m[p] for p in places) for m in self.members(universe, a))
                        self._members[universe, common] = dict.fromkeys(margin)
                        found = True

    def _axes_of(self, universe: str) -> list[Axes]:
        return [(), *sorted(axes for owner, axes in self._members if owner == universe)]

    def _kin(self, universe: str) -> list[str]:
        """Return the universe with its parts and the wholes it belongs to, near and far."""
        kin = {universe}
        while True:
            near = {
                other
                for whole, partitions in self._parts.items()
                for parts in partitions
                for other in (whole, *parts)
                if kin & {whole, *parts}
            }
            if near <= kin:
                return sorted(kin)
            kin |= near

    def _unions(self, said: Iterable[Cells]) -> dict[tuple[str, Axes], list[Group]]:
        sets: dict[tuple[str, Axes], set[Group]] = {}
        for cells in said:
            if cells.axes in self._overlapping:
                for universe in self._kin(cells.universe):
                    whole = frozenset(self.members(universe, cells.axes))
                    sets.setdefault((universe, cells.axes), {whole}).add(whole & frozenset(cells.members))
        return {key: sorted(groups, key=sorted) for key, groups in sets.items()}

    def _blocks(self, said: Iterable[Cells]) -> list[Block]:
        wanted: set[Block] = set()
        for cells in said:
            for universe in self._kin(cells.universe):
                for axes in [cells.axes, *self._below(universe, cells.axes)]:
                    asked = [cells.question, *self.put_to(cells.question)[1]]
                    wanted |= {(universe, axes, question) for question in (*asked, NOBODY_ASKED)}
        return sorted(wanted)

    def _below(self, universe: str, axes: Axes) -> list[Axes]:
        return [other for other in self._axes_of(universe) if set(other) < set(axes)]
