"""Questionnaires: which can be chosen, what makes one valid, and publishing one unchangeably; the core's texts stand apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from værdig.db import current_tenant, db
from værdig.db.types import canonical
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.hooks import current_host
from værdig.hooks.contracts import Question, Questionnaire
from værdig.i18n import _
from værdig.surveys.models import QuestionnaireVersion, SurveyRound
from værdig.surveys.question_types import is_own, type_of

MOST_QUESTIONS = 15
"""Questions to choose an answer to; more is a burden that costs answers."""
OWN_ID = "egen_"
"""What the id of a municipality's own question begins with."""


def offered() -> dict[str, Questionnaire]:
    """Return the newest version of every questionnaire that the core or a plug-in offers, by id."""
    newest: dict[str, Questionnaire] = {}
    for found in current_host().active("register_questionnaires"):
        questionnaire: Questionnaire = found.value
        known = newest.get(questionnaire.id)
        if known is None or questionnaire.version > known.version:
            newest[questionnaire.id] = questionnaire
    return newest


def content_of(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return a questionnaire as plain values, in the form that is stored and hashed."""
    return {
        "questionnaire": questionnaire.id,
        "version": questionnaire.version,
        "title": str(questionnaire.title),
        "questions": [_question_of(question) for question in questionnaire.questions],
    }


def _question_of(question: Question) -> dict[str, Any]:
    """Return one question as plain values; one that is put to everybody says nothing of it, as before conditions came."""
    values = {
        "id": question.id,
        "kind": question.kind,
        "scale": question.scale,
        "wording": str(question.wording),
        "help": str(question.help),
        "theme": question.theme,
        "principle": question.principle,
        "promise": question.promise,
    }
    conditions = {earlier: list(answers) for earlier, answers in question.asked_if.items()}
    return {**values, "asked_if": conditions} if conditions else values


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON of a questionnaire's content, in hexadecimal."""
    return sha256(canonical(content).encode()).hexdigest()


def check(questionnaire: Questionnaire) -> None:
    """Raise UserError when a questionnaire cannot be put to people: repeated ids, too many questions, or none."""
    ids = Counter(question.id for question in questionnaire.questions)
    if any(number > 1 for number in ids.values()):
        raise UserError(_("To spørgsmål i skemaet har samme id."))
    closed = sum(question.kind != "open" for question in questionnaire.questions)
    if not 1 <= closed <= MOST_QUESTIONS:
        raise UserError(_("Et skema skal have mellem 1 og %(most)s spørgsmål at vælge svar til.", most=MOST_QUESTIONS))


def with_own(content: Mapping[str, Any], own: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a questionnaire's content with a round's own questions in it: before the last one where people write."""
    asked = list(content["questions"])
    place = len(asked) - 1 if asked and asked[-1]["kind"] == "open" else len(asked)
    return {**content, "questions": [*asked[:place], *own, *asked[place:]], "own": [question["id"] for question in own]}


def publish_with_own(questionnaire_id: str, own: Sequence[Mapping[str, Any]], round_id: str) -> QuestionnaireVersion:
    """Store a questionnaire with a round's own questions, unchangeably and for that round only; call inside a transaction.

    Raises UserError as `publish` does.
    """
    questionnaire = _offered(questionnaire_id)
    check(questionnaire)
    content = with_own(content_of(questionnaire), own)
    return _store(replace(questionnaire, id=f"{questionnaire.id}@{round_id}"), content)


def _offered(questionnaire_id: str) -> Questionnaire:
    questionnaire = offered().get(questionnaire_id)
    if questionnaire is None:
        raise UserError(_("Spørgeskemaet findes ikke længere. Vælg et andet."), "questionnaire")
    return questionnaire


def publish(questionnaire_id: str) -> QuestionnaireVersion:
    """Return the stored version of a questionnaire, storing it the first time; call inside a transaction.

    Raises UserError when nobody offers it, and RuleBroken when a published version's text was changed.
    """
    questionnaire = _offered(questionnaire_id)
    check(questionnaire)
    content = content_of(questionnaire)
    stored = _stored(questionnaire)
    if stored is None:
        return _store(questionnaire, content)
    if content_hash(_without_choices(stored.content)) != content_hash(content):
        raise RuleBroken(f"questionnaire {questionnaire.id} version {questionnaire.version} changed after publication")
    return stored


def _stored(questionnaire: Questionnaire) -> QuestionnaireVersion | None:
    return db.session.scalar(
        select(QuestionnaireVersion).where(
            QuestionnaireVersion.questionnaire == questionnaire.id,
            QuestionnaireVersion.version == questionnaire.version,
        )
    )


def _with_choices(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a content in which each question of a plug-in's type says what can be chosen: the type may be gone when answers are read."""
    said = _without_choices(content)
    kinds = [(question, type_of(question) if is_own(question) else None) for question in said["questions"]]
    questions = [
        {**question, "choices": [choice.value for choice in kind.choices(question)]} if kind else question
        for question, kind in kinds
    ]
    return {**said, "questions": questions}


def _without_choices(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a content as its plug-in offers it: what can be chosen belongs to the type, and is noted when published."""
    questions = [{key: said for key, said in one.items() if key != "choices"} for one in content["questions"]]
    return {**content, "questions": questions}


def _store(questionnaire: Questionnaire, content: dict[str, Any]) -> QuestionnaireVersion:
    content = _with_choices(content)
    row = QuestionnaireVersion(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        title=str(questionnaire.title),
        content=content,
        content_hash=content_hash(content),
    )
    db.session.add(row)
    db.session.flush()
    return row


def questions(version: QuestionnaireVersion) -> Sequence[Mapping[str, Any]]:
    """Return a published version's questions in order; raises RuleBroken when the stored text was tampered with."""
    if content_hash(version.content) != version.content_hash:
        raise RuleBroken(f"questionnaire version {version.id} is not what was published")
    found: Sequence[Mapping[str, Any]] = version.content["questions"]
    return found


def published(version_id: str) -> Sequence[Mapping[str, Any]]:
    """Return a published version's questions by its id, as `questions` does; a process remembers them, for they never change."""
    known = _published.get(version_id)
    if known is None:
        row = db.session.scalar(select(QuestionnaireVersion).where(QuestionnaireVersion.id == version_id))
        if row is None:
            raise RuleBroken(f"there is no questionnaire version {version_id}")
        if len(_published) >= _MOST_REMEMBERED:
            _published.clear()
        known = _published[version_id] = (current_tenant(), questions(row))
    if known[0] != current_tenant():
        raise NotYours
    return known[1]


def of_round(round_id: str) -> Sequence[Mapping[str, Any]] | None:
    """Return the questions of a round by its id, None where no such round was opened; a process remembers which they are.

    Opening a round fixes them for good. Whether it is open still is for others to ask.
    """
    place = (current_tenant(), round_id)
    version = _version_of.get(place)
    if version is None:
        version = db.session.scalar(select(SurveyRound.questionnaire_version_id).where(SurveyRound.id == round_id))
        if version is None:
            return None
        if len(_version_of) >= _MOST_REMEMBERED:
            _version_of.clear()
        _version_of[place] = version
    return published(version)


_MOST_REMEMBERED = 64
_version_of: dict[tuple[str, str], str] = {}
_published: dict[str, tuple[str, Sequence[Mapping[str, Any]]]] = {}


def put_to(question: Mapping[str, Any], asked: Sequence[Mapping[str, Any]]) -> str:
    """Return whom a question is put to, as a Danish sentence; empty where everybody is asked."""
    by_id = {one["id"]: one for one in asked}
    for earlier, answers in question.get("asked_if", {}).items():
        kind = type_of(by_id[earlier])
        words = [str(kind.words(by_id[earlier], answer)) for answer in answers] if kind else answers
        return _(
            "Stilles kun til dem, der har svaret »%(answers)s« til »%(earlier)s« eller er sprunget over det.",
            answers=", ".join(words), earlier=_(by_id[earlier]["wording"]),
        )  # fmt: skip
    return ""
