"""The door *Jeg vil se min sag* on a citizen's own page, and the copy she is given, as a page to print and as a PDF."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig.access import public
from værdig.complaints import visit
from værdig.complaints.acting import CITIZEN
from værdig.complaints.attachments.views_public import blueprint
from værdig.complaints.insight import document, extract, queries, service
from værdig.complaints.insight.forms import AskForm
from værdig.complaints.insight.rules import Asked
from værdig.complaints.models import Case, InsightRequest
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.ui.widgets import form_view

__all__ = ["blueprint"]

Page = str | Response | tuple[str, int]


@blueprint.route("/sag/indsigt", methods=["GET", "POST"])
@public
@form_view
def ask_insight() -> Page:
    """Ask to see one's case, or to have something in it corrected or deleted."""
    opened = visit.opened()
    form = AskForm()
    if opened is None:
        form.validate_on_submit()
        return redirect(url_for(".case"))
    case, _code, keys = opened
    if form.validate_on_submit():
        wanted = service.Wanted(asked=Asked(form.asked.data), words=form.words.data or "")
        try:
            is_new = service.ask(case.id, wanted, CITIZEN, keys=keys, token=form.token.data)
        except UserError as error:
            form.add_error(error)
        else:
            told = _("Tak. Du kan se her, hvornår du får svar.")
            flash(told if is_new else _("Det har vi allerede modtaget."), "success" if is_new else "info")
            return redirect(url_for(".case", _anchor="indsigt"))
    page = render_template("complaints/insight/ask.html", form=form, case=case)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/sag/indsigt/<insight_id>")
@public
def insight(insight_id: str) -> Page:
    """What one was given, to read and print."""
    found = _given(insight_id)
    if found is None:
        return redirect(url_for(".case"))
    return render_template("complaints/insight/copy.html", **document.values(*found))


@blueprint.route("/sag/indsigt/<insight_id>.pdf")
@public
def insight_pdf(insight_id: str) -> Page:
    """The same as a file to keep."""
    found = _given(insight_id)
    return redirect(url_for(".case")) if found is None else document.file(*found)


def _given(insight_id: str) -> tuple[Case, InsightRequest, extract.Copy] | None:
    """Return what the citizen was given, and note that she has it now; None where no case is open."""
    opened = visit.opened()
    if opened is None:
        return None
    case, _code, keys = opened
    row = queries.one(case, insight_id)
    copy = extract.given(row, keys)
    if copy is None:
        raise NotYours
    service.note_fetched(case.id, row.id)
    return case, row, copy
