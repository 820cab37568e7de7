"""Typing a paper in: at once, or after two persons have typed it and their typings agree; nothing here is logged.

While a paper waits for its second typist, the first typing is kept as a draft under the paper's code, apart from what the citizen
may have begun herself: only who holds the paper can open it. Nothing of it is left when the answer is sent or the round closes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from værdig import codes, municipality
from værdig.db import transaction
from værdig.errors import UserError
from værdig.i18n import _
from værdig.surveys import answering, drafts
from værdig.surveys.channels import PAPER
from værdig.surveys.question_types import Value, type_of

TYPIST = "@"
"""The key, beside the questions' ids, of who typed a paper first."""
LANGUAGE = "@language"
"""The same of the paper's language, and the key under which a difference in it is told."""
HELP = "help"
"""The key under which a difference in who helped is told."""


@dataclass(frozen=True)
class Typing:
    """What one person typed from a paper: question id to value as a form gives it, who helped, and the paper's language."""

    answers: Mapping[str, Any]
    helped: str
    language: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a typing: sent; kept until another person types it too; or different from the first typing.

    `first` is what the first typist has where the two differ, by question id, `HELP` or `LANGUAGE`; an empty text where she typed nothing.
    """

    is_sent: bool = False
    first: Mapping[str, Value] = field(default_factory=dict)


def must_be_another(seat: answering.Seat, typist: str) -> None:
    """Raise UserError where a paper waits for a second typist, and this is the first."""
    if municipality.setting("paper_typed_twice"):
        _refuse_the_first(drafts.read(seat.round_id, _place(seat.code)), typist)


def _refuse_the_first(before: drafts.Begun, typist: str) -> None:
    if before.answers.get(TYPIST) == typist:
        raise UserError(_("Du tastede selv dette papir første gang. En anden skal gøre det anden gang."), "code")


def type_in(typed: str, typing: Typing, typist: str, *, decided: bool = False) -> Outcome:
    """Take one person's typing of a paper; `decided` says that she has looked at the paper again where the two differ.

    Raises CodeMistyped, CodeUnusable, and UserError when nothing is answered, an answer cannot be given, or the same person would
    type a paper twice.
    """
    code = codes.normalise(typed)
    with transaction():
        seat = answering.enter(code)
        answers = _cleaned(seat, typing)
        if not municipality.setting("paper_typed_twice"):
            return _send(seat, typing)
        before = drafts.read(seat.round_id, _place(code))
        if TYPIST not in before.answers:
            kept = drafts.Begun({**answers, TYPIST: typist, LANGUAGE: typing.language}, help=typing.helped)
            drafts.write(seat.round_id, _place(code), kept)
            return Outcome()
        _refuse_the_first(before, typist)
        first = _differences(before, answers, typing)
        return Outcome(first=first) if first and not decided else _send(seat, typing)


def _cleaned(seat: answering.Seat, typing: Typing) -> dict[str, Value]:
    """Return the answers as they would be stored; raises UserError."""
    cleaned: dict[str, Value] = {}
    for question in seat.questions:
        kind = type_of(question)
        try:
            value = kind.clean(question, typing.answers.get(question["id"])) if kind else None
        except ValueError as error:
            raise UserError(_("Et af svarene kan ikke gives. Se papiret igen.")) from error
        if value is not None:
            cleaned[question["id"]] = value
    if not cleaned:
        raise UserError(_("Der er ikke tastet noget svar."))
    return cleaned


def _differences(before: drafts.Begun, answers: Mapping[str, Value], typing: Typing) -> dict[str, Value]:
    first: dict[str, Value] = {key: value for key, value in before.answers.items() if key != TYPIST}
    answers = (
        {**answers, LANGUAGE: typing.language} if LANGUAGE in first else answers
    )  # not kept of papers begun before it was
    ids = {*first, *answers}
    differing = {key: first.get(key, "") for key in ids if _folded(first.get(key)) != _folded(answers.get(key))}
    return differing if before.help == typing.helped else {**differing, HELP: before.help}


def _folded(value: Value | None) -> object:
    """Return a value as it is compared: white space and capitals in a text are not what somebody said."""
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _send(seat: answering.Seat, typing: Typing) -> Outcome:
    answering.deliver(seat.code, typing.answers, channel=PAPER, help_given=typing.helped, spoken=typing.language)
    drafts.forget(seat.round_id, _place(seat.code))
    return Outcome(is_sent=True)


def _place(code: str) -> str:
    """Return what a paper's first typing is kept under: it opens with the code, and cannot be joined to the citizen's draft."""
    return f"papir {code}"
