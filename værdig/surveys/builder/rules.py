"""What own questions may be: how many, of which kinds, and how easy to read; no database."""

from __future__ import annotations

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

MOST_CLOSED = 15
"""Questions to choose an answer to, the core's and own together: a hard stop."""

WARN_RATED = 10
"""Rated questions above this cost answers, and are warned of."""

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
    """How a whole questionnaire stands: its text measured, how many questions have choices, and how many are rated."""

    reading: Reading
    closed: int
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
        sum(asked["kind"] != "open" for asked in questions),
        sum(asked["kind"] == "rated" for asked in questions),
    )


def check(own: Sequence[Mapping[str, Any]], whole: Sequence[Mapping[str, Any]]) -> None:
    """Raise UserError when own questions cannot be put to people: too many, unknown types, or a text that is too hard.

    Above `reading.WARN_LIX` is warned of on the page; above `reading.MAX_LIX` is refused with the words counted.
    """
    if len(own) > MOST_OWN:
        raise UserError(_("Der kan højst være %(most)s egne spørgsmål i en runde.", most=MOST_OWN))
    found = measured(whole)
    if found.closed > MOST_CLOSED:
        raise UserError(_("Der kan højst være %(most)s spørgsmål at vælge svar til i alt.", most=MOST_CLOSED))
    if any(type_of(asked) is None for asked in own):
        raise UserError(_("Et af spørgsmålene kan ikke vises, fordi dets plug-in er væk. Fjern det."))
    for measure in (found.reading, *(text_reading(asked) for asked in own)):
        if measure.hard:
            raise UserError(_refusal(measure), "wording")


def _refusal(measure: Reading) -> str:
    return _(
        "Teksten er for svær. LIX er %(lix)s og må højst være %(most)s. Vi talte %(words)s ord i %(sentences)s sætninger, og "
        "%(long)s af ordene har over %(letters)s bogstaver. Del de lange sætninger, og vælg kortere ord.",
        lix=format_number(round(measure.lix or 0, 1)), most=reading.MAX_LIX, words=measure.words,
        sentences=measure.sentences, long=measure.long_words, letters=reading.LONG_WORD,
    )  # fmt: skip
