"""Where a citizen chooses whether an e-mail tells her that there is news."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from værdig.access import public
from værdig.complaints import visit
from værdig.complaints.post import notices
from værdig.complaints.views_public import blueprint
from værdig.i18n import _

__all__ = ["blueprint"]


@blueprint.route("/sag/e-mail", methods=["POST"])
@public
def choose_notice() -> Response:
    """Begin or end telling the citizen by e-mail; `?svar=ja` begins."""
    opened = visit.opened()
    if opened is not None:
        case, _code, opened_keys = opened
        wanted = request.args.get("svar") == "ja"
        notices.choose(case.id, opened_keys, wanted=wanted)
        told = _("Du får en e-mail, når der er nyt.") if wanted else _("Du får ikke flere e-mails fra os om sagen.")
        flash(told, "success")
    return redirect(url_for(".case"))
