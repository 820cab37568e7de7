"""Mending a broken promise: which tables give the hidden figure away, and how they are made coarser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from værdig.disclosure import wording
from værdig.disclosure.contracts import Member
from værdig.disclosure.evidence import NOBODY_ASKED, Cells, Release, Target
from værdig.disclosure.merging import Group, join
from værdig.disclosure.plans import Plan

Holds = Callable[[Sequence[Plan]], bool]
"""Whether the promise holds when only these plans are published (beside what was released before)."""


def blamed(plans: Sequence[Plan], target: Target, holds: Holds) -> list[Plan]:
    """Return the fewest plans without which the promise would hold, crossings first; all live ones when none alone does it."""
    live = [plan for plan in plans if not plan.dead]
    for unit in _units(live, target):
        if holds([plan for plan in live if plan not in unit]):
            return unit
    return live


def coarsen(plan: Plan, target: Target, others: Iterable[Group]) -> None:
    """Make one plan coarser around the target: follow the rows of `others` that hold its members, else take the next row in.

    A plan with nothing left but its total is refused.
    """
    touched = _touched(plan, target.cells)
    if not plan.shown or not touched:
        if plan.shown:
            plan.groups = [frozenset(plan.table.cells)]
        else:
            plan.refused = wording.gives_away(plan.table.counted, plan.policy.threshold)
    elif not plan.table.merge:
        plan.hidden.add(min(plan.shown, key=plan.merger.order))
    else:
        plan.groups = _merged(plan, frozenset().union(*touched), others)


def rows_of(releases: Iterable[Release], axes: tuple[str, ...]) -> Iterator[Group]:
    """Yield the groups of members that releases have shown as rows of a breakdown."""
    for release in releases:
        for statement in release.statements:
            if statement.cells.axes == axes and statement.said != "invited":
                yield frozenset(statement.cells.members)


def _units(live: Sequence[Plan], target: Target) -> Iterator[list[Plan]]:
    ordered = sorted(live, key=lambda plan: -len(plan.table.axes))
    if target.cells.question != NOBODY_ASKED:
        yield from ([plan] for plan in ordered if plan.asked == target.cells.question)
    for key in dict.fromkeys((plan.table.universe, plan.table.axes) for plan in ordered):
        yield [plan for plan in ordered if (plan.table.universe, plan.table.axes) == key]
    for universe in dict.fromkeys(plan.table.universe for plan in ordered):
        yield [plan for plan in ordered if plan.table.universe == universe]


def _touched(plan: Plan, cells: Cells) -> list[Group]:
    """Return the plan's groups with a member that agrees with the target on the axes they share."""
    common = [axis for axis in cells.axes if axis in plan.table.axes]
    if not common:
        return []
    theirs = {_project(member, cells.axes, common) for member in cells.members}
    return [group for group in plan.groups if any(_project(m, plan.table.axes, common) in theirs for m in group)]


def _project(member: Member, axes: tuple[str, ...], common: Sequence[str]) -> Member:
    return tuple(member[axes.index(axis)] for axis in common)


def _merged(plan: Plan, around: Group, others: Iterable[Group]) -> list[Group]:
    everything = frozenset(plan.table.cells)
    wanted = around
    for other in others:
        if other & around and other <= everything:
            wanted |= other
    groups = join(plan.groups, wanted)
    if set(groups) != set(plan.groups):
        return groups
    group = next(group for group in groups if group & around)
    return plan.merger.with_next(groups, group)
