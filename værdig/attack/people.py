"""The people of a made-up round: who they are, what they answer, and how they sit with it; nothing here touches the system."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

GROUPS: Mapping[str, tuple[str, float]] = {
    "dagpenge": ("Dagpenge", 0.45),
    "sygedagpenge": ("Sygedagpenge", 0.45),
    "revalidering": ("Revalidering", 0.10),
}
"""Label and share by group; the last is so small that closing must merge it."""
LENGTHS = ("under_3_maaneder", "over_2_aar")
LEAST = 4
"""Questions that everybody chooses an answer to."""
REFERENCE = "L"
LANGUAGES = ("da", "da", "da", "en", "tr", "ar")
WORDS = (
    "brevene er svære at forstå", "min sagsbehandler lytter", "jeg har haft fire sagsbehandlere på et år",
    "samtalen var god", "der skete ikke noget bagefter", "kurset passede ikke til mig", "jeg ventede længe på svar",
    "tak for hjælpen", "jobcentret og lægen taler ikke sammen", "jeg blev mødt med respekt",
)  # fmt: skip


class Way(StrEnum):
    """How a person sits with the questionnaire."""

    AT_ONCE = "at_once"
    """Opens the link, answers, changes something, sends."""
    PAUSES = "pauses"
    """Begins before the first copy is taken, and sends after it."""
    LEAVES = "leaves"
    """Begins before the first copy is taken, and never sends."""
    SILENT = "silent"
    """Never opens the link."""


@dataclass(frozen=True)
class Person:
    """Somebody who is invited. `answers` is what she says in the end, `first` what she says before she changes her mind."""

    id: str
    group: str
    length: str
    language: str
    way: Way
    answers: Mapping[str, int | str]
    first: Mapping[str, int | str]
    reference: str
    """Her number on the municipality's list; empty for those whose code comes from a file of codes."""
    email: str
    network: str
    """The address her device has in the network."""


def invited(number: int, questions: Sequence[Mapping[str, Any]], chance: random.Random) -> list[Person]:
    """Return `number` people in the order their letters are written: by group, then at random."""
    people = []
    for position in range(number):
        group = _group_at(position / number)
        answers = _answers(questions, chance)
        people.append(
            Person(
                id=f"p{position:03d}",
                group=group,
                length=chance.choice(LENGTHS),
                language=chance.choice(LANGUAGES),
                way=chance.choices(list(Way), [0.52, 0.24, 0.08, 0.16])[0],
                answers=answers,
                first=_before_changing(answers, questions, chance),
                reference=f"{REFERENCE}{position:05d}" if position % 4 else "",
                email=_email(position, chance) if position % 4 and chance.random() < 0.6 else "",
                network=f"127.77.{100 + position // 100}.{100 + position % 100}",
            )
        )
    return people


def _email(position: int, chance: random.Random) -> str:
    """Make up an address; some are short and some long."""
    return (
        f"{'-'.join(chance.choices(('bo', 'margrethe', 'ali', 'svend'), k=chance.randint(1, 4)))}{position}@eksempel.dk"
    )


def _group_at(place: float) -> str:
    reached = 0.0
    for key, (_label, share) in GROUPS.items():
        reached += share
        if place < reached:
            return key
    return next(iter(GROUPS))


def _answers(questions: Sequence[Mapping[str, Any]], chance: random.Random) -> dict[str, int | str]:
    """Answer some of the questions: few enough to be quick, many enough to be told apart. Half write something."""
    chosen = [question for question in questions if question["kind"] != "open" and chance.random() < 0.35]
    chosen = chosen if len(chosen) >= LEAST else list(questions[:LEAST])
    chosen += [question for question in questions if question["kind"] == "open"]
    given = {str(question["id"]): _answer(question, chance) for question in chosen}
    return {question: value for question, value in given.items() if value != ""}


def _answer(question: Mapping[str, Any], chance: random.Random) -> int | str:
    if question["kind"] == "rated":
        return "ved_ikke" if chance.random() < 0.05 else chance.choices([1, 2, 3, 4, 5], [10, 15, 20, 30, 20])[0]
    if question["kind"] == "factual":
        return chance.choice(["ja", "nej", "ved_ikke"])
    return _text(chance) if chance.random() < 0.5 else ""


def _text(chance: random.Random) -> str:
    """Write between one and twelve sentences, and a number, so that no two people write the same."""
    sentences = ". ".join(chance.choice(WORDS).capitalize() for _number in range(chance.randint(1, 12)))
    return f"{sentences}. Det har varet {chance.randint(1, 10**6)} timer."


def _before_changing(
    answers: Mapping[str, int | str], questions: Sequence[Mapping[str, Any]], chance: random.Random
) -> dict[str, int | str]:
    """Return the answers with one of the rated ones otherwise."""
    rated = [str(question["id"]) for question in questions if question["kind"] == "rated" and question["id"] in answers]
    return {**answers, chance.choice(rated): chance.randint(1, 5)} if rated else dict(answers)
