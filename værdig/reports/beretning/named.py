"""What in her words may lead to a person: some of it cannot be released, the rest she must say that she has looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from værdig.i18n import _
from værdig.masking.rules import mask
from værdig.reports.beretning import places
from værdig.reports.beretning.compose import told_cases

NEVER = frozenset({"cpr"})
"""What may stand in none of her words."""
NEVER_IN_A_STORY = NEVER | {"email", "phone", "address"}
"""What may stand in no told case; in her other words it may be her own office's."""
TYPED = (places.OWN, places.WORDS)


@dataclass(frozen=True)
class Found:
    """What stands in the way of a release (`refused`, whole sentences), and words that may be names (`doubtful`)."""

    refused: tuple[str, ...]
    doubtful: tuple[str, ...]


def look_through(texts: Mapping[str, str]) -> Found:
    """Return what is found in all she has typed that would be printed."""
    refused: list[str] = []
    doubtful: list[str] = []
    for place, (_number, words, ground) in enumerate(told_cases(texts), start=1):
        if ground not in places.GROUNDS:
            refused.append(
                _("Vælg ved fortalt sag %(number)s, om borgeren har sagt ja, eller om sagen er opdigtet.", number=place)
            )
        certain, guessed = _named(words, NEVER_IN_A_STORY)
        if certain:
            refused.append(
                _(
                    "Fortalt sag %(number)s kan vise, hvem det er: %(words)s. Tag det ud.",
                    number=place,
                    words=", ".join(certain),
                )
            )
        doubtful += guessed
    for typed, words in texts.items():
        if typed.startswith(TYPED):
            certain, guessed = _named(words, NEVER)
            if certain:
                refused.append(
                    _("Der står et cpr-nummer i din tekst: %(words)s. Tag det ud.", words=", ".join(certain))
                )
            doubtful += guessed
    return Found(tuple(refused), tuple(dict.fromkeys(doubtful)))


def _named(text: str, never: frozenset[str]) -> tuple[list[str], list[str]]:
    hidden = [part for part in mask(text).hidden if part.kind]
    certain = dict.fromkeys(part.words for part in hidden if part.kind in never)
    guessed = dict.fromkeys(part.words for part in hidden if part.kind not in never)
    return list(certain), list(guessed)
