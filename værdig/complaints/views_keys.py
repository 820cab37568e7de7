"""Pages about who can open the borgerraadgiver's inbox: an overview, a new pass phrase, a new recovery code, an end."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig.access import can, requires
from værdig.codes import shown
from værdig.complaints import inbox, inbox_access
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.desk import me
from værdig.complaints.forms_keys import ChangeForm, ProveForm
from værdig.errors import UserError
from værdig.i18n import _
from værdig.ui.widgets import form_view

Page = str | Response | tuple[str, int]
DECIDES = "complaints.keys"

blueprint = Blueprint("complaints_keys", __name__, url_prefix="/stab/indbakke/noegle", template_folder="templates")


@blueprint.route("")
@requires(BORGERRAADGIVER.permission)
def overview() -> Page:
    """Who can open the inbox, and what can be done about it."""
    if not inbox.can_unlock(me()):
        return redirect(url_for("complaints_lock.unlock"))
    return render_template(
        "complaints/keys.html", insiders=inbox_access.insiders(), me=me(),
        recovery_made=inbox_access.recovery_made(), decides=can(DECIDES),
    )  # fmt: skip


@blueprint.route("/kodeord", methods=["GET", "POST"])
@requires(BORGERRAADGIVER.permission)
@form_view
def change() -> Page:
    """Change my own pass phrase."""
    form = ChangeForm()
    if form.validate_on_submit():
        try:
            inbox_access.change_passphrase(me(), form.current.data, form.passphrase.data)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Du har fået et nyt kodeord til indbakken. Det gamle virker ikke mere."), "success")
            return redirect(url_for(".overview"))
    page = render_template("complaints/keys_change.html", form=form)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/genopretning", methods=["GET", "POST"])
@requires(DECIDES)
@form_view
def renew() -> Page:
    """Ask before a new recovery code is made; it is shown once."""
    form = ProveForm()
    if form.validate_on_submit():
        try:
            return _code_page(inbox_access.renew_recovery(me(), form.current.data))
        except UserError as error:
            form.add_error(error)
    page = render_template("complaints/keys_renew.html", form=form)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<user_id>/slut", methods=["GET", "POST"])
@requires(DECIDES)
@form_view
def end(user_id: str) -> Page:
    """Ask before somebody's access ends; the new recovery code is shown once."""
    form = ProveForm()
    if form.validate_on_submit():
        try:
            return _code_page(inbox_access.end_access(me(), form.current.data, user_id))
        except UserError as error:
            form.add_error(error)
    page = render_template("complaints/keys_end.html", form=form, insider=inbox_access.insider(user_id))
    return (page, 422) if form.is_submitted() else page


def _code_page(code: str) -> str:
    queue = url_for(BORGERRAADGIVER.endpoint("queue"))
    return render_template("complaints/recovery_code.html", code=shown(code), queue=queue)
