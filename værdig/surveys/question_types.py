"""The ways a question can be asked: what may be answered and how an answer reads; forms and pages are made elsewhere.

A question whose type nobody offers any more is shown as *kan ikke vises*: it breaks nothing and loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from værdig.hooks import current_host
from værdig.hooks.contracts import QuestionType as Declared
from værdig.i18n import _l
from værdig.ui.text import length, normalise

DONT_KNOW = "ved_ikke"
OPEN_ROOM = 2000
"""Characters in an open answer."""

Value = int | str
"""A stored answer: 1–5 or `ved_ikke` (rated); `ja`, `nej` or `ved_ikke` (factual); a text (open). Absent is unanswered."""

SCALES: dict[str, tuple[Any, ...]] = {
    "satisfaction": (
        _l("Meget utilfreds"),
        _l("Utilfreds"),
        _l("Hverken tilfreds eller utilfreds"),
        _l("Tilfreds"),
        _l("Meget tilfreds"),
    ),
    "agreement": (
        _l("Helt uenig"),
        _l("Uenig"),
        _l("Hverken enig eller uenig"),
        _l("Enig"),
        _l("Helt enig"),
    ),
}
"""Words on all five points, from 1 to 5: always the same direction, never bare numbers."""

CANNOT_BE_SHOWN = _l("Spørgsmålet kan ikke vises lige nu. Du kan gå videre.")


@dataclass(frozen=True)
class Choice:
    """One thing to choose: the stored value as text and the words; `apart` ones are shown apart from the scale."""

    value: str
    words: Any
    apart: bool = False


POINTS: dict[str, Sequence[Choice]] = {
    scale: (
        *(Choice(str(point), words) for point, words in enumerate(scale_words, start=1)),
        Choice(DONT_KNOW, _l("Ved ikke / ikke relevant"), apart=True),
    )
    for scale, scale_words in SCALES.items()
}
"""Scale → what can be chosen on it."""
YES_AND_NO = (Choice("ja", _l("Ja")), Choice("nej", _l("Nej")), Choice(DONT_KNOW, _l("Ved ikke"), apart=True))


@dataclass(frozen=True)
class QuestionType:
    """A way of asking. `choices` is empty where people write; `clean` reads what a form or an opened envelope holds."""

    id: str

    def choices(self, question: Mapping[str, Any]) -> Sequence[Choice]:
        """Return what can be chosen, in the order shown."""
        return ()

    def clean(self, question: Mapping[str, Any], given: Any) -> Value | None:
        """Return the value to store for what was given, None for no answer; raises ValueError for an impossible one."""
        raise NotImplementedError

    def words(self, question: Mapping[str, Any], value: Value) -> Any:
        """Return a stored value as people read it."""
        found = [choice.words for choice in self.choices(question) if choice.value == str(value)]
        return found[0] if found else str(value)


class Rated(QuestionType):
    """Five worded points and, apart from them, *Ved ikke / ikke relevant*."""

    def choices(self, question: Mapping[str, Any]) -> Sequence[Choice]:
        return POINTS[question["scale"]]

    def clean(self, question: Mapping[str, Any], given: Any) -> Value | None:
        chosen = _one_of(self.choices(question), given)
        return int(chosen) if chosen is not None and chosen.isdigit() else chosen


class Factual(QuestionType):
    """Yes, no, or don't know."""

    def choices(self, question: Mapping[str, Any]) -> Sequence[Choice]:
        return YES_AND_NO

    def clean(self, question: Mapping[str, Any], given: Any) -> Value | None:
        return _one_of(self.choices(question), given)


class Open(QuestionType):
    """A text of up to 2,000 characters, freed of null bytes and other control characters."""

    def clean(self, question: Mapping[str, Any], given: Any) -> Value | None:
        if given is not None and not isinstance(given, str):
            raise ValueError("an open answer is a text")
        text = normalise((given or "").encode("utf-8", "ignore").decode())
        if length(text) > OPEN_ROOM:
            raise ValueError("the text is longer than there is room for")
        return text or None


def _one_of(choices: Sequence[Choice], given: Any) -> str | None:
    if given is None or given == "":
        return None
    chosen = str(given)
    for choice in choices:
        if choice.value == chosen:
            return choice.value
    raise ValueError("not one of the answers")


TYPES: dict[str, QuestionType] = {kind.id: kind for kind in (Rated("rated"), Factual("factual"), Open("open"))}


@dataclass(frozen=True)
class OwnChoices(QuestionType):
    """Choices that a plug-in declares; see `hooks.contracts.QuestionType`."""

    declared: Declared

    def choices(self, question: Mapping[str, Any]) -> Sequence[Choice]:
        return [Choice(value, words, value in self.declared.apart) for value, words in self.declared.choices]

    def clean(self, question: Mapping[str, Any], given: Any) -> Value | None:
        return _one_of(self.choices(question), given)


def offered_types() -> dict[str, OwnChoices]:
    """Return the types that plug-ins offer in the bound municipality, by id."""
    found = [each.value for each in current_host().active("register_question_types")]
    return {declared.id: OwnChoices(declared.id, declared) for declared in found}


def is_own(question: Mapping[str, Any]) -> bool:
    """Tell whether a question is of a plug-in's type, also of one that is gone."""
    return "." in str(question.get("kind"))


def type_of(question: Mapping[str, Any]) -> QuestionType | None:
    """Return how a stored question is asked, or None when its type or scale is not known here."""
    if is_own(question):
        return offered_types().get(str(question["kind"]))
    if question.get("kind") == "rated" and question.get("scale") not in SCALES:
        return None
    return TYPES.get(str(question.get("kind")))
