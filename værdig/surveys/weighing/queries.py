"""Two rounds, or a round and its groups, put side by side for weighting and change; all of it from cleared figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from værdig.db import db
from værdig.disclosure import ClearedRow, ClearedTable
from værdig.surveys import counting, groups, queries
from værdig.surveys.models import SurveyRound
from værdig.surveys.queries import QuestionResult, RoundResults
from værdig.surveys.weighing.change import Change, change
from værdig.surveys.weighing.weights import Weighted, weighted

BEST = "tilfreds"
"""The category whose change is told: the two best answers."""

NO_GROUPS = Weighted({}, refusal="no_groups")


@dataclass(frozen=True)
class Compared:
    """A question's change in all, and by group where the same group was shown both times."""

    id: str
    wording: str
    total: Change | None
    by_group: Sequence[tuple[str, Change]]
    reworded: bool = False


def invited_by_group(round_id: str) -> Mapping[str, int | None]:
    """Return how many were invited of each group that the answers tell apart; None is unknown."""
    round_ = db.session.scalars(select(SurveyRound).where(SurveyRound.id == round_id)).one()
    return {group.key: group.invited for group in counting.told_apart(round_)}


def weighted_results(results: RoundResults) -> Sequence[tuple[QuestionResult, Weighted]]:
    """Return each rated question that is shown, with its shares weighted to those invited or the reason why not."""
    invited = invited_by_group(results.round.id)
    rated = [one for one in results.questions if one.kind == "rated" and one.total.shown]
    return [
        (one, weighted(one.by_group, invited, put_to_all=not one.put_to) if one.by_group else NO_GROUPS)
        for one in rated
    ]


def round_before(results: RoundResults) -> RoundResults | None:
    """Return the figures of the same design's newest closed round before this one, or None."""
    before = queries.closed_before(results.round.half_year, results.round.design)
    return queries.question_results(before.id) if before else None


def compared(now: RoundResults, before: RoundResults) -> Sequence[Compared]:
    """Return what has changed in each rated question that both rounds asked and may show. Other words are another question."""
    found = []
    for one in now.questions:
        other = before.question(one.id)
        if one.kind != "rated" or other is None or other.kind != "rated":
            continue
        if (one.wording, one.scale) != (other.wording, other.scale):
            found.append(Compared(one.id, one.wording, None, (), reworded=True))
            continue
        rows = _same_groups(now, before, one.by_group, other.by_group)
        moved = [(row.label, change(row, then, BEST)) for row, then in rows]
        by_group = [(label, one_change) for label, one_change in moved if one_change]
        found.append(Compared(one.id, one.wording, change(one.total, other.total, BEST), by_group))
    return found


def _same_groups(
    now: RoundResults, before: RoundResults, table: ClearedTable | None, old: ClearedTable | None
) -> Sequence[tuple[ClearedRow, ClearedRow]]:
    """Return the rows that are about the same groups in both rounds, by the dated mapping."""
    if table is None or old is None:
        return []
    olds = {frozenset(member[0] for member in row.members): row for row in old.rows}
    same = groups.comparable(before.round.half_year, now.round.half_year)
    pairs = []
    for row in table.rows:
        keys = [same.get(member[0]) for member in row.members]
        then = olds.get(frozenset(key for key in keys if key is not None))
        if then is not None and None not in keys:
            pairs.append((row, then))
    return pairs
