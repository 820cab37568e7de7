"""What the writer of an own question is told of its wording; hints and no rules, since words alone do not always tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from værdig.i18n import LazyText, _, _l
from værdig.surveys.builder.rules import is_noted, text_reading

_LONG = _l("Ordet »%(word)s« er langt. Vælg et kortere, eller del det, hvis I kan.")
LONG_WORD = 20
"""Letters above which a word is told of: below ten words LIX says nothing, and one such word stops a reader."""

_HARD = _l("Jeres spørgsmål »%(wording)s« er sværere at læse, end det bør være.")

_IN_WORDS: Sequence[tuple[re.Pattern[str], LazyText]] = (
    (
        re.compile(r"\b(?:og/eller|og|samt)\b|(?<!ja )\beller\b(?! nej)", re.IGNORECASE),
        _l(
            "Jeres spørgsmål »%(wording)s« spørger måske om to ting. Så ved I ikke, hvad der bliver svaret på. Del det i to, eller "
            "vælg den ene."
        ),
    ),
    (
        re.compile(r"\b(?:ikke|aldrig|ingen|intet)\b", re.IGNORECASE),
        _l(
            "Jeres spørgsmål »%(wording)s« siger »ikke« eller lignende. Så tager nogle fejl af, hvad et ja betyder. Spørg ligeud."
        ),
    ),
    (
        re.compile(
            r"\b(?:dit|dine|din|jeres) (?:navn|telefonnummer|nummer|adresse|e-?mail\w*|mailadresse|fødselsda\w+)\b",
            re.IGNORECASE,
        ),
        _l(
            "Jeres spørgsmål »%(wording)s« spørger måske om, hvem borgeren er. Borgerne får lovet, at ingen kan se, hvem der har "
            "svaret. Fjern det."
        ),
    ),
)
"""What is looked for, and what is said of it. Source: the advice for questionnaires that everybody gives (one thing at a time, no
negations), and the promise on the first page of the survey."""


def hints(own: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the hints to the wording of some own questions, each in Danish."""
    return [hint for asked in own for hint in _of(asked)]


def _of(asked: Mapping[str, Any]) -> Iterator[str]:
    wording = _(asked["wording"])
    if is_noted(text_reading(asked)):
        yield str(_HARD) % {"wording": wording}
    for word in re.findall(r"[^\W\d_]+", wording):
        if len(word) > LONG_WORD:
            yield str(_LONG) % {"word": word}
    for pattern, said in _IN_WORDS:
        if pattern.search(wording):
            yield str(said) % {"wording": wording}
