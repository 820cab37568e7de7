"""What an outsider could work out from everything released so far, and whether that breaks a promise; mending is in `clear`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from værdig.disclosure.bounds import Ranges, Shares
from værdig.disclosure.elimination import Fixed
from værdig.disclosure.evidence import Release, Target
from værdig.disclosure.system import Expression, System
from værdig.disclosure.whole import NotShown, WholeTables


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The range an outsider is left with for one target, in persons, or for a share in points.

    For a mean in hundredths of a step. `high` None is unbounded; `fixed` means that equalities alone give a number away; `whole`
    that the range of a count is that of tables of whole numbers, not of the linear programme; `shown` False that no such table
    was found in time, which counts as a promise broken.
    """

    target: Target
    low: int
    high: int | None
    fixed: bool
    whole: bool = False
    shown: bool = True

    @property
    def holds(self) -> bool:
        """Whether the range still reaches over all that was promised."""
        return self.shown and self.target.kept_by(self.low, self.high)


def audit(
    releases: Sequence[Release], targets: Iterable[Target] | None = None, *, whole: bool = False
) -> Iterator[Finding]:
    """Yield the finding for each target (all that the releases promise, unless given), reasoning from all releases together.

    With `whole`, a promise about a count is only found kept where tables of whole numbers show it; that takes longer. The
    releases must be of connected universes (see `connected`). Raises Infeasible when they contradict each other.
    """
    wanted = list(dict.fromkeys(targets if targets is not None else promised(releases)))
    if not wanted:
        return
    auditor = _Auditor(releases, wanted, whole=whole)
    for target in wanted:
        yield auditor.find(target)


class _Auditor:
    """One system, its elimination and its programmes, asked about one target after the other."""

    def __init__(self, releases: Sequence[Release], wanted: Sequence[Target], *, whole: bool) -> None:
        self._whole = whole
        self._system = System(releases)
        for target in wanted:
            self._terms(target)  # every unknown must be there before the programmes are built
        self._ranges = Ranges(self._system)
        self._shares: dict[str, Shares] = {}

    def find(self, target: Target) -> Finding:
        terms, of = self._terms(target)
        if of is None:
            return self._count(target, terms)
        question = target.cells.question
        if question not in self._shares:
            self._shares[question] = Shares(self._system, question)
        low, high = self._shares[question].of(terms, of)  # in hundredths: of a whole, or of a step
        return Finding(target=target, low=low, high=high, fixed=False)

    def _count(self, target: Target, terms: Expression) -> Finding:
        """Bound a sum; where one value is left, ask elimination whether equalities alone fix it, and take its exact value."""
        low, high = self._ranges.of(terms)
        if self._whole and target.kept_by(low, high):
            try:
                low, high = self._tables.of(terms) or (low, high)
            except NotShown:
                return Finding(target=target, low=low, high=high, fixed=False, whole=True, shown=False)
        value = self._elimination.value(terms, target.cells.question) if low == high else None
        if value is not None:
            low = high = int(value)
        return Finding(target=target, low=low, high=high, fixed=value is not None, whole=self._whole)

    @cached_property
    def _elimination(self) -> Fixed:
        return Fixed(self._system)

    @cached_property
    def _tables(self) -> WholeTables:
        return WholeTables(self._system)

    def _terms(self, target: Target) -> tuple[Expression, Expression | None]:
        of = None if target.of is None else self._system.expression(target.of)
        return self._system.expression(target.cells), of


def promised(releases: Iterable[Release]) -> list[Target]:
    """Return every target of the releases, each once; of two promises about the same cells the wider counts."""
    widest: dict[tuple[object, str], Target] = {}
    for release in releases:
        for target in release.targets:
            key = (target.cells, target.kind)
            if key not in widest or target.high > widest[key].high:
                widest[key] = target
    return list(widest.values())


def failures(releases: Sequence[Release], first: Iterable[Target] = (), *, whole: bool = False) -> Iterator[Finding]:
    """Yield the findings that break a promise, looking at the targets in `first` before the others; `whole` as in `audit`."""
    every = promised(releases)
    order = [target for target in first if target in set(every)]
    return (finding for finding in audit(releases, [*order, *every], whole=whole) if not finding.holds)


def known_before(releases: Iterable[Release], finding: Finding) -> bool:
    """Whether the numbers invited alone, which everybody knows, narrow the target as much: then no release gave anything away."""
    unsaid = [as_unsaid(release) for release in releases]
    before = next(audit(unsaid, [finding.target], whole=finding.whole))
    return (before.low, before.high) == (finding.low, finding.high)


def as_unsaid(release: Release) -> Release:
    """Return a release as if nothing but the numbers invited had been published."""
    return replace(release, statements=tuple(s for s in release.statements if s.said == "invited"))


def connected(releases: Iterable[Release]) -> list[list[Release]]:
    """Return the releases in groups that share people: the same universe, or a whole and its parts."""
    groups: list[tuple[set[str], list[Release]]] = []
    for release in releases:
        names = {release.universe, *release.parts}
        touching = [group for group in groups if group[0] & names]
        others = [group for group in groups if not group[0] & names]
        merged = [found for _names, members in touching for found in members]
        groups = [*others, (names.union(*(group[0] for group in touching)), [*merged, release])]
    return [members for _names, members in groups]
