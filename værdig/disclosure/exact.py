"""What an outsider could work out from everything released so far, and whether that breaks a promise; mending is in `clear`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from værdig.disclosure.bounds import Ranges
from værdig.disclosure.elimination import Fixed
from værdig.disclosure.evidence import Release, Target
from værdig.disclosure.system import System


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The range an outsider is left with for one target. `high` None is unbounded; `fixed` means equalities alone give it away."""

    target: Target
    low: int
    high: int | None
    fixed: bool

    @property
    def holds(self) -> bool:
        """Whether the range still reaches over all that was promised."""
        return self.low <= self.target.low and (self.high is None or self.high >= self.target.high)


def audit(releases: Sequence[Release], targets: Iterable[Target] | None = None) -> Iterator[Finding]:
    """Yield the finding for each target (all that the releases promise, unless given), reasoning from all releases together.

    The releases must be of connected universes (see `connected`). Raises Infeasible when they contradict each other.
    """
    wanted = list(dict.fromkeys(targets if targets is not None else promised(releases)))
    if not wanted:
        return
    system = System(releases)
    questions = [(target, system.expression(target.cells)) for target in wanted]
    ranges = Ranges(system)
    fixed = Fixed(system)
    for target, terms in questions:
        value = fixed.value(terms, target.cells.question)
        if value is None:
            low, high = ranges.of(terms)
            yield Finding(target=target, low=low, high=high, fixed=False)
        else:
            yield Finding(target=target, low=int(value), high=int(value), fixed=True)


def promised(releases: Iterable[Release]) -> list[Target]:
    """Return every target of the releases, each once; of two promises about the same cells the wider counts."""
    widest: dict[tuple[object, str], Target] = {}
    for release in releases:
        for target in release.targets:
            key = (target.cells, target.kind)
            if key not in widest or target.high > widest[key].high:
                widest[key] = target
    return list(widest.values())


def failures(releases: Sequence[Release], first: Iterable[Target] = ()) -> Iterator[Finding]:
    """Yield the findings that break a promise, looking at the targets in `first` before the others."""
    order = [target for target in first if target in set(promised(releases))]
    return (finding for finding in audit(releases, [*order, *promised(releases)]) if not finding.holds)


def known_before(releases: Iterable[Release], finding: Finding) -> bool:
    """Whether the numbers invited alone, which everybody knows, narrow the target as much: then no release gave anything away."""
    before = next(audit([as_unsaid(release) for release in releases], [finding.target]))
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
