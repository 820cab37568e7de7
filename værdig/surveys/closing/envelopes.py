"""Opening a round's envelopes into this process's memory, and nowhere else; what is written of them is in `writing`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, select

from værdig.crypto import CannotOpen, box_opener
from værdig.db import db
from værdig.errors import RuleBroken
from værdig.surveys import coarsen, gone_types, questionnaires
from værdig.surveys.ballot_box import Ballot, NotAnAnswer, read_ballot
from værdig.surveys.conditions import without_unasked
from værdig.surveys.models import Envelope, Invitation, SurveyRound
from værdig.surveys.question_types import QuestionType, Value, type_of

READ_AT_ONCE = 1000


@dataclass(frozen=True)
class Opened:
    """One readable envelope: what it held, and the attributes of the code it came with."""

    attributes: coarsen.Attributes
    ballot: Ballot


@dataclass
class Work:
    """What one run of closing knows: the round's id, the holder's pass phrase, and, as long as they are needed, the round's private
    key and the opened envelopes.
    """

    round_id: str
    passphrase: str | None = None
    private: bytes | None = None
    opened: list[Opened] | None = None


def round_of(round_id: str) -> SurveyRound:
    """Return the round that is closed; raises RuleBroken where there is none."""
    found = db.session.scalar(select(SurveyRound).where(SurveyRound.id == round_id))
    if found is None:
        raise RuleBroken("no such round")
    return found


def opened(work: Work) -> Sequence[Opened]:
    """Open every envelope, once a run. One that does not open, or that answers another questionnaire, is left out.

    No envelope comes or goes between the step that stops answering and the writing of the answers, so this needs no lock.
    """
    if work.opened is None:
        round_ = round_of(work.round_id)
        if round_.published is None or work.private is None:
            raise RuleBroken("a round whose envelopes are opened has a questionnaire and a key")
        asked = [(question, type_of(question)) for question in questionnaires.questions(round_.published)]
        unsealed = box_opener(work.private)
        work.opened = []
        for sealed, group, length in _envelopes(round_):
            try:
                ballot = _fitting(asked, read_ballot(round_.id, unsealed(sealed)))
            except (CannotOpen, NotAnAnswer, ValueError):
                continue
            work.opened.append(Opened((group, length), ballot))
    return work.opened


def _envelopes(round_: SurveyRound) -> Any:
    joined = and_(Invitation.round_id == Envelope.round_id, Invitation.lookup == Envelope.lookup)
    return db.session.execute(
        select(Envelope.sealed, Invitation.group_key, Invitation.length_key)
        .join(Invitation, joined)
        .where(Envelope.round_id == round_.id)
        .execution_options(yield_per=READ_AT_ONCE)
    )


def _fitting(asked: Sequence[tuple[Any, QuestionType | None]], ballot: Ballot) -> Ballot:
    """Return the ballot with the answers that fit the questionnaire; raises ValueError when one does not."""
    kept: dict[str, Value] = {}
    for question, kind in asked:
        given = ballot.answers.get(question["id"])
        value = kind.clean(question, given) if kind else gone_types.as_sealed(given)
        if value is not None:
            kept[question["id"]] = value
    return replace(ballot, answers=without_unasked([question for question, _kind in asked], kept))
