"""The methods by name: what each goes by, and which question it asks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from værdig.attack.material import Material
from værdig.i18n import _l

Guess = Mapping[str, Hashable]
"""A value by person (or by draft); those of whom nothing can be said are left out."""


class Question(StrEnum):
    """What a method guesses, and so what the referee compares with."""

    CONTENT = "content"
    """Before closing, by person: everything she said, as canonical JSON."""
    DRAFT = "draft"
    """Before closing, by draft: everything in it, as canonical JSON."""
    AMOUNT = "amount"
    """Before closing, by person: how much she said, in quarters of those who answered (0 least, 3 most)."""
    DRAFT_AMOUNT = "draft_amount"
    """The same by draft."""
    OWNER = "owner"
    """Before closing, by person who has begun and not sent: which draft is hers, by what it is found by."""
    OWNER_BY_ROW = "owner_by_row"
    """The same by whoever knows no code and no row, as OWNER would ask more of a system than its design promises: that what one
    transaction wrote cannot be joined. The design promises that a row leads to nobody."""
    CODE = "code"
    """While there is a list, by person on it: her code. Asked without what is known of codes and rows."""
    LISTED = "listed"
    """While there is a list, by person on it: her e-mail address, empty where she has none. Asked without the addresses."""
    BOX = "box"
    """While there is a list, by person on it: which row of the outbox is hers. Asked without what is known of those rows."""
    USED = "used"
    """While there is a list, by person with an e-mail address: whether she had answered when those who had not were reminded. Asked
    without what is known of codes, and without the calendar."""
    ANSWER = "answer"
    """After closing, by person: which stored answer is hers, as canonical JSON."""
    TEXT = "text"
    """After closing, by person who wrote something: which stored text is hers, by its id."""
    ROW = "row"
    """By person: which row her code is, by its lookup. Asked without what is known of codes and rows, save which were made together;
    judged within that and the group and length that the row says while the round is open."""
    WHEN = "when"
    """By person: in which quarter of the round's answers hers came. Asked without the calendar, of what names a code or a person."""
    WHEN_BY_ROW = "when_by_row"
    """The same of the order that rows were written in, by whoever knows no code and no row; judged as ROW is."""


TITLES: Mapping[Question, Any] = {
    Question.CONTENT: _l("Før lukning: åbne konvolutter"),
    Question.DRAFT: _l("Før lukning: åbne kladder"),
    Question.AMOUNT: _l("Før lukning: se på konvolutter, hvor meget der er svaret"),
    Question.DRAFT_AMOUNT: _l("Før lukning: se på kladder, hvor meget der er svaret"),
    Question.OWNER: _l("Før lukning: finde ud af, hvilken kladde der hører til en persons kode"),
    Question.OWNER_BY_ROW: _l("Før lukning: det samme for dem, der har svaret, og uden at kende koderne"),
    Question.CODE: _l("Mens listen findes: finde ud af, hvilken kode en person på den har fået"),
    Question.LISTED: _l("Mens listen findes: læse, hvad der står på den"),
    Question.BOX: _l("Mens listen findes: finde ud af, hvilken række i udbakken der er en persons"),
    Question.USED: _l("Mens listen findes: se på udbakken, hvem der har svaret"),
    Question.ANSWER: _l("Efter lukning: finde en persons svar"),
    Question.TEXT: _l("Efter lukning: finde en persons tekst"),
    Question.ROW: _l("Når som helst: finde ud af, hvilken række der er en persons kode"),
    Question.WHEN: _l("Når som helst: finde ud af, hvornår en person svarede"),
    Question.WHEN_BY_ROW: _l("Når som helst: det samme af rækkernes orden, uden at kende koderne"),
}


NO_CODES: Mapping[str, Any] = {"lookup": b"", "code": ""}
WITHHELD: Mapping[Question, Mapping[str, Any]] = {
    Question.WHEN: {"sent": None},
    Question.ROW: NO_CODES,
    Question.WHEN_BY_ROW: {**NO_CODES, "sent": None},
    Question.OWNER_BY_ROW: NO_CODES,
    Question.CODE: NO_CODES,
    Question.LISTED: {"email": ""},
    Question.BOX: {"box": ""},
    Question.USED: {**NO_CODES, "sent": None},
}
"""What the insider is not told of people where it is asked for, or would give the answer."""


@dataclass(frozen=True)
class Method:
    """One way to guess."""

    name: str
    question: Question
    title: Any
    guess: Callable[[Material], Guess]


METHODS: dict[str, Method] = {}


def method(name: str, question: Question, title: Any) -> Callable[[Any], Any]:
    """Register a function as a method."""

    def register(guess: Callable[[Material], Guess]) -> Callable[[Material], Guess]:
        METHODS[name] = Method(name, question, title, guess)
        return guess

    return register


def in_quarters(order: list[str]) -> dict[str, int]:
    """Return for each of those in an order which quarter of it she is in, 0 to 3."""
    return {person: place * 4 // len(order) for place, person in enumerate(order)}


def all_methods() -> Mapping[str, Method]:
    """Return every method by name, in the order they are reported."""
    from værdig.attack import linking, listing, opening, queueing, rows, texts, timing  # each registers its own

    modules = (opening, listing, linking, texts, rows, timing, queueing)
    order = {module.__name__: place for place, module in enumerate(modules)}
    return dict(sorted(METHODS.items(), key=lambda item: order[item[1].guess.__module__]))
