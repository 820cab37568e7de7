"""Auditing what is in the ledger: for every hidden figure the range an outsider is left with, and which release broke a promise.

`clear` makes sure that nothing broken gets in; this looks again, with no trust in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from værdig.disclosure.bounds import Infeasible, Ranges
from værdig.disclosure.evidence import Release, Statement, Target
from værdig.disclosure.exact import Finding, audit, connected, known_before, promised
from værdig.disclosure.sums import given_away
from værdig.disclosure.system import System


@dataclass(frozen=True, kw_only=True)
class HiddenRange:
    """What an outsider can say of one hidden figure: between `low` and `high` (None: no bound).

    A count is in persons or cases, a share in whole points, a mean in hundredths of a step of the scale.

    `fixed` means that sums alone give it away. `holds` tells whether the range still reaches from `promised_low` to
    `promised_high`, or is no narrower than what was known before anything was published. `leaked_by` is the place, in the
    releases given, of the one with which it first did not; None when it holds.
    """

    universe: str
    label: str
    question: str
    kind: str
    low: int
    high: int | None
    promised_low: int
    promised_high: int
    fixed: bool
    holds: bool
    leaked_by: int | None = None


def hidden_ranges(release: Release, others: Iterable[Release] = ()) -> list[HiddenRange]:
    """Return the range of every figure that `release` hides, reasoning from it and from `others` about the same people."""
    return [found for found in inspect([*others, release]) if _of(found, release)]


def inspect(releases: Sequence[Release]) -> list[HiddenRange]:
    """Return the range of every hidden figure of these releases, given oldest first, from all of them together.

    Where releases contradict each other (a correction), the newer ones stand and what they contradict is left out.
    """
    places = {id(release): place for place, release in enumerate(releases)}
    found: list[HiddenRange] = []
    for group in connected(releases):
        own = sorted(group, key=lambda release: places[id(release)])
        standing = without_contradictions(own)
        order = [places[id(release)] for release in own]
        findings = chain(audit(standing, whole=True), audit(standing, list(given_away(standing))))
        found += [_range(finding, standing, order) for finding in findings]
    return found


def without_contradictions(releases: Sequence[Release]) -> list[Release]:
    """Return the releases, oldest first, without the statements that newer ones contradict."""
    kept: list[Release] = []
    for release in reversed(releases):
        bare = replace(release, statements=())
        statements = _fitting(release.statements, bare, kept)
        kept.insert(0, replace(release, statements=tuple(statements)))
    return kept


def _fitting(statements: Sequence[Statement], bare: Release, kept: Sequence[Release]) -> list[Statement]:
    """Return those of the statements that some table can fulfil along with everything kept, halving where they cannot."""
    if _possible([*kept, replace(bare, statements=tuple(statements))]):
        return list(statements)
    if len(statements) == 1:
        return []
    middle = len(statements) // 2
    first = _fitting(statements[:middle], bare, kept)
    return first + _fitting(statements[middle:], bare, [*kept, replace(bare, statements=tuple(first))])


def _possible(releases: Sequence[Release]) -> bool:
    try:
        Ranges(System(releases))
    except Infeasible:
        return False
    return True


def _range(finding: Finding, releases: Sequence[Release], order: Sequence[int]) -> HiddenRange:
    target = finding.target
    holds = finding.holds or (finding.shown and known_before(releases, finding))
    return HiddenRange(
        universe=target.cells.universe,
        label=target.label,
        question=target.cells.question,
        kind=target.kind,
        low=finding.low,
        high=finding.high,
        promised_low=target.low,
        promised_high=target.high,
        fixed=finding.fixed,
        holds=holds,
        leaked_by=None if holds else order[_first_leak(releases, target)],
    )


def _first_leak(releases: Sequence[Release], target: Target) -> int:
    """Return the place of the release with which the promise was first broken."""
    for place in range(len(releases)):
        silent = [replace(release, statements=()) for release in releases[place + 1 :]]
        if not next(audit([*releases[: place + 1], *silent], [target], whole=True)).holds:
            return place
    return len(releases) - 1


def _of(found: HiddenRange, release: Release) -> bool:
    return any(
        (target.cells.universe, target.label, target.cells.question, target.kind)
        == (found.universe, found.label, found.question, found.kind)
        for target in promised([release])
    )
