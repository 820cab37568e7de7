"""Staff's pages of what people wrote: one text at a time, for the whole round; clearing a quotation and taking it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig import audit
from værdig.access import requires
from værdig.clock import today
from værdig.db import transaction
from værdig.errors import UserError
from værdig.i18n import _
from værdig.surveys import queries as rounds
from værdig.surveys.quotations import queries, service
from værdig.surveys.quotations.forms import ClearForm
from værdig.surveys.rounds import ROUND
from værdig.ui.widgets import form_view

blueprint = Blueprint(
    "surveys_quotations", __name__, url_prefix="/stab/runder/<round_id>/tekster", template_folder="../templates"
)
Page = str | Response


@blueprint.route("")
@requires("surveys.texts")
def index(round_id: str) -> Page:
    """Whether there are texts to read, what is cleared, and when the texts are deleted; no text, and not how many."""
    last = queries.deleted_on(round_id)
    return render_template(
        "surveys/quotations/index.html", round=rounds.round_by_id(round_id), has_texts=bool(queries.text_ids(round_id)),
        quotations=queries.quotations(round_id), deleted_on=last, is_past=last is not None and last < today(),
    )  # fmt: skip


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@requires("surveys.texts")
@form_view
def text(round_id: str, number: int) -> Page:
    """One text, in random order, with nothing beside it. That it is read is logged, and so is what is cleared."""
    found = queries.text(round_id, number)
    form = ClearForm(data={"words": found.cleared.words if found.cleared else found.words})
    if form.did(lambda: service.clear(round_id, found.id, form.words.data)):
        flash(_("Citatet må nu stå i rapporten."), "success")
        return redirect(url_for(".index", round_id=round_id))
    with transaction():
        audit.record("survey.texts_read", ROUND, round_id)
    return render_template(
        "surveys/quotations/text.html", round=rounds.round_by_id(round_id), text=found, form=form,
        more=found.number < len(queries.text_ids(round_id)),
    )  # fmt: skip


@blueprint.route("/citat/<quotation_id>/fortryd", methods=["POST"])
@requires("surveys.texts")
def withdraw(round_id: str, quotation_id: str) -> Page:
    """Take a quotation back, until a report that has it is frozen."""
    try:
        service.withdraw(round_id, quotation_id)
    except UserError as error:
        flash(str(error), "error")
    else:
        flash(_("Citatet er taget tilbage."), "success")
    return redirect(url_for(".index", round_id=round_id))
