"""Which of a person's answers are masked, and when: what she wrote herself, in the draft and in the envelope; how is in `rules`.

A draft keeps her own words, so that the check page can show her what is hidden and she can change it: it is sealed under her code and
gone when she sends. A CPR number is of no use to anybody here, so not even the draft holds it. Into the envelope goes the masked text
only; what was hidden is then nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from værdig.masking.rules import Masked, mask
from værdig.surveys.gone_types import may_be_words
from værdig.surveys.question_types import OPEN_ROOM, Value, type_of


def is_written(question: Mapping[str, Any]) -> bool:
    """Return whether people answer a question in their own words."""
    kind = type_of(question)
    return kind is not None and not kind.choices(question)


def masked(text: str) -> Masked:
    """Return a text as it is sealed."""
    return mask(text, OPEN_ROOM)


def for_the_draft(question: Mapping[str, Any], value: Value | None) -> Value | None:
    """Return one answer as the draft keeps it."""
    return mask(value, OPEN_ROOM, ("cpr",)).text if isinstance(value, str) and is_written(question) else value


def for_the_envelope(questions: Sequence[Mapping[str, Any]], answers: Mapping[str, Value]) -> dict[str, Value]:
    """Return all answers as they are sealed."""
    by_id = {question["id"]: question for question in questions}
    return {key: masked(str(value)).text if _is_words(by_id[key], value) else value for key, value in answers.items()}


def _is_words(question: Mapping[str, Any], value: Value) -> bool:
    return is_written(question) or may_be_words(question, value)
