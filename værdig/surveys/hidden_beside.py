"""What the other design of a half-year has hidden, and so must this round: nearly the same people are asked by both."""

from __future__ import annotations

from sqlalchemy import select

from værdig.db import db
from værdig.surveys.coarsen import MERGED, Hidden
from værdig.surveys.models import State, SurveyRound

HIDDEN = "hidden"
"""The one thing that a closed round's `coarsening` holds."""


def hidden_beside(round_: SurveyRound) -> Hidden:
    """Return the groups and lengths that closed rounds of the other design in the same half-year tell of nobody."""
    others = db.session.scalars(
        select(SurveyRound).where(
            SurveyRound.half_year == round_.half_year,
            SurveyRound.design != round_.design,
            SurveyRound.state == State.CLOSED,
        )
    )
    found = [hidden_of(other) for other in others]
    groups = frozenset(group for each in found for group in each.groups)
    return Hidden(groups, frozenset(length for each in found for length in each.lengths))


def hidden_of(closed: SurveyRound) -> Hidden:
    """Return what a closed round hides; of one that was closed before lengths were kept, only its groups are known."""
    if closed.coarsening:
        return Hidden.from_json(closed.coarsening[HIDDEN])
    return Hidden(frozenset(group.key for group in closed.groups if group.merged_into == MERGED))
