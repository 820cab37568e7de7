"""An answer that waits for its code: carried by the code page while nobody is seated, shown there, and kept for its own code only.

Nothing of it is stored before that code is there: it stands in the page she has before her, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request

from værdig.surveys import questionnaires
from værdig.surveys.beside import in_both
from værdig.surveys.forms import CodeForm
from værdig.surveys.page_marks import FIELD, of_code
from værdig.surveys.question_types import type_of


@dataclass(frozen=True)
class Waiting:
    """What waits, as people read it: the question (empty when it cannot be found) and the answer to it."""

    question: object
    words: object


def carrying(number: int) -> CodeForm:
    """Return the code form with the answer of this request in it, and whose it is."""
    return CodeForm(
        formdata=None,
        kept_question=str(number),
        kept_answer=request.form.get("svar", ""),
        kept_round=request.form.get("runde", ""),
        kept_mark=request.form.get(FIELD, ""),
    )


def number_of(form: CodeForm) -> int:
    """Return the number of the question whose answer waits; 0 for none."""
    return int(form.kept_question.data) if (form.kept_question.data or "").isdecimal() else 0


def is_for(form: CodeForm, code: str) -> bool:
    """Return whether what waits was answered with this code. What says nothing of its code belongs to none."""
    return bool(form.kept_mark.data) and form.kept_mark.data == of_code(code)


def waiting(form: CodeForm) -> Waiting | None:
    """Return what waits in a form, in words; None for nothing."""
    if not form.kept_answer.data:
        return None
    asked = _question(form.kept_round.data or "", number_of(form))
    kind = type_of(asked) if asked else None
    if asked is None or kind is None:
        return Waiting("", form.kept_answer.data)
    words = kind.words(asked, form.kept_answer.data)
    return Waiting(in_both(asked["wording"]), in_both(words) if kind.choices(asked) else words)


def _question(round_id: str, number: int) -> Any:
    questions = questionnaires.of_round(round_id) or ()
    return questions[number - 1] if 1 <= number <= len(questions) else None
