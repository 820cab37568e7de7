"""What counts in a call: what the citizen says in it, and nothing from before it reaches the interviewer; no pages here.

A code may have a draft from before the call, the citizen's own or another call's. Which questions it answers, and which questions
follow from those answers, would tell of them. So the interviewer is led by what she has entered herself, and by nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from værdig.db import transaction
from værdig.surveys import answering
from værdig.surveys.answering import Seat
from værdig.surveys.conditions import is_asked


def as_heard(seat: Seat, here: Collection[str]) -> Seat:
    """Return the seat as if nothing had been answered before the call; `here` are the ids of the questions entered in it."""
    heard = {question: value for question, value in seat.answers.items() if question in here}
    return replace(seat, answers=heard, reached="", help="")


def enter(seat: Seat, here: Collection[str], asked: Mapping[str, Any], given: str) -> Seat:
    """Keep what was said to one question, and return the seat; raises as `answering.answer`.

    What is said in the call counts: an answer from before, after which this question would not be asked, is taken back.
    """
    conditions: Mapping[str, Any] = asked.get("asked_if") or {}
    with transaction():
        if given and not is_asked(asked, seat.answers):
            for earlier in conditions.keys() - set(here):
                answering.answer(seat.code, earlier, None)
        return answering.answer(seat.code, asked["id"], given).seat
