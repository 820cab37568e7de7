"""The sound of a recording for citizens: the address is the recording's, the same for everybody, and nothing is logged."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from værdig.access import public
from værdig.surveys.recordings.playing import played

blueprint = Blueprint("surveys_recordings", __name__)


@blueprint.route("/svar/lyd/<recording_id>")
@public
def sound(recording_id: str) -> Response:
    """The sound of one recording; it asks for no code and tells of none."""
    return played(recording_id)
