"""The desk: noting that a citizen asks to see, correct or delete, by the number of her case, which stays closed to the desk."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for

from værdig.access import requires
from værdig.complaints.desk import registrar
from værdig.complaints.insight import service
from værdig.complaints.insight.forms import DeskForm
from værdig.complaints.insight.rules import Asked
from værdig.complaints.views_desk import Page, blueprint
from værdig.errors import UserError
from værdig.i18n import _
from værdig.ui.widgets import form_view

__all__ = ["blueprint"]


@blueprint.route("/klager/indsigt", methods=["GET", "POST"])
@requires("complaints.register")
@form_view
def insight() -> Page:
    """Note an oral request; whoever has the case finds it in her queue."""
    form = DeskForm()
    if form.validate_on_submit():
        wanted = service.Wanted(asked=Asked(form.asked.data), day=form.day.data)
        try:
            service.ask_by_number(form.number.data, wanted, registrar(), token=form.token.data)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Det er noteret. Den, der har sagen, kan se det nu, og fristen løber."), "success")
            return redirect(url_for(".insight"))
    page = render_template("complaints/insight/desk.html", form=form)
    return (page, 422) if form.is_submitted() else page
