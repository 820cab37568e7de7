"""The management's page of hearings: what the borgerraadgiver asks, and the answer; nothing else of a case is shown here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.access import requires
from værdig.clock import today
from værdig.complaints.acting import MANAGEMENT
from værdig.complaints.desk import acting
from værdig.complaints.investigations import hearings, queries
from værdig.complaints.investigations.forms import HearingAnswerForm
from værdig.complaints.investigations.queries import Put
from værdig.errors import UserError
from værdig.i18n import _
from værdig.ui.widgets import form_view

Page = str | Response | tuple[str, int]

blueprint = Blueprint("complaints_hearings", __name__, url_prefix="/stab/hoeringer", template_folder="../templates")


@blueprint.get("")
@requires("complaints.management")
def listed() -> Page:
    """Every hearing that the management may read, those that wait for an answer first."""
    return render_template(
        "complaints/investigations/hearings.html", rows=[_row(put) for put in queries.put_to_management()]
    )


def _row(put: Put) -> dict[str, Any]:
    due = queries.due_of(put.row)
    waits = queries.is_open(put)
    return {
        "url": url_for(".answer", hearing_id=put.row.id),
        "about": _("Sag %(number)s", number=put.about.number) if put.about else _("Generelle spørgsmål"),
        "sent": put.row.sent,
        "due": due,
        "waits": waits,
        "late": waits and due is not None and due < today(),
        "answered": put.row.answered,
    }


@blueprint.route("/<hearing_id>", methods=["GET", "POST"])
@requires("complaints.management")
@form_view
def answer(hearing_id: str) -> Page:
    """Read what is asked and answer it, once."""
    put = queries.hearing_for_management(hearing_id)
    form = HearingAnswerForm()
    if form.validate_on_submit():
        try:
            hearings.answer_hearing(hearing_id, form.text.data, acting(MANAGEMENT), token=form.token.data)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Svaret er sendt til borgerrådgiveren."), "success")
            return redirect(url_for(".answer", hearing_id=hearing_id))
    page = render_template(
        "complaints/investigations/answer.html", form=form, hearing=queries.read_hearing(put.row, put.keys), case=put.about,
        is_open=queries.is_open(put), typed=bool(form.text.data), setting=municipality.setting,
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page
