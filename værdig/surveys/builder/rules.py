"""What own questions may be: how many, of which kinds, and how easy to read; no database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from værdig import reading
from værdig.errors import UserError
from værdig.i18n import _, _l, format_number
from værdig.reading import Reading
from værdig.surveys.question_types import offered_types, type_of

MOST_OWN = 5
"""Own questions of a round; the core is locked."""

MOST_IN_ALL = 15
"""Questions of a round, the core's and own together: a hard stop."""

WARN_RATED = 10
"""Rated questions above this cost answers, and are warned of."""

WARN_LIX_OF_ONE = 35
"""Above this one question is no longer easy by LIX, and is warned of."""

MOST_LIX_OF_ONE = 45
"""Above this one question is refused by itself, however easy the others are: from 45 a text is hard (Björnsson 1968). Those of the core
are under 40."""

FEW_WORDS_OF_ONE = 10
"""Below this one question is too short for that: a single long word would decide it."""

_CPR = re.compile(r"\bcpr\b|\bpersonnumme", re.IGNORECASE)

MOST_WORDING, MOST_HELP = 200, 300
"""Characters."""

CORE_KINDS: Mapping[str, Any] = {
    "satisfaction": _l("Hvor tilfreds? Fem svar fra »Meget utilfreds« til »Meget tilfreds«"),
    "agreement": _l("Hvor enig? Fem svar fra »Helt uenig« til »Helt enig«"),
    "yes_no": _l("Ja eller nej"),
}
"""The core's ways of asking, by scale; a plug-in's go by their id."""


def kinds() -> dict[str, str]:
    """Return the ways an own question can be asked: the core's, and those that plug-ins offer here."""
    core = {key: str(words) for key, words in CORE_KINDS.items()}
    return core | {key: str(kind.declared.title) for key, kind in offered_types().items()}


def question(question_id: str, way: str, wording: str, help_: str) -> dict[str, Any]:
    """Return an own question in the form of `questionnaires.content_of`; raises UserError for an unknown way."""
    if way not in kinds():
        raise UserError(_("Vælg, hvordan der skal svares."), "way")
    kind = {"yes_no": "factual", "satisfaction": "rated", "agreement": "rated"}.get(way, way)
    return {
        "id": question_id, "kind": kind, "scale": way if way in CORE_KINDS else "own", "wording": wording, "help": help_,
        "theme": "egne", "principle": "", "promise": "",
    }  # fmt: skip


def way_of(asked: Mapping[str, Any]) -> str:
    """Return the way a question is asked, as `kinds` names it."""
    return str(asked["scale"] if asked["scale"] in CORE_KINDS else asked["kind"])


@dataclass(frozen=True)
class Measured:
    """How a whole questionnaire stands: its text measured, how many questions it has, and how many of them are rated."""

    reading: Reading
    number: int
    rated: int

    @property
    def too_many_rated(self) -> bool:
        """Whether people are asked to rate more than they care to."""
        return self.rated > WARN_RATED


def text_reading(asked: Mapping[str, Any]) -> Reading:
    """Measure one question's words and help."""
    return reading.measure(*(_(text) for text in (asked["wording"], asked["help"]) if text))


def measured(questions: Sequence[Mapping[str, Any]]) -> Measured:
    """Measure a questionnaire with all its questions together."""
    texts = [text for asked in questions for text in (asked["wording"], asked["help"]) if text]
    return Measured(
        reading.measure(*texts),
        len(questions),
        sum(asked["kind"] == "rated" for asked in questions),
    )


def is_hard(asked: Reading) -> bool:
    """Return whether one question, words and help, is too hard by itself."""
    return asked.words >= FEW_WORDS_OF_ONE and asked.rough_lix > MOST_LIX_OF_ONE


def is_noted(asked: Reading) -> bool:
    """Return whether one question is harder than it should be, so that its writer is told."""
    return bool(asked.longest) or (asked.words >= FEW_WORDS_OF_ONE and asked.rough_lix > WARN_LIX_OF_ONE)


def room(core: Sequence[Mapping[str, Any]]) -> int:
    """Return how many own questions there is room for beside a core: five, and fifteen questions in all."""
    return max(0, min(MOST_OWN, MOST_IN_ALL - len(core)))


def check(own: Sequence[Mapping[str, Any]], whole: Sequence[Mapping[str, Any]]) -> None:
    """Raise UserError when own questions cannot be put to people: too many, unknown types, a text that is too hard, or
    one that asks for a CPR number.

    The whole must not be above `reading.MAX_LIX`, nor one question above `MOST_LIX_OF_ONE`; a refusal counts the words.
    """
    ids = {asked["id"] for asked in own}
    possible = room([asked for asked in whole if asked["id"] not in ids])
    if len(own) > possible:
        raise UserError(
            _(
                "Der kan højst være %(possible)s egne spørgsmål i denne runde. Kernen har %(core)s spørgsmål, og en runde kan "
                "højst have %(most)s i alt, heraf højst %(own)s egne.",
                possible=possible, core=len(whole) - len(own), own=MOST_OWN, most=MOST_IN_ALL,
            )
        )  # fmt: skip
    found = measured(whole)
    if any(type_of(asked) is None for asked in own):
        raise UserError(_("Et af spørgsmålene kan ikke vises, fordi dets plug-in er væk. Fjern det."))
    for asked in own:
        if _CPR.search(" ".join((_(asked["wording"]), _(asked["help"])))):
            raise UserError(
                _(
                    "I undersøgelsen må der ikke spørges om cpr-nummer. Borgerne får lovet, at ingen kan se, hvem der har svaret."
                ),
                "wording",
            )
        if is_hard(one := text_reading(asked)):
            raise UserError(
                _refusal(_("Spørgsmålet »%(wording)s«", wording=_(asked["wording"])), one, MOST_LIX_OF_ONE), "wording"
            )
    if found.reading.hard:
        raise UserError(_refusal(_("Hele skemaet"), found.reading, reading.MAX_LIX), "wording")


def _refusal(what: str, measure: Reading, most: int) -> str:
    return _(
        "%(what)s er for svært at læse. LIX er %(lix)s og må højst være %(most)s. Vi talte ord: %(words)s, sætninger: "
        "%(sentences)s, ord med over %(letters)s bogstaver: %(long)s. Del de lange sætninger, og vælg kortere ord.",
        what=what, lix=format_number(round(measure.rough_lix, 1)), most=most, words=measure.words,
        sentences=measure.sentences, long=measure.long_words, letters=reading.LONG_WORD,
    )  # fmt: skip
