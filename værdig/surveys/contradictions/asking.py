"""How a contradiction is put to the citizen on the check page: kindly, in her own answers' words, with ways to change them.

It never holds up sending, and nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from værdig.i18n import _l
from værdig.surveys.answering import Seat
from værdig.surveys.beside import in_both
from værdig.surveys.contradictions.rules import Contradiction, find
from værdig.surveys.question_types import type_of

OVERALL = "samlet"
"""The theme of the question on the whole."""


@dataclass(frozen=True)
class Doubt:
    """What is asked: short sentences, what the ends of the scale mean, and where each side can be changed: `(number, words)`."""

    sentences: Sequence[object]
    scale: object
    links: Sequence[tuple[int, object]]


def doubt(seat: Seat) -> Doubt | None:
    """Return what to ask somebody about her answers; None for most people."""
    rated = [
        (number, question)
        for number, question in enumerate(seat.questions, 1)
        if question["kind"] == "rated" and type_of(question) is not None and seat.asks(number)
    ]
    given = [(question["id"], seat.answers.get(question["id"])) for _number, question in rated]
    overall = next((question["id"] for _number, question in rated if question["theme"] == OVERALL), None)
    found = find([(question, point) for question, point in given if isinstance(point, int)], overall)
    return _put(found, {question["id"]: (number, question) for number, question in rated}) if found else None


def _put(found: Contradiction, asked: Mapping[str, tuple[int, Mapping[str, Any]]]) -> Doubt:
    number, question = asked[found.question]
    first, other = asked[found.against[0]]
    return Doubt(
        sentences=_sentences(found, question, other),
        scale=in_both(_l("»%(worst)s« er det dårligste svar. »%(best)s« er det bedste."), **_ends(question)),
        links=[
            (number, _words_of_link(found, question)),
            (first, in_both(_l("Ret de andre svar. Begynd med det første"))),
        ],
    )


def _sentences(found: Contradiction, question: Mapping[str, Any], other: Mapping[str, Any]) -> list[object]:
    told = {
        "question": _l(question["wording"]), "own": _words(question, found.own), "others": _words(other, found.middle),
    }  # fmt: skip
    if found.kind == "turned":
        return [
            in_both(_l("Dine første svar er mest »%(others)s«."), **told),
            in_both(_l("Fra spørgsmålet »%(question)s« er de mest »%(own)s«."), **told),
        ]
    return [
        in_both(_l("Du har svaret »%(own)s« til »%(question)s«"), **told),
        in_both(_l("Dine andre svar er mest »%(others)s«."), **told),
    ]


def _words_of_link(found: Contradiction, question: Mapping[str, Any]) -> object:
    if found.kind == "turned":
        return in_both(_l("Ret svarene fra »%(question)s«"), question=_l(question["wording"]))
    return in_both(_l("Ret svaret til »%(question)s«"), question=_l(question["wording"]))


def _ends(question: Mapping[str, Any]) -> dict[str, object]:
    return {"worst": _words(question, 1), "best": _words(question, 5)}


def _words(question: Mapping[str, Any], point: int) -> object:
    kind = type_of(question)
    return kind.words(question, point) if kind else str(point)
