"""A recommendation names nobody: what in its text looks like a person; what is certain is refused, what is a guess is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from værdig.complaints.investigations.revealing import leads_to
from værdig.masking.rules import mask

CERTAIN = frozenset({"cpr", "email", "phone", "address"})
"""Kinds of things that belong in no recommendation; a name may be a word that only looks like one."""


class Named(NamedTuple):
    """What was found: what must go, and what may be a name."""

    certain: list[str]
    doubtful: list[str]


def named_in(text: str, number: str = "", told: Mapping[str, str] | None = None) -> Named:
    """Return what names somebody in a text; `number` and `told` are those of the case it comes of (`revealing.leads_to`)."""
    hidden = [part for part in mask(text).hidden if part.kind]
    certain = [part.words for part in hidden if part.kind in CERTAIN]
    certain += leads_to(text, number, told or {}) if number else []
    certain = list(dict.fromkeys(certain))
    doubtful = [part.words for part in hidden if part.kind not in CERTAIN and part.words not in certain]
    return Named(certain, list(dict.fromkeys(doubtful)))
