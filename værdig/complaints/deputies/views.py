"""The pages on which the borgerraadgiver chooses a deputy and ends her time; they stand beside those of the inbox key."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig.access import requires
from værdig.clock import today
from værdig.complaints.deputies import service
from værdig.complaints.deputies.forms import DeputyForm
from værdig.complaints.desk import me
from værdig.errors import UserError
from værdig.i18n import _
from værdig.ui.widgets import form_view

Page = str | Response | tuple[str, int]
DECIDES = "complaints.keys"

blueprint = Blueprint(
    "complaints_deputies", __name__, url_prefix="/stab/indbakke/stedfortraeder", template_folder="../templates"
)


@blueprint.route("", methods=["GET", "POST"])
@requires(DECIDES)
@form_view
def choose() -> Page:
    """See who is deputy, and choose one for a time."""
    form = DeputyForm()
    form.user_id.choices = service.candidates(me())
    if form.validate_on_submit():
        try:
            service.choose(form.user_id.data, form.first.data, form.last.data)
        except UserError as error:
            form.add_error(error)
        else:
            flash(
                _("Stedfortræderen er valgt. Giv genopretningskoden, hvis personen ikke har et kodeord endnu."),
                "success",
            )
            return redirect(url_for(".choose"))
    page = render_template("complaints/deputies/deputies.html", form=form, deputies=service.deputies(today()))
    return (page, 422) if form.is_submitted() else page


@blueprint.post("/<grant_id>/slut")
@requires(DECIDES)
def end(grant_id: str) -> Page:
    """End a deputy's time today."""
    name = service.end(grant_id, today())
    flash(
        _("%(name)s er ikke stedfortræder mere. Lav en ny genopretningskode, hvis %(name)s kender den.", name=name),
        "success",
    )
    return redirect(url_for(".choose"))
