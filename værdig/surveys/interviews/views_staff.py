"""The interviewer's pages: begin with the code, one question a page, read back and send; nothing here is logged or counted.

Who interviewed and when must not lead to an answer: no audit entry is written, requests here are treated as citizens' survey
requests by the log, and the way in is counted for the whole round only, at closing. The code lies in the interviewer's own sealed
cookie until the call is over. She sees what she has entered in this call; what was answered before it changes no page: see `calls`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from værdig.access import requires
from værdig.errors import UserError
from værdig.i18n import _
from værdig.surveys import answering
from værdig.surveys.answering import CodeUnusable, Seat
from værdig.surveys.channels import PHONE
from værdig.surveys.forms import ProofForm, question_form
from værdig.surveys.interviews import calls
from værdig.surveys.interviews.forms import BeginForm, SendForm
from værdig.surveys.masking.answers import is_written, masked
from værdig.surveys.page_marks import is_for_another, of_code
from værdig.surveys.question_types import CANNOT_BE_SHOWN, type_of
from værdig.ui.widgets import form_view

blueprint = Blueprint("surveys_interviews", __name__, url_prefix="/stab/interview", template_folder="../templates")
Page = str | Response

CODE = "interview_kode"
HERE = "interview_her"
"""Keys of the interviewer's cookie: the code in use, and the ids of the questions dealt with in this call."""


@blueprint.route("/", methods=["GET", "POST"])
@requires("surveys.enter")
@form_view
def begin() -> Page:
    """The rules, what to say first, and the code."""
    form = BeginForm()
    _let_go()
    found: list[Seat] = []
    if form.did(lambda: found.append(answering.enter(form.code.data))):
        session[CODE], session[HERE] = found[0].code, []
        return redirect(_address(1))
    return render_template("surveys/interviews/begin.html", form=form)


def in_call(view: Callable[..., Page]) -> Callable[..., Page]:
    """Give the view the seat of the citizen on the telephone; without a code, or with one that was used, begin again."""

    @wraps(view)
    def wrapped(**values: Any) -> Page:
        try:
            if CODE in session and not is_for_another(session[CODE]):
                return view(answering.enter(session[CODE]), **values)
        except CodeUnusable:
            _let_go()
            flash(_("Koden kan ikke bruges mere."), "warning")
        ProofForm().validate()
        return redirect(url_for(".begin"))

    return wrapped


@blueprint.route("/<int(max=99):number>", methods=["GET", "POST"])
@requires("surveys.enter")
@form_view
@in_call
def question(seat: Seat, number: int) -> Page:
    """Read one question aloud and enter what is said; an answer from before the call is neither shown nor changed by passing on."""
    asked, heard = _asked(seat, number), calls.as_heard(seat, session[HERE])
    if not heard.asks(number):
        return redirect(_address(heard.after(number)))
    form = question_form(asked, type_of(asked), data={"svar": _entered_here(seat, asked)})
    if not form.validate_on_submit():
        return _question_page(seat, number, form)
    given = form.svar.data if "svar" in form else ""
    kept = calls.enter(seat, session[HERE], asked, given) if given or _is_here(asked) else seat
    session[HERE] = sorted({*session[HERE], asked["id"]}) if given else session[HERE]
    heard = calls.as_heard(kept, session[HERE])
    if request.form.get("vej") == "tilbage":
        return redirect(_address(heard.before(number) or number))
    return redirect(_address(heard.after(number)))


def _asked(seat: Seat, number: int) -> Mapping[str, Any]:
    if not 1 <= number <= len(seat.questions):
        raise NotFound
    return seat.questions[number - 1]


def _is_here(asked: Mapping[str, Any]) -> bool:
    return asked["id"] in session[HERE]


def _entered_here(seat: Seat, asked: Mapping[str, Any]) -> str | None:
    value = seat.answers.get(asked["id"])
    return str(value) if value is not None and _is_here(asked) else None


def _question_page(seat: Seat, number: int, form: Any) -> str:
    asked = seat.questions[number - 1]
    form.plads.data = of_code(seat.code)
    return render_template(
        "surveys/interviews/question.html",
        number=number,
        total=len(seat.questions),
        question=asked,
        form=form,
        writes=asked["kind"] == "open",
        cannot_be_shown=CANNOT_BE_SHOWN,
    )


def _address(number: int | None) -> str:
    return url_for(".question", number=number) if number else url_for(".check")


@blueprint.route("/tjek", methods=["GET", "POST"])
@requires("surveys.enter")
@form_view
@in_call
def check(seat: Seat) -> Page:
    """Read back what was entered in this call, and send, once."""
    form = SendForm()
    heard = calls.as_heard(seat, session[HERE])
    if form.validate_on_submit():
        try:
            _refuse_nothing(heard)
            answering.send(seat.code, channel=PHONE, help_given=form.helped.data)
        except UserError as error:
            if isinstance(error, CodeUnusable):
                raise
            form.add_error(error)
        else:
            _let_go()
            return redirect(url_for(".sent"))
    form.plads.data = of_code(seat.code)
    last = heard.before(len(seat.questions) + 1)
    return render_template("surveys/interviews/check.html", form=form, rows=_rows(heard), last=last)


def _refuse_nothing(heard: Seat) -> None:
    """Refuse to send where nothing was entered, before anything tells whether there is something from before the call."""
    if not heard.answers:
        raise UserError(_("Du har ikke tastet noget i denne samtale. Tast mindst ét svar, før du sender."))


def _rows(heard: Seat) -> Sequence[Mapping[str, Any]]:
    """Return the questions put in this call, with what was entered in it as it is sealed."""
    rows = []
    for number, asked in enumerate(heard.questions, 1):
        if heard.asks(number):
            kind, value = type_of(asked), heard.answers.get(asked["id"])
            shown = kind.words(asked, value) if value is not None and kind is not None else None
            hidden = masked(shown) if shown is not None and is_written(asked) else None
            words = hidden.text if hidden else shown
            rows.append(
                {"number": number, "question": _(asked["wording"]), "words": words, "written": hidden is not None}
            )
    return rows


@blueprint.route("/sendt")
@requires("surveys.enter")
def sent() -> str:
    """Say that the answer was sent; nothing of it is shown again."""
    return render_template("surveys/interviews/sent.html")


@blueprint.route("/afbryd", methods=["POST"])
@requires("surveys.enter")
def stop() -> Response:
    """End the call without sending: the answers so far are kept under the code, and the code is forgotten here."""
    _let_go()
    flash(_("Samtalen er afbrudt. Borgeren kan fortsætte selv med sin kode."), "info")
    return redirect(url_for(".begin"))


def _let_go() -> None:
    session.pop(CODE, None)
    session.pop(HERE, None)
