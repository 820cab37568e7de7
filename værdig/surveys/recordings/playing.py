"""Sends a recording to be played, whole or in the parts a browser asks for; who may hear it is the pages' business."""

from __future__ import annotations

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from værdig.surveys.recordings import queries


def played(recording_id: str) -> Response:
    """Return a recording's sound, as the type that its content was found to be; raises NotYours."""
    found = queries.sound(recording_id)
    return send_file(BytesIO(found.content), mimetype=found.content_type, conditional=True, etag=recording_id)
