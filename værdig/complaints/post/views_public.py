"""Where a citizen chooses whether an e-mail or an SMS tells her that there is news."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from værdig.access import public
from værdig.complaints import visit
from værdig.complaints.post import notices
from værdig.complaints.post.notices import Way
from værdig.complaints.reading import read_case
from værdig.complaints.views_public import blueprint
from værdig.i18n import _l

__all__ = ["blueprint"]


@blueprint.route("/sag/nyt", methods=["POST"])
@public
def choose_notice() -> Response:
    """Begin or end telling the citizen that there is news; `?svar=` is the way, anything else ends it."""
    opened = visit.opened()
    if opened is not None:
        case, _code, opened_keys = opened
        way = next(
            (way for way in notices.offered(read_case(case, opened_keys).identity) if way == request.args.get("svar")),
            None,
        )
        notices.choose(case.id, opened_keys, way)
        flash(str(_SAID[way]), "success")
    return redirect(url_for(".case"))


_SAID = {
    Way.EMAIL: _l("Du får en e-mail, når der er nyt."),
    Way.SMS: _l("Du får en sms, når der er nyt."),
    None: _l("Vi siger ikke til mere, når der er nyt i sagen."),
}
