"""Whether the people behind a universe have changed since something was released about them; and what to do then.

A report made anew after one deletion or one late answer shows that one person by difference. So figures that contradict an
earlier release by fewer persons than the threshold are refused: the released version stands. A correction that moves at least
so many in every figure it changes may be released; the statements it replaces are set aside, all others still count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from værdig.disclosure.evidence import NOBODY_ASKED, Cells, Release, Statement
from værdig.disclosure.plans import EVERYBODY, Plan


@dataclass(frozen=True)
class Settled:
    """Earlier releases as far as they still speak of the same people, and the universes where too little has changed."""

    releases: list[Release]
    changed: frozenset[str]


def settle(past: Sequence[Release], plans: Sequence[Plan]) -> Settled:
    """Compare what was said before with the exact counts of now."""
    kept: list[Release] = []
    changed: set[str] = set()
    for release in past:
        standing: list[Statement] = []
        for statement in release.statements:
            moved = persons_moved(statement, plans)
            if not moved:
                standing.append(statement)
            elif moved < max(plan.policy.threshold for plan in plans):
                changed.add(release.universe)
        kept.append(replace(release, statements=tuple(standing)))
    return Settled(kept, frozenset(changed))


def persons_moved(statement: Statement, plans: Sequence[Plan]) -> int:
    """Return how many persons at least must have come, gone or changed for the statement to be untrue now; 0 when it is true.

    A statement that none of the plans can check counts as true.
    """
    value = next((value for plan in plans if (value := _value(statement.cells, plan)) is not None), None)
    if value is None:
        return 0
    beyond = max(statement.low - value, 0 if statement.high is None else value - statement.high, 0)
    heaviest = max(weight for _category, weight in statement.cells.weights)
    return -(-beyond // heaviest)


def _value(cells: Cells, plan: Plan) -> int | None:
    """Return what a sum of cells is now, or None when the plan's table does not tell."""
    if cells.universe != plan.table.universe or cells.axes not in ((), plan.table.axes):
        return None
    if cells.axes and not set(cells.members) <= set(plan.table.cells):
        return None
    counts = plan.counts(frozenset(cells.members) if cells.axes else EVERYBODY)
    if cells.question == NOBODY_ASKED:
        return sum(counts.values())
    if cells.question != plan.asked or not {category for category, _weight in cells.weights} <= set(counts):
        return None
    return sum(weight * counts[category] for category, weight in cells.weights)
