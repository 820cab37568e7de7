"""What in a text leads to the citizen of a case: the guard before questions are put to the administration; pure.

It finds what the citizen has told of who she is, as she wrote it, and the case's number. It cannot know what else leads to her, and
the borgerraadgiver is told so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

SHORTEST = 3
"""Letters in a word of a name that is looked for: shorter ones are ordinary words too often."""

FEWEST_DIGITS = 6
"""Digits in a number that is looked for."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_DIGITS = re.compile(r"\d(?:[ \d().\-/]*\d)?")


def leads_to(text: str, number: str, told: Mapping[str, str]) -> list[str]:
    """Return what stands in `text` that leads to the citizen: the case's `number`, and what she has told (`told`, by field).

    Of a name each word counts, of an address each word that begins with a capital; of a number its digits, however they are written.
    """
    words = {part.casefold() for word in _WORD.findall(text) for part in (word, *word.split("-"))}
    digits = {re.sub(r"\D", "", found) for found in _DIGITS.findall(text)}
    found = [number] if _same_digits(number, digits) else []
    for field, value in told.items():
        found += [each for each in _traces(field, value) if _stands(each, text, words, digits)]
    return list(dict.fromkeys(found))


def _traces(field: str, value: str) -> Iterator[str]:
    yield from (each for each in re.findall(r"\S+@\S+", value))
    yield from (each for each in _DIGITS.findall(value) if len(re.sub(r"\D", "", each)) >= FEWEST_DIGITS)
    if field in ("name", "address"):
        words = [part for word in _WORD.findall(value) for part in (word, *word.split("-"))]
        yield from (word for word in words if len(word) >= SHORTEST and (field == "name" or word[0].isupper()))


def _stands(trace: str, text: str, words: set[str], digits: set[str]) -> bool:
    if "@" in trace:
        return trace.casefold() in text.casefold()
    if trace[0].isdigit():
        return _same_digits(trace, digits)
    return bool({trace.casefold(), f"{trace.casefold()}s"} & words)


def _same_digits(number: str, digits: set[str]) -> bool:
    wanted = re.sub(r"\D", "", number)
    return any(wanted in each for each in digits)
