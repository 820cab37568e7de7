"""Adding up cleared tables of people who are in no two of them (two half-years, two parts of a municipality): plain arithmetic on what is shown.

Nothing exact is read here, so a sum tells no more than its addends did: whoever has read those can work it out. Where an addend
is hidden, so is the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from værdig.disclosure import wording
from værdig.disclosure.contracts import FEW, ClearedRow, ClearedTable, Counted, Member, Policy
from værdig.disclosure.merging import Group


def add_cleared(
    tables: Sequence[ClearedTable],
    policy: Policy,
    *,
    universe: str,
    shares_people: bool = False,
    counted: Counted = "cases",
) -> ClearedTable:
    """Return the sum of tables that count heads (one category) by the same breakdown, of people who are in no two of them.

    A row is as coarse as the coarsest of its addends. Where members share people (`shares_people`), rows that are put together
    cannot be added up, since somebody may be in both; so only rows that are the same in all tables are. Raises ValueError for a
    table with shares.
    """
    if any(table.categories for table in tables):
        raise ValueError(f"{tables[0].id}: only counts of heads can be added up")
    return _Sum(tables, policy, shares_people=shares_people, counted=counted).table(universe)


class _Sum:
    """Some tables, and the rows that their sum can have."""

    def __init__(
        self, tables: Sequence[ClearedTable], policy: Policy, *, shares_people: bool, counted: Counted
    ) -> None:
        self._tables = tables
        self._policy = policy
        self._shares_people = shares_people
        self._counted = counted

    def table(self, universe: str) -> ClearedTable:
        first = self._tables[0]
        total = self._total()
        rows = tuple(self._rows()) if total.shown else ()
        return ClearedTable(
            id=first.id, title=first.title, unit=first.unit, universe=universe, axes=first.axes, question=first.question,
            categories=(), detail_categories=(), beside_categories=(),
            labels={key: text for table in self._tables for key, text in table.labels.items()},
            rows=rows, total=total, notes=tuple(self._notes(rows, total)),
            mark_note=self._mark_note([*rows, total]), refused="" if total.shown else total.reason,
        )  # fmt: skip

    def _total(self) -> ClearedRow:
        totals = [table.total for table in self._tables]
        hidden = next((total for total in totals if not total.shown), None)
        return hidden or self._row(totals[0].label, (), (), totals)

    def _rows(self) -> Iterable[ClearedRow]:
        groups = self._groups()
        if len(groups) < 2:
            return
        for group in groups:
            parts = [row for table in self._tables for row in table.rows if not group.isdisjoint(row.members)]
            same = next((row for row in parts if frozenset(row.members) == group), None)
            label = same.label if same else wording.listed(_names(parts))
            if self._adds_up(group, parts):
                yield self._row(label, tuple(sorted(group)), _names(parts), parts, merged=same is None)
            else:
                yield self._concealed(label, tuple(sorted(group)), _names(parts))

    def _adds_up(self, group: Group, parts: Sequence[ClearedRow]) -> bool:
        whole = not self._shares_people or all(frozenset(row.members) == group for row in parts)
        return whole and all(row.shown for row in parts)

    def _groups(self) -> list[Group]:
        """Return the finest rows that every table's rows fit into; a table without rows holds all its members as one."""
        every: list[Group] = []
        if any(not table.rows for table in self._tables):
            return []
        for row in (row for table in self._tables for row in table.rows):
            touching = [group for group in every if not group.isdisjoint(row.members)]
            place = every.index(touching[0]) if touching else len(every)
            joined = frozenset(row.members).union(*touching)
            every = [group for group in every if group not in touching]
            every.insert(min(place, len(every)), joined)
        return every

    def _row(
        self,
        label: str,
        members: tuple[Member, ...],
        names: tuple[str, ...],
        parts: Sequence[ClearedRow],
        *,
        merged: bool = False,
    ) -> ClearedRow:
        n = sum(row.n or 0 for row in parts)
        state = "merged" if merged or any(row.state == "merged" for row in parts) else "shown"
        return ClearedRow(
            label=label, members=members, member_labels=names, state="merged" if state == "merged" else "shown", n=n,
            n_text=wording.number(n), mark=wording.few(self._counted) if n < FEW else "",
        )  # fmt: skip

    def _concealed(self, label: str, members: tuple[Member, ...], names: tuple[str, ...]) -> ClearedRow:
        return ClearedRow(
            label=label, members=members, member_labels=names, state="hidden", n=None, n_text=wording.hidden(),
            reason=wording.row_hidden(self._counted, self._policy.threshold),
        )  # fmt: skip

    def _notes(self, rows: Sequence[ClearedRow], total: ClearedRow) -> Iterable[str]:
        threshold = self._policy.threshold
        if not total.shown:
            yield total.reason
            return
        for row in rows:
            if row.state == "merged":
                yield wording.merged(row.label, row.member_labels, self._counted, threshold)
        if self._tables[0].axes and not rows:
            yield wording.no_breakdown(self._counted, threshold)
        if any(row.state == "hidden" for row in rows):
            yield wording.some_hidden(self._counted, threshold)
        if note := self._mark_note([*rows, total]):
            yield note

    def _mark_note(self, rows: Iterable[ClearedRow]) -> str:
        return wording.few_explained(self._counted) if any(row.mark for row in rows) else ""


def _names(rows: Iterable[ClearedRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in rows for name in row.member_labels or (row.label,)))
