"""The methods by name: what each goes by, which question it asks, and whether what it finds is a limit that README states."""

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
    ANSWER = "answer"
    """After closing, by person: which stored answer is hers, as canonical JSON."""
    TEXT = "text"
    """After closing, by person who wrote something: which stored text is hers, by its id."""
    ROW = "row"
    """By person: which row her code is, by its lookup. Asked without what is known of rows."""
    WHEN = "when"
    """By person: in which quarter of the round's answers hers came. Asked without the calendar."""


TITLES: Mapping[Question, Any] = {
    Question.CONTENT: _l("Før lukning: åbne konvolutter"),
    Question.DRAFT: _l("Før lukning: åbne kladder"),
    Question.AMOUNT: _l("Før lukning: se på konvolutter, hvor meget der er svaret"),
    Question.DRAFT_AMOUNT: _l("Før lukning: se på kladder, hvor meget der er svaret"),
    Question.ANSWER: _l("Efter lukning: finde en persons svar"),
    Question.TEXT: _l("Efter lukning: finde en persons tekst"),
    Question.ROW: _l("Når som helst: finde ud af, hvilken række der er en persons kode"),
    Question.WHEN: _l("Når som helst: finde ud af, hvornår en person svarede"),
}


ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Method:
    """One way to guess. `limit` says in Danish what is known to be learnt this way on the engines `limit_on`; None: nothing."""

    name: str
    question: Question
    title: Any
    guess: Callable[[Material], Guess]
    limit: Any = None
    limit_on: tuple[str, ...] = ENGINES

    def limit_there(self, engine: str) -> Any:
        """Return the limit on one engine, or None where nothing may be learnt."""
        return self.limit if engine in self.limit_on else None


METHODS: dict[str, Method] = {}


def method(
    name: str, question: Question, title: Any, limit: Any = None, limit_on: tuple[str, ...] = ENGINES
) -> Callable[[Any], Any]:
    """Register a function as a method."""

    def register(guess: Callable[[Material], Guess]) -> Callable[[Material], Guess]:
        METHODS[name] = Method(name, question, title, guess, limit, limit_on)
        return guess

    return register


def in_quarters(order: list[str]) -> dict[str, int]:
    """Return for each of those in an order which quarter of it she is in, 0 to 3."""
    return {person: place * 4 // len(order) for place, person in enumerate(order)}


def all_methods() -> Mapping[str, Method]:
    """Return every method by name, in the order they are reported."""
    from værdig.attack import linking, opening, rows, texts, timing  # each registers its own

    order = {module.__name__: place for place, module in enumerate((opening, linking, texts, rows, timing))}
    return dict(sorted(METHODS.items(), key=lambda item: order[item[1].guess.__module__]))
