"""Who helped somebody answer: the values, their words, and the one page that asks; the answer goes into the sealed ballot.

Help changes answers, so it is counted by itself and never mixed in silently. A caseworker does not help with questions on her own
conversation: where staff helped, the page says so and has it affirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from værdig.access import public
from værdig.i18n import _, _l
from værdig.surveys import answering
from værdig.surveys.answering import Seat
from værdig.surveys.beside import in_both
from værdig.surveys.page_marks import SeatForm, is_of_another
from værdig.surveys.seats import Shown, seated
from værdig.ui.widgets import BooleanField, HiddenField, Optional, RadioField, form_view

blueprint = Blueprint("surveys_help", __name__, template_folder="templates")

STAFF = "staff"
ASKED: Mapping[str, Any] = {
    "nobody": _l("Nej, jeg svarer selv"),
    "relative": _l("Ja, en jeg kender"),
    "interpreter": _l("Ja, en tolk"),
    STAFF: _l("Ja, en der arbejder i kommunen"),
}
"""Who helped, in the words the citizen is asked with."""

COUNTED: Mapping[str, Any] = {
    "nobody": _l("Ingen hjalp"),
    "relative": _l("En, borgeren kender"),
    "interpreter": _l("Tolk"),
    STAFF: _l("En, der arbejder i kommunen"),
    answering.UNSAID: _l("Sagde ikke, om nogen hjalp"),
    "": _l("Ikke spurgt om hjælp"),
}
"""The same where answers are counted, with those who did not say and those who were not asked."""


NOT_OWN = _l("Den, der hjælper, er ikke min sagsbehandler.")
"""What is affirmed where staff helped."""


class HelpForm(SeatForm):
    """Who helped. Nobody has to say; staff's help comes with the affirmation that it is not the caseworker's own case."""

    helped = RadioField(_l("Hjalp nogen dig med at svare?"), [Optional()], choices=list(ASKED.items()))
    not_own = BooleanField(NOT_OWN)
    fra = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate, and ask for the affirmation where staff helped."""
        valid = super().validate(extra_validators)
        if valid and self.helped.data == STAFF and not self.not_own.data:
            self.add_error(
                _(
                    "Sæt et kryds. Er det din egen sagsbehandler? Så bed en anden om hjælp. Du kan også vælge et andet svar."
                ),
                "not_own",
            )
            return False
        return valid


@blueprint.route("/svar/hjaelp", methods=["GET"])
@public
@seated
def ask(seat: Seat) -> Shown:
    """Ask whether somebody helps."""
    return _page(seat, HelpForm(data={"helped": seat.help or None, "fra": request.args.get("fra", "")}))


@blueprint.route("/svar/hjaelp", methods=["POST"])
@public
@form_view
@seated
def tell(seat: Seat) -> Shown:
    """Keep what was told, in the draft, and go on to the check page."""
    form = HelpForm()
    if not form.validate_on_submit():
        return _page(seat, form)
    if is_of_another():
        return redirect(url_for(".ask"))
    if request.form.get("vej") == "tilbage":
        return redirect(url_for("surveys.question", number=seat.before(len(seat.questions) + 1)))
    answering.tell_help(seat.code, form.helped.data or answering.UNSAID)
    return redirect(url_for("surveys_sending.check"))


def _page(seat: Seat, form: HelpForm) -> str:
    form.helped.choices = [(value, in_both(words)) for value, words in ASKED.items()]
    form.not_own.label.text = in_both(NOT_OWN)
    return render_template("surveys/help.html", seat=seat, form=form)
