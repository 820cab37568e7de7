"""Reading places."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from værdig.clock import today
from værdig.db import db
from værdig.errors import NotYours
from værdig.surveys.grouping import is_part
from værdig.surveys.models import SurveyRound
from værdig.surveys.places.models import SurveyPlace
from værdig.surveys.places.rules import OVER, is_here, why_shut


@dataclass(frozen=True)
class PlaceRow:
    """A place as its pages show it; how many codes it has handed out is not told. `groups` are those to choose from."""

    id: str
    round_id: str
    name: str
    is_screen: bool
    asks_group: bool
    daily_most: int
    is_stopped: bool
    why_shut: str
    """Which of `rules.WHY_SHUT` holds today; empty where codes are to be had."""
    groups: tuple[tuple[str, str], ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nobody begins there any more, stopped or not."""
        return self.why_shut == OVER


def places(round_id: str) -> list[PlaceRow]:
    """Return a round's places, those in use first."""
    rows = db.session.scalars(select(SurveyPlace).where(SurveyPlace.round_id == round_id))
    round_ = _round(round_id)
    return [_row(place, round_) for place in sorted(rows, key=lambda place: (place.is_stopped, place.name))]


def place_by_id(place_id: str) -> PlaceRow:
    """Return one place; raises NotYours."""
    found = db.session.scalar(select(SurveyPlace).where(SurveyPlace.id == place_id))
    if found is None:
        raise NotYours
    return _row(found, _round(found.round_id))


def _round(round_id: str) -> SurveyRound:
    found = db.session.scalar(select(SurveyRound).where(SurveyRound.id == round_id))
    if found is None:
        raise NotYours
    return found


def _row(place: SurveyPlace, round_: SurveyRound) -> PlaceRow:
    asked = [group for group in round_.groups if not is_part(group) and not is_here(group.key)]
    return PlaceRow(
        id=place.id,
        round_id=place.round_id,
        name=place.name,
        is_screen=place.is_screen,
        asks_group=place.asks_group,
        daily_most=place.daily_most,
        is_stopped=place.is_stopped,
        why_shut=why_shut(place, round_, today()),
        groups=tuple((group.key, group.label) for group in asked) if place.asks_group else (),
    )
