"""Telling the groups of those who answered at a place from those that were invited, and whether a place is shut; no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from værdig.i18n import _l
from værdig.surveys.models import State, SurveyRound
from værdig.surveys.places.models import SurveyPlace

OVER, STOPPED, FULL = "over", "stopped", "full"
WHY_SHUT: Mapping[str, Any] = {
    OVER: _l("Undersøgelsen er slut. Tak for din interesse."),
    STOPPED: _l("Her kan man ikke svare lige nu. Spørg personalet."),
    FULL: _l("Der er ikke flere koder i dag. Kom igen i morgen, eller ring til kommunen."),
}
"""Why no code is to be had at a place, in the words a citizen reads."""
HERE = "@her"
"""The key of the group of those who answered at a place, and the end of a group's key for those of it who did."""
_KEY_ROOM = 40


def key_here(group: str) -> str:
    """Return the key of those of a group who answered at a place."""
    return group[: _KEY_ROOM - len(HERE)] + HERE


def is_here(key: str) -> bool:
    """Tell whether a round's group is of those who answered at a place, whom nobody invited."""
    return key.endswith(HERE)


def why_shut(place: SurveyPlace, round_: SurveyRound, today: date) -> str:
    """Return which of `WHY_SHUT` holds for a place of a round; empty where codes are to be had.

    After the round's last day nobody new begins, also while it waits to be closed.
    """
    if round_.state != State.OPEN or today > round_.closes_on:
        return OVER
    if place.is_stopped:
        return STOPPED
    return FULL if place.day == today and place.handed_out >= place.daily_most else ""
