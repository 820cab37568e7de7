"""Staff's page of a round's places: make one, print its QR code, stop it."""

from __future__ import annotations

from urllib.parse import urljoin

import segno
from flask import Blueprint, flash, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from værdig.access import requires
from værdig.errors import NotYours
from værdig.i18n import _
from værdig.surveys import queries as rounds
from værdig.surveys.handing_out import unsure_address
from værdig.surveys.models import State
from værdig.surveys.places import queries, service
from værdig.surveys.places.forms import PlaceForm
from værdig.ui.address import citizens_address
from værdig.ui.widgets import form_view

blueprint = Blueprint("surveys_places_staff", __name__, url_prefix="/stab/runder", template_folder="../templates")
USUAL_DAILY = 40
"""Codes a day that a new place is offered with."""


@blueprint.route("/<round_id>/steder", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def places(round_id: str) -> str | Response:
    """A round's places, and a new one."""
    round_ = rounds.round_by_id(round_id)
    if round_.state != State.OPEN:
        return redirect(url_for("surveys_staff.show", round_id=round_id))
    form = PlaceForm(data={"daily_most": USUAL_DAILY})
    made: list[str] = []
    if form.did(lambda: made.append(_opened(round_id, form))):
        return redirect(url_for(".poster", round_id=round_id, place_id=made[0]))
    return render_template(
        "surveys/places/places.html", form=form, round=round_, places=queries.places(round_id), address=address
    )


def _opened(round_id: str, form: PlaceForm) -> str:
    return service.open_place(
        round_id, form.name.data, is_screen=form.kind.data == "screen", asks_group=form.asks_group.data,
        daily_most=form.daily_most.data,
    )  # fmt: skip


@blueprint.route("/<round_id>/steder/<place_id>")
@requires("surveys.manage")
def poster(round_id: str, place_id: str) -> str:
    """A poster with the place's QR code, to print; or the address to open on our own screen."""
    place = _place(round_id, place_id)
    drawn = segno.make(address(place.id), error="m").svg_inline(
        scale=6, border=4, dark="#000", light="#fff", omitsize=False, svgclass=None, lineclass=None
    )
    picture = drawn.replace("<svg ", f'<svg role="img" aria-label="{_("QR-kode til undersøgelsen")}" ', 1)
    return render_template(
        "surveys/places/poster.html", place=place, address=address(place.id), picture=Markup(picture),  # noqa: S704
        round=rounds.round_by_id(round_id), unsure=unsure_address(),
    )  # fmt: skip


@blueprint.route("/<round_id>/steder/<place_id>/stop", methods=["POST"])
@requires("surveys.manage")
def stop(round_id: str, place_id: str) -> Response:
    """Hand out no more codes there."""
    service.stop_place(round_id, place_id)
    flash(_("Stedet giver ikke flere koder."), "success")
    return redirect(url_for(".places", round_id=round_id))


def _place(round_id: str, place_id: str) -> queries.PlaceRow:
    place = queries.place_by_id(place_id)
    if place.round_id != round_id:
        raise NotYours
    return place


def address(place_id: str) -> str:
    """Return the address of a place as citizens reach it."""
    return urljoin(citizens_address(), url_for("surveys_places.begin", place_id=place_id))
