"""What calls say of a case: whether it is solved, as far as its citizen has said so herself; pure: rows in, an answer out.

Source: the domain note on complaints, 5.1 (13): solved only when the citizen confirms.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from værdig.complaints.calls.models import CaseCall


class Result(StrEnum):
    """What came of a call."""

    LOEST = "loest"
    SKRIFTLIGT = "skriftligt"
    IKKE_TRUFFET = "ikke_truffet"


class Solved(StrEnum):
    """How far a case in dialogue has come."""

    IKKE_TALT = "ikke_talt"
    """Nobody has spoken with the citizen."""
    SPURGT = "spurgt"
    """We think that it is solved, and the citizen has not said so."""
    BEKRAEFTET = "bekraeftet"
    SKRIFTLIGT = "skriftligt"
    """The citizen wants a written answer."""


YES, NO = "ja", "nej"
ON_THE_PAGE, ORALLY = "paa_sagen", "mundtligt"


def latest_reached(calls: Sequence[CaseCall]) -> CaseCall | None:
    """Return the latest call in which somebody was spoken with; the latest noted where two began at once."""
    reached = [call for call in calls if call.result != Result.IKKE_TRUFFET]
    return max(reached, key=lambda call: (call.at, call.noted), default=None)


def solved(calls: Sequence[CaseCall]) -> Solved:
    """Return how far a case has come by its calls."""
    last = latest_reached(calls)
    if last is None:
        return Solved.IKKE_TALT
    if last.result == Result.SKRIFTLIGT or last.answer == NO:
        return Solved.SKRIFTLIGT
    return Solved.BEKRAEFTET if last.answer == YES else Solved.SPURGT


def tries(calls: Sequence[CaseCall]) -> list[CaseCall]:
    """Return the tries in vain since somebody was last spoken with, oldest first."""
    last = latest_reached(calls)
    vain = (call for call in calls if call.result == Result.IKKE_TRUFFET and (last is None or call.at > last.at))
    return sorted(vain, key=lambda call: (call.at, call.noted))


def is_unconfirmed(calls: Sequence[CaseCall], *, said_solved: bool) -> bool:
    """Tell whether a case would be closed as solved without its citizen's word.

    So it is while she has not answered whether it is solved, and where a klagepunkt is said to be solved in dialogue
    (`said_solved`) and she has not confirmed it.
    """
    now = solved(calls)
    return now is Solved.SPURGT or (said_solved and now is not Solved.BEKRAEFTET)
