"""Citizens' pages: checking, sending, the copy, and where one goes from there; nothing here is logged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.access import public
from værdig.errors import UserError
from værdig.i18n import SOURCE, SPOKEN, _l, language
from værdig.surveys import answering
from værdig.surveys.answering import CodeUnusable, Seat
from værdig.surveys.beside import in_both
from værdig.surveys.contradictions.asking import doubt
from værdig.surveys.forms import CodeForm, SendForm
from værdig.surveys.helping import ASKED
from værdig.surveys.leaving import PLACE, SCREEN
from værdig.surveys.masking.answers import is_written, masked
from værdig.surveys.page_marks import CODE, is_of_another
from værdig.surveys.question_types import type_of
from værdig.surveys.seats import SENT, Shown, channel, code_of_this_page, seated, stand_up, unusable
from værdig.surveys.views_public import put_aside
from værdig.ui.widgets import form_view

blueprint = Blueprint("surveys_sending", __name__, template_folder="templates")


@blueprint.route("/svar/tjek", methods=["GET"])
@public
@seated
def check(seat: Seat) -> Shown:
    """Show all answers, to be checked, changed, printed and sent."""
    return _check_page(seat, SendForm())


def _check_page(seat: Seat, form: SendForm) -> str:
    form.tjekket.data = seat.mark
    last = seat.before(len(seat.questions) + 1)
    return render_template(
        "surveys/check.html", rows=_in_words(seat), form=form, last=last, put_aside=put_aside(seat),
        helped=ASKED.get(seat.help), doubt=doubt(seat), waiting=_waiting(seat),
    )  # fmt: skip


def _waiting(seat: Seat) -> list[tuple[str, int, object]]:
    """Return of each question that one writes to: the name of what the browser may hold of it unsaved, number, and wording."""
    asked = [(number, one) for number, one in enumerate(seat.questions, 1) if is_written(one) and seat.asks(number)]
    return [(seat.draft_name(number), number, in_both(one["wording"])) for number, one in asked]


def _in_words(seat: Seat) -> Sequence[Mapping[str, Any]]:
    rows = []
    for number, asked in enumerate(seat.questions, 1):
        if not seat.asks(number):
            continue
        kind, value = type_of(asked), seat.answers.get(asked["id"])
        words = None if value is None or kind is None else kind.words(asked, value)
        if words is not None and not is_written(asked):
            words = in_both(words)
        found = masked(words) if words is not None and is_written(asked) else None
        rows.append({
            "number": number, "question": in_both(asked["wording"]), "asked": _l(asked["wording"]), "words": words if found is None else found.text,
            "written": found is not None, "hidden": tuple(dict.fromkeys(found.hidden)) if found is not None else (),
        })  # fmt: skip
    return rows


@blueprint.route("/svar/tjek", methods=["POST"])
@public
@form_view
def send() -> Shown:
    """Send, once; the answer to this request is the citizen's copy. Sent again it says only that we have the answer."""
    form = SendForm()
    fresh = form.validate_on_submit()
    if CODE not in session:
        return _sent_before() if SENT in session else redirect(url_for("surveys.code"))
    if is_of_another():
        return code_of_this_page(CodeForm(formdata=None))
    try:
        seat = answering.enter(session[CODE])
        if not fresh:
            return _check_page(seat, form)
        sent = answering.send(seat.code, channel=channel(), checked=form.tjekket.data or "")
    except CodeUnusable as error:
        stand_up()
        if not error.used:
            return unusable()
        session[SENT] = True
        return _sent_before()
    except UserError as error:
        form.add_error(error)
        return _check_page(answering.enter(session[CODE]), form)
    stand_up()
    session[SENT] = True
    return render_template("surveys/copy.html", rows=_in_words(sent), name=municipality.name())


def _sent_before() -> str:
    return render_template("surveys/thanks.html")


@blueprint.route("/svar/tak")
@public
def thanks() -> Shown:
    """Say that we have the answer, to somebody who has just sent one."""
    return _sent_before() if SENT in session else redirect(url_for("surveys.code"))


ONWARDS = {"kontakt": "/klage/kontakt", "klage": "/klage"}
"""Where one can go when the answer is sent: a wish to be contacted, and a complaint."""


@blueprint.route("/svar/videre/<string:where>")
@public
def onwards(where: str) -> Response:
    """Leave the survey for a new and empty page: first this browser forgets everything of it.

    The address that is gone to carries nothing, no page of ours tells where one came from (`Referrer-Policy`), and the cookie is
    deleted: the next page cannot know that there was a survey. A case that was open in this browser is closed too. A screen of ours
    stays one: that it stands at a place, and clears itself, tells nothing of who has used it. A language other than Danish stays as
    well, in her own cookie: the form is in it, and what is sent holds it only as what she chooses there herself.
    """
    if where not in ONWARDS:
        raise NotFound
    kept = {key: session[key] for key in (PLACE, SCREEN) if session.get(SCREEN)}
    spoken = {SPOKEN: language()} if language() != SOURCE else {}
    session.clear()
    session.update(kept | spoken)
    return redirect(ONWARDS[where])
