"""Where a citizen fetches a file of her own case."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from værdig.access import public
from værdig.complaints import visit
from værdig.complaints.afterwards.views_public import blueprint
from værdig.complaints.attachments import handing_out, queries

__all__ = ["blueprint"]


@blueprint.route("/sag/fil/<file_id>")
@public
def file(file_id: str) -> Response:
    """Give a file to be saved; without a case in use the way leads to the code."""
    opened = visit.opened()
    if opened is None:
        return redirect(url_for(".case"))
    return handing_out.to_save(*queries.content_of(opened[0], opened[2], file_id))
