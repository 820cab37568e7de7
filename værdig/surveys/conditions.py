"""Which questions are put to whom: a question may follow only certain answers to an earlier one; no database, no pages here.

Somebody who skipped the earlier question is asked. Not being asked is a state of its own: it is neither an answer, nor *ved
ikke*, nor unanswered, and it is never stored: it follows from the earlier answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

Value = TypeVar("Value")
Question = Mapping[str, Any]
"""A published question; see `questionnaires.content_of`."""


def is_asked(question: Question, answers: Mapping[str, Any]) -> bool:
    """Return whether somebody with these answers is asked a question."""
    conditions: Mapping[str, Sequence[str]] | None = question.get("asked_if")
    return not conditions or all(
        answers.get(earlier) is None or str(answers[earlier]) in wanted for earlier, wanted in conditions.items()
    )


def asked(questions: Sequence[Question], answers: Mapping[str, Any]) -> list[Question]:
    """Return the questions that somebody with these answers is asked, in order."""
    return [question for question in questions if is_asked(question, answers)]


def without_unasked(questions: Sequence[Question], answers: Mapping[str, Value]) -> dict[str, Value]:
    """Return the answers without those to questions that are not asked any more."""
    put = {question["id"] for question in asked(questions, answers)}
    return {question: value for question, value in answers.items() if question in put}
