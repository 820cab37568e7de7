"""The gate itself: from exact tables to cleared ones, coarser and coarser until an outsider can work out nothing promised away.

Every step merges, hides or refuses more, so it ends; what has been released before is reasoned with and never blamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from værdig.disclosure import wording
from værdig.disclosure.bounds import Infeasible
from værdig.disclosure.changes import settle
from værdig.disclosure.contracts import Clearing, CountTable, Member, Policy
from værdig.disclosure.display import show
from værdig.disclosure.evidence import HEADS, NOBODY_ASKED, Release, Target
from værdig.disclosure.exact import Finding, as_unsaid, audit, connected, failures
from værdig.disclosure.merging import Group
from værdig.disclosure.plans import Plan
from værdig.disclosure.repair import blamed, coarsen, rows_of
from værdig.disclosure.sums import given_away
from værdig.disclosure.tables import check_together


def clear(tables: Iterable[CountTable], policy: Policy, earlier: Iterable[Release] = ()) -> Clearing:
    """Return the tables as they may be shown, with the releases to record before showing them.

    `earlier` are the releases of the ledger about the same people (`ledger.earlier`). Give everything that will be shown
    together in one call: it is audited together. Raises ValueError when the tables contradict each other.
    """
    tables = list(tables)
    past = list(earlier)
    check_together(tables)
    _check_parts(tables, past)
    plans = [Plan(table, policy, hidden_elsewhere(table, tables, policy, past)) for table in tables]
    for plan in plans:
        plan.start()
    for group in connected([*past, *releases_of(plans)]):
        universes = {release.universe for release in group}
        own = [plan for plan in plans if plan.table.universe in universes]
        if own:
            _Desk(own, [release for release in group if release in past]).work()
    return Clearing(tables=tuple(map(show, plans)), releases=tuple(releases_of(plans)))


def _check_parts(tables: Sequence[CountTable], past: Sequence[Release]) -> None:
    """Raise ValueError for a whole whose parts the gate has never seen: it could not tell what of them must stay hidden."""
    seen = {(table.universe, table.axes) for table in tables}
    seen |= {(release.universe, axes) for release in past for axes in release.axes}
    for table in tables:
        for part in table.parts:
            if (part, table.axes) not in seen:
                raise ValueError(
                    f"count table {table.id}: clear {part} by {table.axes} before the whole, or along with it"
                )


class _Desk:
    """The plans over connected universes, and what was released about them before."""

    def __init__(self, plans: Sequence[Plan], past: Sequence[Release]) -> None:
        self._plans = plans
        self._whole = False
        settled = settle(past, plans)
        self._past = settled.releases
        for plan in plans:
            if plan.table.universe in settled.changed:
                plan.refused = wording.changed()

    def work(self) -> None:
        """Coarsen until every promise holds: first by linear programming, which is quick, then by tables of whole numbers."""
        self._coarsen()
        self._whole = True
        self._coarsen()

    def _coarsen(self) -> None:
        suspects: list[Target] = []
        forgiven: set[Target] = set()
        while (finding := self._broken(suspects, forgiven)) is not None:
            if self._was_so_before(finding):
                forgiven.add(finding.target)
                continue
            suspects.append(finding.target)
            self._mend(finding.target)

    def _broken(self, suspects: Sequence[Target], forgiven: set[Target]) -> Finding | None:
        try:
            releases = [*self._past, *releases_of(self._plans)]
            found = chain(failures(releases, suspects, whole=self._whole), self._sums(releases))
            return next((finding for finding in found if finding.target not in forgiven), None)
        except Infeasible:
            for plan in self._plans:
                plan.refused = wording.changed()
            return None

    def _sums(self, releases: Sequence[Release]) -> Iterator[Finding]:
        """Yield the sums of hidden rows that are given away, once all that was promised is kept."""
        if self._whole:
            yield from audit(releases, list(given_away(releases)))

    def _was_so_before(self, finding: Finding) -> bool:
        """Whether the outsider knew as much already: from earlier releases and from the numbers invited."""
        if not finding.shown:
            return False
        before = self._look(finding.target, [])
        return (before.low, before.high) == (finding.low, finding.high)

    def _mend(self, target: Target) -> None:
        unit = blamed(self._plans, target, lambda plans: self._look(target, plans).holds)
        rows = {id(plan): self._rows_beside(plan) for plan in unit}
        for plan in unit:
            coarsen(plan, target, rows[id(plan)])

    def _look(self, target: Target, published: Sequence[Plan]) -> Finding:
        """Return what an outsider would know of the target if only these plans were published."""
        silent = [plan for plan in self._plans if plan not in published]
        releases = [*self._past, *releases_of(published), *map(as_unsaid, releases_of(silent))]
        return next(audit(releases, [target], whole=self._whole))

    def _rows_beside(self, plan: Plan) -> list[Group]:
        """Return the rows that others show of the same breakdown, before and now."""
        rows = list(rows_of(self._past, plan.table.axes))
        for other in self._plans:
            if other is not plan and other.table.axes == plan.table.axes:
                rows += other.shown
        return rows


def releases_of(plans: Sequence[Plan]) -> list[Release]:
    """Return what the plans would publish, as one release per universe."""
    universes = dict.fromkeys(plan.table.universe for plan in plans)
    return [_release([plan for plan in plans if plan.table.universe == universe]) for universe in universes]


def _release(plans: Sequence[Plan]) -> Release:
    tables = [plan.table for plan in plans]
    axes: dict[tuple[str, ...], tuple[Member, ...]] = {}
    for table in tables:
        axes[table.axes] = tuple(dict.fromkeys([*axes.get(table.axes, ()), *table.cells]))
    overlapping = [table for table in tables if table.overlapping]
    return Release(
        universe=tables[0].universe,
        unit=tables[0].unit,
        parts=next((table.parts for table in tables if table.parts), ()),
        overlaps=tuple(sorted({other for table in tables for other in table.overlaps})),
        axes=axes,
        questions={plan.asked: plan.table.categories for plan in plans if plan.asked != NOBODY_ASKED},
        put_to={table.question: (table.unasked, table.put_to) for table in tables if table.put_to},
        overlapping=tuple(sorted({table.axes for table in overlapping})),
        uncovered=tuple(sorted({table.axes for table in overlapping if () in table.combinations})),
        statements=tuple(dict.fromkeys(statement for plan in plans for statement in plan.statements())),
        targets=tuple(dict.fromkeys(target for plan in plans for target in plan.targets())),
    )


def hidden_elsewhere(
    table: CountTable, tables: Iterable[CountTable], policy: Policy, past: Iterable[Release]
) -> frozenset[Member]:
    """Return the members that are hidden in another count of nearly the same people, released before or cleared along with this."""
    members: set[Member] = set()
    for release in past:
        if release.universe in table.overlaps or table.universe in release.overlaps:
            members |= {
                target.cells.members[0]
                for target in release.targets
                if target.cells.axes == table.axes and len(target.cells.members) == 1 and target.cells.weights == HEADS
            }
    for other in tables:
        alike = other.universe in table.overlaps or table.universe in other.overlaps
        if alike and other.axes == table.axes:
            members |= {m for m, counts in other.cells.items() if sum(counts.values()) < policy.threshold}
    return frozenset(members)
