"""Reading the choices that closing sealed and kept apart because their type was gone; counting them is in `counting`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from værdig.db import db
from værdig.surveys.models import OpenAnswer
from værdig.surveys.question_types import type_of
from værdig.surveys.quotations.queries import words_of


def of_question(round_id: str, question: Mapping[str, Any]) -> list[str]:
    """Return the choices of a question that were kept apart, in no order; empty while its type is gone."""
    kind = type_of(question)
    if kind is None or not kind.choices(question):
        return []
    rows = db.session.scalars(
        select(OpenAnswer).where(OpenAnswer.round_id == round_id, OpenAnswer.question == question["id"])
    )
    offered = {choice.value for choice in kind.choices(question)}
    return [words for words in map(words_of, rows) if words in offered]
