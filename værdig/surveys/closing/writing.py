"""From opened envelopes to coarse answers, texts apart from them, and counts; each function is one step's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from random import SystemRandom
from typing import Any

from sqlalchemy import func, insert, select

from værdig.crypto import field_place, keyring, seal_text
from værdig.db import db, new_id
from værdig.i18n import _
from værdig.surveys import coarsen, gone_types
from værdig.surveys.closing.envelopes import Opened, Work, opened
from værdig.surveys.contradictions import marking
from værdig.surveys.grouping import answerable, is_part
from værdig.surveys.hidden_beside import hidden_beside
from værdig.surveys.models import Answer, Invitation, OpenAnswer, RoundGroup, RoundTally, SurveyRound
from værdig.surveys.question_types import Value

OPEN_TEXT_KEY = "surveys/open-answer"
WRITTEN_AT_ONCE = 1000


def decide(work: Work, round_: SurveyRound) -> None:
    """Decide which groups and lengths are told apart, from how many answered in each."""
    counts = Counter(dict.fromkeys(answerable(round_), 0))
    counts.update(one.attributes for one in opened(work))
    plan = coarsen.decide(counts, round_.threshold, hidden_beside(round_))
    round_.coarsening = plan.as_json()
    _merge_groups(round_, plan)


def _merge_groups(round_: SurveyRound, plan: coarsen.Plan) -> None:
    together = [group for group in round_.groups if group.key in plan.merged]
    if not together:
        return
    for group in together:
        group.merged_into = coarsen.MERGED
    invited = [group.invited for group in together]
    db.session.add(
        RoundGroup(
            round_id=round_.id,
            key=coarsen.MERGED,
            label=_("Slået sammen: %(groups)s", groups=", ".join(group.label for group in together)),
            position=1 + max(group.position for group in round_.groups),
            invited=None if None in invited else sum(number or 0 for number in invited),
            issued=sum(group.issued for group in together),
        )
    )


def write(work: Work, round_: SurveyRound) -> None:
    """Write the answers in an order that a cryptographic generator draws; texts are drawn by themselves."""
    plan = coarsen.Plan.from_json(round_.coarsening)
    found = list(opened(work))
    SystemRandom().shuffle(found)
    apart = _apart(round_)
    texts = [pair for one in found for pair in one.ballot.answers.items() if apart(*pair)]
    SystemRandom().shuffle(texts)
    _insert(Answer, [_answer_row(round_, plan, one, apart) for one in found])
    _insert(OpenAnswer, [_text_row(round_, question, str(text)) for question, text in texts])
    _insert(RoundTally, _tallies(round_, found))
    marking.mark(round_, _rated_questions(round_), ((one.ballot.language, one.ballot.answers) for one in found))
    work.opened = work.private = None


def _rated_questions(round_: SurveyRound) -> set[str]:
    questions = round_.published.content["questions"] if round_.published else []
    return {question["id"] for question in questions if question["kind"] == "rated"}


def _apart(round_: SurveyRound) -> Callable[[str, Value], bool]:
    """Return what tells, of a question's id and an answer, whether the answer is kept sealed and apart from its writer's others."""
    questions = round_.published.content["questions"] if round_.published else []
    chooses = {question["id"]: gone_types.choosing(question) for question in questions}
    return lambda question, value: not chooses[question](value)


def _answer_row(
    round_: SurveyRound, plan: coarsen.Plan, one: Opened, apart: Callable[[str, Value], bool]
) -> dict[str, Any]:
    group, length = plan.mapping[one.attributes]
    chosen = {question: value for question, value in one.ballot.answers.items() if not apart(question, value)}
    return {
        "id": new_id(),
        "municipality_id": round_.municipality_id,
        "round_id": round_.id,
        "group_key": group,
        "length_key": length,
        "chosen": chosen,
    }


def _text_row(round_: SurveyRound, question: str, text: str) -> dict[str, Any]:
    row_id = new_id()
    place = field_place("open_answer", "sealed", row_id)
    return {
        "id": row_id,
        "municipality_id": round_.municipality_id,
        "round_id": round_.id,
        "question": question,
        "sealed": seal_text(keyring().derive(OPEN_TEXT_KEY), place, text),
    }


def _tallies(round_: SurveyRound, opened: Sequence[Opened]) -> list[dict[str, Any]]:
    found = Counter(
        (kind, str(getattr(one.ballot, kind))) for one in opened for kind in ("channel", "help", "language")
    )
    same = {"municipality_id": round_.municipality_id, "round_id": round_.id}
    return [{**same, "kind": kind, "value": value, "number": number} for (kind, value), number in found.items()]


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), WRITTEN_AT_ONCE):
        db.session.execute(insert(model), rows[start : start + WRITTEN_AT_ONCE])


def count(_work: Work, round_: SurveyRound) -> None:
    """Note how many answers there are, and how many used their code."""
    round_.answers_total = db.session.scalar(
        select(func.count()).select_from(Answer).where(Answer.round_id == round_.id)
    )
    count_used(round_)


def count_used(round_: SurveyRound) -> None:
    """Note how many used their code, by group, while the invitations are there to be counted; call inside a transaction.

    Where more answered than are said to be invited (new codes after a lost file), the number invited is unknown.
    """
    used = Counter(
        db.session.scalars(
            select(Invitation.group_key).where(Invitation.round_id == round_.id, Invitation.used.is_(True))
        )
    )
    for group in round_.groups:
        group.used = None if is_part(group) else used[group.key]
    for group in round_.groups:
        if group.key == coarsen.MERGED:
            group.used = sum(used[other.key] for other in round_.groups if other.merged_into == coarsen.MERGED)
        if group.invited is not None and group.used is not None and group.used > group.invited:
            group.invited = None
