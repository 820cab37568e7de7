"""A place's page for citizens: begin here, get a fresh code, and go on to the ordinary flow; nothing is logged."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, session, url_for

from værdig import codes
from værdig.access import public
from værdig.surveys import answering
from værdig.surveys.channels import PLACE as BY_PLACE
from værdig.surveys.leaving import PLACE, SCREEN
from værdig.surveys.page_marks import CODE
from værdig.surveys.places import queries, service
from værdig.surveys.places.forms import BeginForm
from værdig.surveys.places.rules import WHY_SHUT
from værdig.surveys.seats import SENT, Shown, seated, sit_down
from værdig.ui.widgets import form_view

blueprint = Blueprint("surveys_places", __name__, template_folder="../templates")


@blueprint.route("/svar/her/<place_id>", methods=["GET", "POST"])
@public
@form_view
def begin(place_id: str) -> Shown:
    """Begin at a place: what was here before is forgotten, and sending the form hands out a code; a shut place says why."""
    place = queries.place_by_id(place_id)
    form = BeginForm()
    form.offer(place.groups)
    made: list[str] = []
    if not place.why_shut and form.did(lambda: made.append(service.hand_out(place.id, form.chosen()))):
        sit_down(answering.enter(made[0]), BY_PLACE)
        return redirect(url_for(".code"))
    _forget(place)
    return render_template("surveys/places/begin.html", place=place, form=form, shut=WHY_SHUT.get(place.why_shut))


def _forget(place: queries.PlaceRow) -> None:
    """Let go of whoever was here before, and remember whose screen it is."""
    for key in (CODE, SENT):
        session.pop(key, None)
    session[PLACE], session[SCREEN] = place.id, place.is_screen


@blueprint.route("/svar/min-kode")
@public
@seated
def code(seat: answering.Seat) -> Shown:
    """Show somebody who began at a place her code, so that she can go on at home."""
    if PLACE not in session:
        return redirect(url_for("surveys.intro"))
    return render_template("surveys/places/code.html", code=codes.shown(seat.code), screen=session.get(SCREEN))
