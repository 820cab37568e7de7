"""How one table is about to be shown, before it is: which rows, which hidden; and the statements and promises that follow.

A plan only ever gets coarser. `clear` coarsens it until the audit holds; `display` turns the final plan into rows and texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from værdig.disclosure.contracts import Counts, CountTable, Member, Policy, as_member
from værdig.disclosure.evidence import HEADS, NOBODY_ASKED, Cells, Said, Statement, Target, Weights
from værdig.disclosure.merging import Group, Merger
from værdig.disclosure.rules import (
    MOST_HUNDREDTHS,
    MOST_POINTS,
    Face,
    Question,
    counts_within,
    dominant_from,
    hundredths_to_keep,
    percent,
    points_to_keep,
    points_within,
)

EVERYBODY: Group = frozenset([()])


class Plan:
    """One table's rows (`groups`), which of them are `hidden`, and `refused` (a Danish reason) when nothing is shown."""

    def __init__(self, table: CountTable, policy: Policy, forced: Group = frozenset()) -> None:
        if table.unit != policy.unit:
            raise ValueError(f"count table {table.id} counts {table.unit}, the policy is for {policy.unit}")
        self.table = table
        self.policy = policy
        self.forced = forced & frozenset(table.cells)
        self.hidden: set[Group] = set()
        self.refused = ""
        self.few = self.size(EVERYBODY) < policy.threshold
        self.invited = {as_member(key): number for key, number in table.invited.items()}
        parents = {as_member(key): family for key, family in table.parent.items()}
        if len(table.axes) > 1:
            parents = {member: parents.get(member, member[0]) for member in table.cells}
        self.family = parents
        self.wanted = self._rows_wanted() if table.axes else []
        self.groups = list(self.wanted)
        self.merger = Merger(self.size, policy.threshold, parents, self.forced)

    def _rows_wanted(self) -> list[Group]:
        """Return the rows as asked for: one per member, or one per family."""
        rows: dict[object, set[Member]] = {}
        for member in self.table.cells:
            family = self.family.get(member) if self.table.by_parent else None
            rows.setdefault(family or member, set()).add(member)
        return [frozenset(members) for members in rows.values()]

    @cached_property
    def question(self) -> Question:
        """How the table's categories are shown."""
        return Question(
            fine=self.table.rated,
            collapse=self.table.collapse,
            beside=self.table.aside,
            scores=self.table.scores,
            unasked=self.table.unasked,
        )

    @property
    def asked(self) -> str:
        """The question of the table's cells; a head count asks none."""
        return self.table.question if len(self.table.categories) > 1 else NOBODY_ASKED

    @property
    def dead(self) -> bool:
        """Whether nothing at all is shown."""
        return self.few or bool(self.refused)

    @property
    def shown(self) -> list[Group]:
        """The rows whose numbers are shown, besides the total; a single row would only repeat the total."""
        if self.dead or len(self.groups) < 2:
            return []
        return [group for group in self.groups if not self.conceals(group)]

    def conceals(self, group: Group) -> bool:
        """Whether a row's number is not shown: it is hidden, or nearly everybody is in it where rows share people."""
        return group in self.hidden or self._leaves_few(group)

    def _leaves_few(self, group: Group) -> bool:
        """Whether too few are outside a row: where rows share people, the row and the total would tell how many."""
        if not self.table.overlapping or group == EVERYBODY:
            return False
        return self._heads(EVERYBODY) - self._heads(group) < self.policy.threshold

    def counts(self, group: Group) -> Counts:
        """Return the exact counts behind a group; EVERYBODY is the whole table."""
        return self.table.everybody if group == EVERYBODY else self.table.union(group)

    def size(self, group: Group) -> int:
        """Return the number of persons behind a group's shares."""
        counts = self.counts(group)
        return sum(counts[category] for category in self.table.rated)

    def _heads(self, group: Group) -> int:
        return sum(self.counts(group).values())

    def face(self, group: Group) -> Face:
        """Return what a shown group says."""
        return self.question.face(self.counts(group))

    def start(self) -> None:
        """Merge what is too small, or hide it where rows may not be merged.

        Rows are merged by heads first, so that all questions of one breakdown get the same rows; only a row where too few
        rated (the rest are beside) makes its own table coarser.
        """
        if self.dead:
            return
        if self.table.merge:
            heads = Merger(self._heads, self.policy.threshold, self.family, self.forced)
            self.groups = self.merger.merge(heads.merge(self.groups))
        else:
            self.hidden = {group for group in self.groups if self.merger.small(group)}

    def invited_to(self, group: Group) -> int | None:
        """Return how many were invited behind a group, or None where it is not known for all of them."""
        members: Iterable[Member] = self.table.cells if group == EVERYBODY else group
        numbers = [self.invited.get(member) for member in members]
        return None if None in numbers else sum(number or 0 for number in numbers)

    # --- what the outsider reads ---

    def statements(self) -> Iterator[Statement]:
        """Yield everything the plan would publish, and the numbers invited, which are known anyway."""
        for member, number in self.invited.items():
            yield Statement(cells=self._cells([member], HEADS), low=0, high=number, said="invited")
        if self.dead:
            return
        for group in (EVERYBODY, *self.shown):
            yield from self._statements_of(group, self.face(group))

    def _statements_of(self, group: Group, face: Face) -> Iterator[Statement]:
        everyone = self._weights(self.table.rated)
        if face.beside or self.table.unasked:
            yield self._say("n", group, HEADS, face.everybody, face.everybody)
            yield self._say("rated", group, everyone, face.n, face.n)
        else:
            yield self._say("n", group, HEADS, face.n, face.n)
        for category, share in face.beside.items():
            yield self._say("beside", group, self._weights([category]), *counts_within(share, face.asked))
        yield from self._put_to(group, face)
        yield from self._shares(group, face)
        if face.mean_tenths is not None:
            points = tuple(sorted(self.table.scores.items()))
            yield self._say("mean", group, points, *points_within(face.mean_tenths, face.n))
        invited = self.invited_to(group)
        if invited:
            yield self._say("rate", group, HEADS, *counts_within(percent(face.everybody, invited), invited))

    def _put_to(self, group: Group, face: Face) -> Iterator[Statement]:
        """Yield how many were asked: readers work it out from the shares beside. What that says of the earlier question is tied."""
        if self.table.unasked:
            asked = [category for category in self.table.categories if category != self.table.unasked]
            yield self._say("rated", group, self._weights(asked), face.asked, face.asked)

    def _shares(self, group: Group, face: Face) -> Iterator[Statement]:
        if face.dominant:
            weights = self._weights(self.question.finer(face.dominant))
            yield self._say("more_than", group, weights, dominant_from(face.n), face.n)
            return
        for category, share in face.shares.items():
            yield self._say(
                "share", group, self._weights(self.question.finer(category)), *counts_within(share or 0, face.n)
            )
        for category, share in face.detail.items():
            yield self._say("share", group, self._weights([category]), *counts_within(share or 0, face.n))

    def _say(self, said: Said, group: Group, weights: Weights, low: int, high: int) -> Statement:
        return Statement(cells=self._cells(group, weights), low=low, high=high, said=said)

    # --- what must stay hidden ---

    def targets(self) -> Iterator[Target]:
        """Yield what the outsider must not be able to narrow down."""
        if self.few:
            yield from self._hide(EVERYBODY)
        singles = [frozenset([member]) for member in self.table.cells if self.table.axes]
        small = [group for group in dict.fromkeys([*self.wanted, *singles]) if self.merger.small(group)]
        for group in small:
            yield from self._hide(group)
        together = frozenset(member for group in small if group in self.hidden for member in group)
        if len(together) > 1 and self.size(together) < self.policy.threshold:
            yield from self._hide(together)
        if self.dead:
            return
        for group in self.groups if len(self.groups) > 1 else ():
            if self._leaves_few(group):
                yield self._keep_open_who_is_outside(group)
        for group in (EVERYBODY, *self.shown):
            yield from self._mask(group, self.face(group))

    def _keep_open_who_is_outside(self, group: Group) -> Target:
        high = self._heads(EVERYBODY)
        low = max(0, high - self.policy.threshold + 1)
        return Target(cells=self._cells(group, HEADS), low=low, high=high, kind="dominant", label=self.label(group))

    def _hide(self, group: Group) -> Iterator[Target]:
        invited = self.invited_to(group)
        high = self.policy.threshold - 1 if invited is None else min(invited, self.policy.threshold - 1)
        if self._heads(group) < self.policy.threshold or group <= self.forced:
            yield Target(cells=self._cells(group, HEADS), low=0, high=high, label=self.label(group))
        if self.asked != NOBODY_ASKED:
            yield from self._hide_shares(group)

    def _hide_shares(self, group: Group) -> Iterator[Target]:
        around = None if self.dead else self._shown_within(group)
        for category in self.question.coarse:
            fine = self.question.finer(category)
            yield Target(
                cells=self._cells(group, self._weights(fine)),
                of=self._cells(group, self._weights(self.table.rated)),
                low=0,
                high=MOST_POINTS
                if around is None
                else points_to_keep(sum(around[name] for name in fine), self.policy.threshold),
                kind="share",
                label=self.label(group, category),
            )

        if self.table.scores:
            yield Target(
                cells=self._cells(group, tuple(sorted(self.table.scores.items()))),
                of=self._cells(group, self._weights(self.table.rated)),
                low=0,
                high=MOST_HUNDREDTHS
                if around is None
                else hundredths_to_keep(around, self.table.scores, self.policy.threshold),
                kind="mean",
                label=self.label(group),
            )

    def _shown_within(self, group: Group) -> Counts:
        """Return the counts of the least that is said of a hidden group: its merged row, or all that is left over."""
        shown = self.shown
        row = next((row for row in shown if group <= row), None)
        if row is not None:
            return self.counts(row)
        left = frozenset(self.table.cells).difference(*shown)
        return self.counts(left)

    def _mask(self, group: Group, face: Face) -> Iterator[Target]:
        if face.dominant:
            low = dominant_from(face.n)
            yield Target(
                cells=self._cells(group, self._weights(self.question.finer(face.dominant))),
                low=low,
                high=min(low + 1, face.n),
                kind="dominant",
                label=self.label(group, face.dominant),
            )

    def _weights(self, categories: Iterable[str]) -> Weights:
        if self.asked == NOBODY_ASKED:
            return HEADS
        return tuple((category, 1) for category in sorted(categories))

    def _cells(self, group: Iterable[Member], weights: Weights) -> Cells:
        members = tuple(sorted(group))
        return Cells(
            universe=self.table.universe,
            axes=() if members == ((),) else self.table.axes,
            members=members,
            question=NOBODY_ASKED if weights == HEADS else self.asked,
            weights=weights,
        )

    def label(self, group: Group, category: str = "") -> str:
        """Return the Danish names of a group's members, and of the answer when it is about one."""
        from værdig.disclosure.display import member_label
        from værdig.disclosure.wording import answer_in, everybody

        names = [member_label(self.table, member) for member in sorted(group)]
        name = everybody(self.table.unit) if group == EVERYBODY else ", ".join(names)
        return answer_in(name, str(self.table.labels.get(category, category))) if category else name
