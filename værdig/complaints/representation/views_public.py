"""Where a citizen lets somebody act for her, gives that person a code, and takes it back at once; all of it behind her own code."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig.access import public
from værdig.codes import shown
from værdig.complaints import visit
from værdig.complaints.acting import CITIZEN
from værdig.complaints.forms import Once
from værdig.complaints.representation import queries, service
from værdig.complaints.representation.forms import GiveForm
from værdig.complaints.representation.views_seat import blueprint
from værdig.errors import UserError
from værdig.i18n import _
from værdig.ui.widgets import form_view

__all__ = ["blueprint"]

Page = str | Response | tuple[str, int]
_BACK = "repraesentanter"
"""The place on the citizen's page where those who represent her stand."""


@blueprint.route("/sag/fuldmagt", methods=["GET", "POST"])
@public
@form_view
def give_fuldmagt() -> Page:
    """Let somebody act for one, within what one chooses."""
    opened = visit.opened()
    form = GiveForm()
    if opened is None:
        form.validate_on_submit()
        return redirect(url_for(".case"))
    case, _code, keys = opened
    if form.validate_on_submit():
        try:
            service.note(case.id, keys, form.fuldmagt, CITIZEN, token=form.token.data)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Det er noteret. Nu kan du lave en kode, som personen kan åbne sagen med."), "success")
            return redirect(url_for(".case", _anchor=_BACK))
    page = render_template("complaints/representation/give.html", form=form, case=case)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/sag/fuldmagt/<representative_id>/kode", methods=["GET", "POST"])
@public
@form_view
def make_code(representative_id: str) -> Page:
    """Ask, and give somebody a code of her own; it is shown now and cannot be had again."""
    opened = visit.opened()
    if opened is None:
        return redirect(url_for(".case"))
    case, _code, keys = opened
    person = queries.read(queries.one(case.id, representative_id), keys)
    if request.method == "GET":
        if not person.may_have_code:
            return redirect(url_for(".case", _anchor=_BACK))
        return render_template("complaints/representation/own_code.html", case=case, person=person, form=Once())
    try:
        code = service.make_code(case.id, keys, representative_id, CITIZEN, Once().token.data)
    except UserError as error:
        flash(str(error.text), "error")
        return redirect(url_for(".case", _anchor=_BACK))
    return render_template("complaints/representation/own_code.html", case=case, person=person, code=shown(code))


@blueprint.route("/sag/fuldmagt/<representative_id>/slut", methods=["POST"])
@public
def end_fuldmagt(representative_id: str) -> Page:
    """Take it back: that person's code opens nothing from now on."""
    opened = visit.opened()
    if opened is not None:
        case, _code, keys = opened
        service.end(case.id, keys, representative_id, CITIZEN)
        flash(
            _(
                "Fuldmagten er taget tilbage. Personen kan ikke åbne din sag mere. Det, nogen har læst, kan ikke læses væk."
            ),
            "success",
        )
    return redirect(url_for(".case", _anchor=_BACK))
