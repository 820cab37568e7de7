"""Citizens' pages: the front page, the code, one question a screen; nothing here is logged. Sending is in `views_sending`.

The code leaves the address at the first redirect and is then carried in the citizen's own sealed cookie, which ends with the
browser. Every page works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.access import public
from værdig.codes import CodeMistyped, normalise
from værdig.errors import UserError
from værdig.i18n import LazyText, _, _l
from værdig.surveys import answering, channels, kept, opening, questionnaires
from værdig.surveys.answering import CodeUnusable, Kept, Seat
from værdig.surveys.forms import MOST_TYPED, CodeForm, ProofForm, QuestionForm, WritingForm, question_form
from værdig.surveys.language_help import in_languages
from værdig.surveys.page_marks import CODE, FIELD, is_of_another
from værdig.surveys.question_types import CANNOT_BE_SHOWN, OPEN_ROOM, type_of
from værdig.surveys.recordings.queries import of_opening, of_question
from værdig.surveys.seats import (
    SENT,
    TYPED,
    Shown,
    code_of_this_page,
    code_of_what_waits,
    code_page,
    seated,
    sit_down,
    stand_up,
    unusable,
)
from værdig.ui.text import normalise as normalise_text
from værdig.ui.widgets import form_view

blueprint = Blueprint("surveys", __name__, template_folder="templates")

CLEAR, IDLE = "ryd", "forladt"
"""The buttons that save the page and clear the device: pressed by her, and by a screen that nobody has touched for a while."""


@blueprint.route("/")
@public
def start() -> str:
    """The front page: the doors of the house."""
    return render_template("surveys/start.html", municipality=municipality.name())


@blueprint.route("/svar", methods=["GET", "POST"])
@public
@form_view
def code() -> Shown:
    """Ask for the code. An answer that was typed while the session was gone is carried along and kept."""
    if request.method == "GET" and TYPED in session:
        return _mistyped_link(session.pop(TYPED))
    form = CodeForm()
    if not form.validate_on_submit():
        return code_page(form)
    try:
        seat = answering.enter(form.code.data)
    except CodeMistyped as error:
        form.add_error(error)
        return code_page(form)
    except CodeUnusable:
        return unusable(form)
    waits = bool(form.kept_question.data) and "uden" not in request.form
    if waits and not kept.is_for(form, seat.code):
        return code_of_what_waits(form)
    sit_down(seat, channels.CODE)
    return _keep(seat, form) if waits else redirect(url_for(".intro"))


def _mistyped_link(typed: str) -> str:
    form = CodeForm(code=typed)
    try:
        normalise(typed)
    except CodeMistyped as error:
        form.add_error(error)
    return code_page(form)


def _keep(seat: Seat, form: CodeForm) -> Shown:
    """Save the answer that waited for the code, and go on behind its question; one that is too long is shown again."""
    number = kept.number_of(form)
    if not 1 <= number <= len(seat.questions):
        return redirect(url_for(".intro"))
    try:
        saved = answering.answer(seat.code, seat.questions[number - 1]["id"], form.kept_answer.data)
    except UserError:
        asked = _question_form(seat, number, formdata=None, given=form.kept_answer.data)
        asked.validate()
        return _question_page(seat, number, asked)
    return redirect(_onwards(saved.seat, number, saved.put_aside))


@blueprint.route("/svar/<string:typed>")
@public
def link(typed: str) -> Response:
    """Take the code out of the address at once; a slip is shown on the code page."""
    try:
        sit_down(answering.enter(typed), channels.of_link(request.args.get(channels.MARK, "")))
    except CodeMistyped:
        session[TYPED] = typed[:MOST_TYPED]
        return redirect(url_for(".code"))
    except CodeUnusable:
        stand_up()
        return redirect(url_for(".closed"))
    return redirect(url_for(".intro"))


@blueprint.route("/svar/lukket")
@public
def closed() -> str:
    """The page for a code from a link that cannot be used."""
    return unusable()


@blueprint.route("/svar/intro")
@public
@seated
def intro(seat: Seat) -> Shown:
    """Say what it is, before the first question: voluntary, who reads, when it is deleted, who is responsible, help in need.

    The facts are those of databeskyttelsesforordningen art. 13.
    """
    keys = (
        "controller", "dpo_contact", "acute_help", "unit_title", "survey_threshold", "survey_deletion_months",
        "legal_basis",
    )  # fmt: skip
    facts = {key: municipality.setting(key) for key in keys}
    return render_template(
        "surveys/intro.html",
        seat=seat,
        facts=facts,
        name=municipality.name(),
        helped=in_languages(),
        opening=opening,
        heard=of_opening(),
    )


@blueprint.route("/svar/<int(max=99):number>", methods=["GET"])
@public
@seated
def question(seat: Seat, number: int) -> Shown:
    """Show one question with the answer so far; one that is not asked is passed over."""
    _must_exist(seat.questions, number)
    if not seat.asks(number):
        return redirect(_onwards(seat, number))
    return _question_page(seat, number, _question_form(seat, number, fra=request.args.get("fra", "")))


@blueprint.route("/svar/<int(max=99):number>", methods=["POST"])
@public
@form_view
def answer(number: int) -> Shown:
    """Keep the answer and go where the button points. Whatever is in the way, what was typed stays on the page.

    Only whoever clears the device leaves nothing on it, when there is room for what she wrote.
    """
    if request.form.get("vej") in (CLEAR, IDLE):
        return _save_and_clear(number)
    if CODE not in session:
        return _ask_for_code_again(number)
    if is_of_another():
        ProofForm().validate()
        return code_of_this_page(kept.carrying(number))
    try:
        asked, form = _sent(number)
        if not form.validate_on_submit():
            return _question_page(answering.enter(session[CODE]), number, form)
        given = "" if request.form.get("vej") == "fjern" or "svar" not in form else form.svar.data
        if _leaves_it_open(asked["id"], given):
            return redirect(_paused())
        saved = answering.answer(session[CODE], asked["id"], given)
    except CodeUnusable:
        ProofForm().validate()
        return unusable(kept.carrying(number))
    return redirect(_way(saved, number, form))


def _leaves_it_open(question_id: str, given: Any) -> bool:
    """Whether she pauses at a question without having answered it: it is not dealt with then, and she goes on at it."""
    pauses = request.form.get("vej") == "luk" and given in (None, "", [])
    return pauses and question_id not in answering.enter(session[CODE]).answers


def _paused() -> str:
    stand_up()
    return url_for(".saved")


def _sent(number: int) -> tuple[Mapping[str, Any], QuestionForm]:
    """Return the question that is answered, and its form as it was sent.

    A page with an answer says of which round it is and, by its mark, for which code: the seat is then found once, where it is written
    to. For a page that does not say so it is asked for here.
    """
    says = "svar" in request.form and request.form.get(FIELD)
    questions = questionnaires.of_round(request.form.get("runde", "")) if says else None
    if questions is None:
        seat = answering.enter(session[CODE])
        _must_exist(seat.questions, number)
        return seat.questions[number - 1], _question_form(seat, number)
    _must_exist(questions, number)
    asked = questions[number - 1]
    return asked, question_form(asked, type_of(asked))


def _save_and_clear(number: int) -> Shown:
    """Save what stands on the page under its own code, as far as it can be, and forget everything here.

    A text that there is no room for is shown again, as when going on. A screen that nobody is at keeps what there is room for: it
    must not stay there for the next person.
    """
    if ProofForm().validate() and CODE in session and not is_of_another():
        with suppress(UserError, NotFound):
            seat = answering.enter(session[CODE])
            _must_exist(seat.questions, number)
            form = _question_form(seat, number)
            if request.form["vej"] == CLEAR and isinstance(form, WritingForm) and not form.validate():
                return _question_page(seat, number, form)
            given = normalise_text(request.form.get("svar", ""))[:OPEN_ROOM]
            answering.answer(seat.code, seat.questions[number - 1]["id"], given)
    return redirect(url_for("surveys_leaving.clear"))


def _ask_for_code_again(number: int) -> str:
    """The session is gone: show the code page with what was typed in it. Nothing is saved before the code is there."""
    form = kept.carrying(number)
    ProofForm().validate()
    form.add_error(_why_no_code(), "code")
    return code_page(form)


def _why_no_code() -> str:
    """Say why the code is gone. What was sent from this browser may have been with this page's code or with another."""
    if SENT in session:
        return _(
            "Der er sendt et svar fra denne browser. Var det dit, er det, du svarede nu, ikke med. "
            "Har du en anden kode, så skriv den her."
        )
    return _("Siden havde stået åben for længe. Skriv din kode igen. Det, du svarede, er her stadig og bliver gemt.")


def _must_exist(questions: Sequence[Mapping[str, Any]], number: int) -> None:
    if not 1 <= number <= len(questions):
        raise NotFound


def _question_form(seat: Seat, number: int, given: Any = None, **more: Any) -> QuestionForm:
    asked = seat.questions[number - 1]
    value = seat.answers.get(asked["id"]) if given is None else given
    return question_form(
        asked, type_of(asked), data={"svar": None if value is None else str(value), "runde": seat.round_id}, **more
    )


def _question_page(seat: Seat, number: int, form: QuestionForm) -> str:
    asked = seat.questions[number - 1]
    return render_template(
        "surveys/question.html",
        seat=seat,
        number=number,
        place=seat.place(number) if seat.asks(number) else None,
        question=asked,
        form=form,
        writes=asked["kind"] == "open",
        answered=asked["id"] in seat.answers,
        put_aside=put_aside(seat),
        cannot_be_shown=CANNOT_BE_SHOWN,
        heard=of_question(asked),
        acute_help=municipality.setting("acute_help"),
        minutes_kept_here=municipality.setting("case_idle_minutes"),
    )


def put_aside(seat: Seat) -> str | LazyText:
    """Return the wording of the question whose answer was put aside by the answer before this page; empty for none."""
    number = request.args.get("vaek", type=int) or 0
    is_one = 1 <= number <= len(seat.questions) and not seat.asks(number)
    return _l(seat.questions[number - 1]["wording"]) if is_one else ""


def _way(saved: Kept, number: int, form: QuestionForm) -> str:
    way = request.form.get("vej", "frem")
    if way == "luk":
        return _paused()
    if way == "sprog":
        return url_for("surveys_languages.choose", fra=number)
    if way == "fjern":
        return url_for(".question", number=number, fra=form.fra.data or None)
    if form.fra.data == "tjek":
        return _at(saved.opened[0] if saved.opened else None, saved.put_aside, fra="tjek" if saved.opened else None)
    if way == "tilbage":
        before = saved.seat.before(number)
        return _at(before, saved.put_aside) if before else url_for(".intro")
    return _onwards(saved.seat, number, saved.put_aside)


def _onwards(seat: Seat, number: int, put_aside: Sequence[int] = ()) -> str:
    """Return the address behind a question; behind the last one she is asked once whether somebody helped."""
    after = seat.after(number)
    if after is None and not seat.help and not put_aside:
        return url_for("surveys_help.ask")
    return _at(after, put_aside)


def _at(number: int | None, put_aside: Sequence[int] = (), fra: str | None = None) -> str:
    """Return the address of a question, or behind the last one of the check page; it says what was put aside on the way."""
    told = put_aside[0] if put_aside else None
    return (
        url_for(".question", number=number, vaek=told, fra=fra)
        if number
        else url_for("surveys_sending.check", vaek=told)
    )


@blueprint.route("/svar/gemt")
@public
def saved() -> str:
    """Say that the answers so far are kept and how to go on, also on another device."""
    return render_template("surveys/saved.html")
