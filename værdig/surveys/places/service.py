"""What is done with places: make one, stop it, and hand out a fresh code there; staff's acts are logged, a citizen's never.

Whoever answers at a place was not invited, so she is counted in a group of its own whose number invited is unknown: no response
rate is ever computed with her in it.
"""

from __future__ import annotations

from sqlalchemy import select

from værdig import audit, clock, codes
from værdig.db import db, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _, _l
from værdig.surveys.answering import lookup
from værdig.surveys.grouping import is_part
from værdig.surveys.models import Invitation, RoundGroup, State, SurveyRound
from værdig.surveys.places.models import SurveyPlace
from værdig.surveys.places.pace import pace
from værdig.surveys.places.rules import HERE, WHY_SHUT, is_here, key_here, why_shut
from værdig.surveys.rounds import locked

PLACE = "survey_place"
"""What a place is called in the audit log."""
_OF_ANY, _OF_GROUP = _l("Svarede på stedet"), _l("%(group)s, svarede på stedet")


class PlaceClosed(UserError):
    """No code is to be had at this place: it is stopped, its round is not open or its last day has gone, or today's number is reached."""


def open_place(round_id: str, name: str, *, is_screen: bool, asks_group: bool, daily_most: int) -> str:
    """Make a place of an open round and return its id, which is the token of its address."""
    with transaction():
        round_ = locked(round_id, State.OPEN)
        place = SurveyPlace(
            round_id=round_.id, name=name, is_screen=is_screen, asks_group=asks_group, daily_most=daily_most, day=None
        )
        db.session.add(place)
        db.session.flush()
        audit.record("survey.place_opened", PLACE, place.id, detail={"round": round_.id, "daily_most": daily_most})
    return place.id


def stop_place(round_id: str, place_id: str) -> None:
    """Hand out no more codes at a place; those handed out go on working. Raises NotYours."""
    with transaction():
        place = _locked(place_id)
        if place.round_id != round_id:
            raise NotYours
        place.is_stopped = True
        audit.record("survey.place_stopped", PLACE, place.id)


def hand_out(place_id: str, group: str | None = None) -> str:
    """Make a fresh code at a place and return it in its plain form; nothing is logged.

    Raises NotYours, PlaceClosed, and UserError for too many at once or a group that is not the round's.
    """
    if not pace.take(place_id):
        raise UserError(_("Lige nu er der mange, der begynder. Vent lidt, og prøv igen."))
    with transaction():
        place = _locked(place_id)
        round_ = locked(place.round_id)
        _count(place, round_)
        own = _group_here(round_, group if place.asks_group else None)
        code = codes.new_code()
        db.session.add(Invitation(round_id=round_.id, lookup=lookup(code), group_key=own.key, length_key=None))
    return code


def _locked(place_id: str) -> SurveyPlace:
    found = db.session.scalar(
        select(SurveyPlace)
        .where(SurveyPlace.id == place_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotYours
    return found


def _count(place: SurveyPlace, round_: SurveyRound) -> None:
    today = clock.today()
    if why := why_shut(place, round_, today):
        raise PlaceClosed(str(WHY_SHUT[why]))
    place.handed_out = 1 if place.day != today else place.handed_out + 1
    place.day = today


def _group_here(round_: SurveyRound, chosen: str | None) -> RoundGroup:
    """Return the group of those who answer at a place, made when its first member comes; the number invited is unknown."""
    by_key = {group.key: group for group in round_.groups}
    asked = by_key.get(chosen or "")
    if chosen and (asked is None or is_part(asked) or is_here(asked.key)):
        raise UserError(_("Vælg en af grupperne."), "group")
    key = key_here(asked.key) if asked else HERE
    if key in by_key:
        return by_key[key]
    label = (
        _OF_GROUP.danish % {"group": asked.label} if asked else _OF_ANY.danish
    )  # staff read it, whatever language she chose
    made = RoundGroup(round_id=round_.id, key=key, label=label, position=len(by_key), invited=None, issued=0)
    db.session.add(made)
    db.session.flush()
    return made
