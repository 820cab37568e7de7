"""Answers to questions whose way of asking nobody offers at the moment: what is kept of them at closing, where, and what staff are told.

They were cleaned by their type when they were saved, so they are kept as they are and counted once the type is back. Showing them
waits for that; who counts them is in `counting`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from værdig.hooks import current_host
from værdig.i18n import _
from værdig.surveys import questionnaires
from værdig.surveys.question_types import POINTS, TYPES, YES_AND_NO, Value, is_own, type_of

CHOICE = re.compile(r"[a-z0-9_]{1,20}")
"""How the contract has a choice of a plug-in's type be written; words may look like this too."""


def published_choices(question: Mapping[str, Any]) -> Collection[str]:
    """Return the stored values that a published question lets people choose; empty where it does not tell, or people write."""
    if question["kind"] == "rated":
        return {choice.value for choices in POINTS.values() for choice in choices}
    if question["kind"] == "factual":
        return {choice.value for choice in YES_AND_NO}
    return tuple(question.get("choices", ()))


def as_sealed(value: Any) -> Value | None:
    """Return the answer of a type that is gone as it was sealed; raises ValueError for what no type stores, or for too long a text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return TYPES["open"].clean({}, value)


def choosing(question: Mapping[str, Any]) -> Callable[[Value], bool]:
    """Return what tells whether an answer to a question is a choice; all else (words, and what is not known) is kept sealed and apart.

    A type that is gone cannot say whether people write to it. So only what the published questionnaire offers stays in clear.
    """
    kind = type_of(question)
    if kind is not None:
        chooses = bool(kind.choices(question))
        return lambda _value: chooses
    offered = published_choices(question)
    return lambda value: str(value) in offered


def may_be_words(question: Mapping[str, Any], value: Value) -> bool:
    """Return whether an answer to a question whose type is gone could be something that a person wrote."""
    return type_of(question) is None and not CHOICE.fullmatch(str(value))


@dataclass(frozen=True)
class Gone:
    """A question that cannot be shown at present, and the module (*plug-in*) that owns its way of being asked."""

    wording: str
    module: str


def of_round(round_id: str) -> Sequence[Gone]:
    """Return the questions of an opened round that cannot be shown at present."""
    asked = questionnaires.of_round(round_id) or ()
    return [Gone(_(one["wording"]), _module(one)) for one in asked if type_of(one) is None]


def _module(question: Mapping[str, Any]) -> str:
    if not is_own(question):
        return _("Værdig selv")
    owner = str(question["kind"]).partition(".")[0]
    plugin = current_host().plugin(owner)
    title = str(plugin.info.title) if plugin is not None and plugin.info is not None else ""
    return f"{title} ({owner})" if title else owner
