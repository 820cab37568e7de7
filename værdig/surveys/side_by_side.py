"""*Hjælp en borger*: the page of whoever sits beside a citizen, and the helpers of pages that show two languages.

From here on the ordinary flow is used, with the citizen's language beside Danish (see `beside`). The helper's computer keeps
nothing: no page is stored, nothing is saved there, and *Ryd og afslut* forgets the code.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, session, url_for

from værdig.access import public
from værdig.codes import CodeMistyped
from værdig.i18n import SOURCE, SPOKEN, _l
from værdig.surveys import answering, channels
from værdig.surveys.answering import CodeUnusable
from værdig.surveys.beside import SIDE, beside, in_both, languages, side_language, today_in_both
from værdig.surveys.forms import CodeForm
from værdig.surveys.seats import Shown, sit_down, unusable
from værdig.ui.widgets import Required, SelectField, form_view

blueprint = Blueprint("surveys_side_by_side", __name__, template_folder="templates")


class TogetherForm(CodeForm):
    """The code, and the language to show beside Danish."""

    beside = SelectField(_l("Hvilket sprog skal stå ved siden af dansk?"), [Required()])


blueprint.add_app_template_filter(beside, "beside")


@blueprint.app_context_processor
def _helpers() -> dict[str, Any]:
    return {"in_both": in_both, "side_language": side_language, "today_in_both": today_in_both}


@blueprint.route("/svar/sammen", methods=["GET", "POST"])
@public
@form_view
def begin() -> Shown:
    """*Hjælp en borger*: how to help, the language to read beside Danish, and the citizen's code."""
    form = TogetherForm()
    form.beside.choices = [("", str(_l("Vælg"))), (SOURCE, str(_l("Kun dansk"))), *languages().items()]
    if form.validate_on_submit():
        try:
            seat = answering.enter(form.code.data)
        except CodeMistyped as error:
            form.add_error(error)
        except CodeUnusable:
            return unusable()
        else:
            sit_down(seat, channels.CODE)
            session.pop(SPOKEN, None)
            session[SIDE] = form.beside.data
            return redirect(url_for("surveys.intro"))
    return render_template("surveys/side_by_side.html", form=form)
