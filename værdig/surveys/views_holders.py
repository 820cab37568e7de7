"""Key holders' own page: becoming one, and a new pass phrase; closing a round with it is in `views_staff`."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig.access import current_user, requires
from værdig.i18n import _
from værdig.surveys import queries, round_keys, service
from værdig.surveys.forms_staff import HolderForm
from værdig.ui.widgets import form_view

blueprint = Blueprint("surveys_holders", __name__, url_prefix="/stab/runder", template_folder="templates")


@blueprint.route("/noegle", methods=["GET", "POST"])
@requires("surveys.hold_key")
@form_view
def holder() -> str | Response:
    """Become a key holder, or take a new pass phrase while no round waits for the old one."""
    form = HolderForm()
    user = current_user()
    if user is not None and form.did(lambda: service.become_key_holder(user.id, user.name, form.passphrase.data)):
        flash(_("Du er nøgleholder for de runder, der bliver åbnet fra nu af."), "success")
        return redirect(url_for("surveys_staff.rounds"))
    awaiting = round_keys.awaiting(user.id) if user else []
    return render_template(
        "surveys/holder.html",
        form=form,
        has_key=user is not None and round_keys.has_key(user.id),
        waiting=[round_ for round_ in queries.rounds() if round_.id in awaiting],
    )
