"""Reading a planned round's own questions, the questions that can be picked, and the history of each; no writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from værdig.db import db
from værdig.surveys import questionnaires
from værdig.surveys.builder.models import LocalDraft
from værdig.surveys.core_questionnaire import CORE_ID
from værdig.surveys.models import SurveyRound


@dataclass(frozen=True)
class Draft:
    """A planned round's own questions, and the number of the draft: it grows with each change.

    `removed` is the question removed last, as `LocalDraft.removed` has it.
    """

    version: int
    items: Sequence[Mapping[str, Any]]
    removed: Mapping[str, Any] | None = None

    def item(self, item_id: str) -> Mapping[str, Any] | None:
        """Return one question, or None."""
        return next((item for item in self.items if item["id"] == item_id), None)


@dataclass(frozen=True)
class Past:
    """A wording a question has been put in: its version from 1, the words, and the half-years it was asked in."""

    version: int
    wording: str
    help: str
    asked_in: Sequence[str]


def draft(round_id: str) -> Draft:
    """Return the own questions of a round; none are version 0 of nothing."""
    row = db.session.scalar(select(LocalDraft).where(LocalDraft.round_id == round_id))
    return Draft(row.version, row.asked, row.removed) if row else Draft(0, [])


def planned_content(round_: SurveyRound) -> dict[str, Any]:
    """Return the content that opening would publish: the questionnaire as offered, with the own questions in it."""
    offer = questionnaires.offered().get(round_.questionnaire)
    content = questionnaires.content_of(offer) if offer else {"questions": []}
    own = draft(round_.id).items
    return questionnaires.with_own(content, own) if own else content


def published_own(round_: SurveyRound) -> Sequence[Mapping[str, Any]]:
    """Return the own questions a round was opened with."""
    if round_.published is None:
        return []
    own = round_.published.content.get("own", [])
    return [question for question in questionnaires.questions(round_.published) if question["id"] in own]


def history() -> Mapping[str, Sequence[Past]]:
    """Return every wording that each own question has been put in, oldest first, by its id."""
    rounds = db.session.scalars(
        select(SurveyRound)
        .where(SurveyRound.questionnaire_version_id.is_not(None))
        .order_by(SurveyRound.half_year, SurveyRound.design)
    )
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for round_ in rounds:
        for question in published_own(round_):
            words = found.setdefault(question["id"], {})
            words.setdefault((question["wording"], question["help"]), []).append(round_.half_year.label)
    return {
        key: [Past(number, *words, asked_in) for number, (words, asked_in) in enumerate(texts.items(), 1)]
        for key, texts in found.items()
    }


def version_of(item: Mapping[str, Any], past: Sequence[Past]) -> int:
    """Return which version of a question these words are: one that was asked before, or the next."""
    said = next((one.version for one in past if (one.wording, one.help) == (item["wording"], item["help"])), None)
    return said or len(past) + 1


def bank(round_: SurveyRound) -> Mapping[str, Mapping[str, Any]]:
    """Return the questions that can be picked: those that plug-ins offer, and own ones asked before; by id, without those in use."""
    offered = [offer for offer in questionnaires.offered().values() if offer.id not in (CORE_ID, round_.questionnaire)]
    found: dict[str, Mapping[str, Any]] = {}
    for offer in offered:
        for question in questionnaires.content_of(offer)["questions"]:
            if question["kind"] != "open" and not question.get("asked_if"):
                own_id = f"{offer.id}.{question['id']}"[:60]
                found[own_id] = {**question, "id": own_id}
    for earlier in db.session.scalars(
        select(SurveyRound).where(SurveyRound.questionnaire_version_id.is_not(None)).order_by(SurveyRound.half_year)
    ):
        found |= {question["id"]: question for question in published_own(earlier)}
    used = {item["id"] for item in draft(round_.id).items}
    return {key: question for key, question in found.items() if key not in used}
