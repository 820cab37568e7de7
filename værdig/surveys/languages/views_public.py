"""The page where a citizen chooses the language to answer in; nothing here is logged."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from værdig.access import public
from værdig.errors import UserError
from værdig.i18n import SPOKEN
from værdig.surveys import answering
from værdig.surveys.beside import SIDE, is_helped
from værdig.surveys.forms import ProofForm
from værdig.surveys.languages import queries, speaking
from værdig.surveys.leaving import PLACE
from værdig.surveys.page_marks import CODE

blueprint = Blueprint("surveys_languages", __name__)
speaking.init(blueprint)

PLACES = {
    "kode": "surveys.code", "intro": "surveys.intro", "tjek": "surveys_sending.check", "min-kode": "surveys_places.code",
    "lukket": "surveys.closed",
}  # fmt: skip
"""The pages one can come from; a question goes by its number, and the first screen of a place as `her`."""

HERE = "her"


@blueprint.route("/svar/sprog", methods=["GET"])
@public
def choose() -> str:
    """Offer the languages, each by its own name."""
    return render_template(
        "surveys/languages/choose.html",
        languages=queries.offered(),
        came_from=_came_from(),
        back=_address(_came_from()),
    )


@blueprint.route("/svar/sprog", methods=["POST"])
@public
def chosen() -> Response:
    """Keep the language in the citizen's own cookie and go back; answers are kept under her code and do not change.

    Where somebody helps her, it is the one that stands beside Danish.
    """
    ProofForm().validate()
    wanted = request.form.get("sprog", "")
    if wanted in {language.code for language in queries.offered()}:
        _speak(wanted)
    return redirect(_address(_came_from()))


def _speak(wanted: str) -> None:
    if is_helped():
        session[SIDE] = wanted
        session.pop(SPOKEN, None)
    else:
        session[SPOKEN] = wanted
        session.pop(SIDE, None)
    with suppress(UserError):
        answering.keep_language(str(session.get(CODE, "")), wanted)


def _came_from() -> str:
    came = request.values.get("fra", "")
    return came if came in (*PLACES, HERE) or (came.isdecimal() and len(came) <= 2) else "kode"


def _address(came_from: str) -> str:
    if came_from == HERE and PLACE in session:
        return url_for("surveys_places.begin", place_id=session[PLACE])
    if came_from == HERE:
        return url_for("surveys.code")
    if came_from in PLACES:
        return url_for(PLACES[came_from])
    return url_for("surveys.question", number=int(came_from))
