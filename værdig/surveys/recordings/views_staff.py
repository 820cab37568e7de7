"""Staff's pages of recordings: how far each language is, a text to read aloud, and putting in, hearing and deleting its recording."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig.access import current_user, requires
from værdig.errors import NotYours
from værdig.files.sound import MAX_SOUND_BYTES
from værdig.i18n import _
from værdig.surveys.recordings import queries, service
from værdig.surveys.recordings.forms import RecordingForm
from værdig.surveys.recordings.playing import played
from værdig.ui.widgets import form_view

blueprint = Blueprint("surveys_recordings_staff", __name__, url_prefix="/stab/oplaesning")


@blueprint.route("/")
@requires("surveys.translations")
def index() -> str:
    """How far each language is."""
    return render_template("surveys/recordings/index.html", rows=queries.states())


@blueprint.route("/<code>")
@requires("surveys.translations")
def texts(code: str) -> str:
    """The texts of one language: which are read aloud, by whose hand and when."""
    return render_template("surveys/recordings/texts.html", state=queries.state_of(code))


@blueprint.route("/tekst/<address>", methods=["GET", "POST"])
@requires("surveys.translations")
@form_view
def text(address: str) -> str | Response:
    """One text to read aloud, with its recording, and a file to put in."""
    state, shown = queries.text_at(address)
    form = RecordingForm()
    if form.did(lambda: _put_in(shown, form)):
        flash(_("Optagelsen er gemt. Lyt til den, før du går videre."), "success")
        return redirect(url_for(".text", address=address))
    return render_template("surveys/recordings/text.html", state=state, shown=shown, form=form)


def _put_in(shown: queries.TextState, form: RecordingForm) -> None:
    user = current_user()
    if user is None:
        raise NotYours
    data = form.file.data.stream.read(MAX_SOUND_BYTES + 1)
    service.put_in(shown.text.language, shown.text.hash, data, user_id=user.id)


@blueprint.route("/optagelse/<recording_id>/lyd")
@requires("surveys.translations")
def sound(recording_id: str) -> Response:
    """The sound of a recording, for staff."""
    return played(recording_id)


@blueprint.route("/optagelse/<recording_id>/slet", methods=["GET"])
@requires("surveys.translations")
def remove(recording_id: str) -> str:
    """Ask before a recording is deleted."""
    return render_template("surveys/recordings/delete.html", recording=queries.recording_by_id(recording_id))


@blueprint.route("/optagelse/<recording_id>/slet", methods=["POST"])
@requires("surveys.translations")
def removed(recording_id: str) -> Response:
    """Delete a recording."""
    found = queries.recording_by_id(recording_id)
    service.remove(recording_id)
    flash(_("Optagelsen er slettet."), "success")
    return redirect(url_for(".texts", code=found.language))
