"""Where a citizen says that she is satisfied with the answer, and whether it helped her to complain."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from værdig.access import public
from værdig.complaints import queries, visit
from værdig.complaints.afterwards import service
from værdig.complaints.post.views_public import blueprint
from værdig.errors import RuleBroken
from værdig.i18n import _

__all__ = ["blueprint"]


@blueprint.route("/sag/tilfreds", methods=["POST"])
@public
def satisfied() -> Response:
    """Say that the answer will do."""
    opened = visit.opened()
    if opened is not None:
        try:
            service.be_satisfied(opened[0].id)
        except RuleBroken:
            flash(_("Det er allerede gjort, eller sagen er kommet videre. Se her, hvor den er nu."), "info")
        else:
            flash(_("Tak. Vi afslutter sagen og skriver til dig. Fortryder du, så kan du fastholde klagen."), "success")
    return redirect(url_for(".case"))


@blueprint.route("/sag/hjalp-det", methods=["POST"])
@public
def helped() -> Response:
    """Say whether it helped, or that one would rather not say."""
    opened = visit.opened()
    if opened is not None:
        said = request.args.get("svar", "")
        answer = said if said in queries.HELPED else None
        if service.say_if_helped(opened[0].id, answer):
            flash(_("Tak for dit svar. Det er kun talt med. Ingen kan se, at det er dit."), "success")
        else:
            flash(_("Du har svaret i forvejen."), "info")
    return redirect(url_for(".case"))
