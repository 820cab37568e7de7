"""Staff's pages of papers: print them, and type them in; nothing of typing is logged, as nothing of answering is.

The code of the paper in hand lies in the typist's own sealed cookie until it is typed. What she typed is not shown again.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from værdig.access import current_user, requires
from værdig.errors import UserError
from værdig.i18n import SOURCE, _, format_number
from værdig.surveys import answering, queries
from værdig.surveys import service as rounds
from værdig.surveys.answering import CodeUnusable, Seat
from værdig.surveys.forms import ProofForm
from værdig.surveys.handing_out import PDF, as_file
from værdig.surveys.helping import COUNTED
from værdig.surveys.languages.printing import can_print
from værdig.surveys.languages.queries import named_languages
from værdig.surveys.models import State
from værdig.surveys.orders import CodeOrder
from værdig.surveys.page_marks import is_for_another, of_code
from værdig.surveys.paper import service, sheet
from værdig.surveys.paper.forms import PAGE, AnswersForm, CodeForm, PrintForm, answers_form, name_of
from værdig.surveys.question_types import type_of
from værdig.ui.address import citizens_address
from værdig.ui.widgets import form_view

blueprint = Blueprint("surveys_paper", __name__, url_prefix="/stab", template_folder="../templates")
Page = str | Response

CODE = "papir_kode"
"""The key of the typist's cookie: the code of the paper in hand."""
AWAY = "vaek"
"""What the button that puts the paper away sends: it asks first, where anything is typed."""


@blueprint.route("/papir/", methods=["GET", "POST"])
@requires("surveys.enter")
@form_view
def begin() -> Page:
    """Take a paper from the pile: its code."""
    form = CodeForm()
    session.pop(CODE, None)
    found: list[Seat] = []
    if form.did(lambda: found.append(_in_hand(form.code.data))):
        session[CODE] = found[0].code
        return redirect(url_for(".answers"))
    return render_template("surveys/paper/begin.html", form=form)


def _in_hand(code: str) -> Seat:
    seat, user = answering.enter(code), current_user()
    service.must_be_another(seat, user.id if user else "")
    return seat


@blueprint.route("/papir/svar", methods=["GET", "POST"])
@requires("surveys.enter")
@form_view
def answers() -> Page:
    """Type a whole paper. Where it differs from somebody else's typing, the paper is looked at again."""
    try:
        in_hand = CODE in session and not is_for_another(session[CODE])
        seat = answering.enter(session[CODE]) if in_hand else None
    except CodeUnusable:
        flash(_("Koden kan ikke bruges mere."), "warning")
        seat = None
    if seat is None:
        ProofForm().validate()
        return redirect(url_for(".begin"))
    form = answers_form(seat.questions, named_languages())
    form.plads.data = of_code(seat.code)
    is_leaving = AWAY in request.form
    if is_leaving and ProofForm().validate() and not form.has_typing:
        return redirect(url_for(".begin"))
    outcome = _take(seat, form) if not is_leaving and form.validate_on_submit() else None
    if outcome is None or outcome.first:
        first = _first_in_words(seat, outcome.first) if outcome else []
        return render_template(
            "surveys/paper/answers.html", form=form, first=first, number=len(seat.questions), is_leaving=is_leaving
        )
    session.pop(CODE)
    told = (
        _("Papiret er sendt. Makulér det.")
        if outcome.is_sent
        else _("Papiret er tastet første gang. En anden taster det igen.")
    )
    flash(told, "success")
    return redirect(url_for(".begin"))


def _take(seat: Seat, form: AnswersForm) -> service.Outcome | None:
    """Hand the typing on; an objection is added to the form."""
    given = {question["id"]: _typed(form, n) for n, question in enumerate(seat.questions, 1)}
    typing = service.Typing(given, form.helped.data, form.language.data)
    user = current_user()
    try:
        return service.type_in(seat.code, typing, user.id if user else "", decided=form.decided.data)
    except UserError as error:
        form.add_error(error)
        return None


def _typed(form: AnswersForm, number: int) -> Any:
    name = name_of(number)
    return (form[name].data or None) if name in form else None


def _first_in_words(seat: Seat, first: Any) -> list[tuple[str, str]]:
    """Return what the first typist has where the two differ: the question, and her answer in words."""
    told = []
    for number, question in enumerate(seat.questions, 1):
        if question["id"] in first:
            kind, value = type_of(question), first[question["id"]]
            words = str(kind.words(question, value)) if kind and value != "" else _("Intet svar")
            told.append((_("%(number)s. %(question)s", number=number, question=_(question["wording"])), words))
    if service.HELP in first:
        told.append((_("Hjalp nogen borgeren?"), str(COUNTED[first[service.HELP]])))
    if service.LANGUAGE in first:
        names = dict(named_languages())
        told.append((_("Papirets sprog"), names.get(first[service.LANGUAGE], first[service.LANGUAGE])))
    return told


@blueprint.route("/runder/<round_id>/papir", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def print_(round_id: str) -> Page:
    """Print the questionnaire: one with a line for the code, or some with a fresh code each."""
    round_ = queries.round_by_id(round_id)
    if round_.state != State.OPEN:
        return redirect(url_for("surveys_staff.show", round_id=round_id))
    form = PrintForm(data={"language": SOURCE, "number": 0, "made_before": str(round_.issued)})
    form.language.choices = named_languages()
    groups = [(group.key, group.label) for group in round_.groups if not group.is_here]
    form.group.choices = [("", _("Vælg målgruppe")), *groups]
    made: list[Page] = []
    if form.did(lambda: made.append(_printed(round_, form))):
        return made[0]
    return render_template("surveys/paper/print.html", form=form, round=round_)


def _printed(round_: queries.RoundRow, form: PrintForm) -> Page:
    made: list[str] = []
    if form.form.data != PAGE and not can_print(form.language.data):
        raise UserError(
            _("Serveren har ingen skrifttype til sproget. Vælg en side i browseren, og print derfra."), "form"
        )
    if form.number.data:
        if not form.group.data:
            raise UserError(_("Vælg den målgruppe, koderne er til."), "group")
        _ask_before_others(round_, form)
        order = CodeOrder(form.group.data, None, form.number.data)
        made = [one.code for one in rounds.issue_codes(round_.id, [order], more_invited=form.more_invited.data)]
    paper = sheet.Sheet(
        queries.published_questions(round_.id), round_.closes_on, urljoin(citizens_address(), url_for("surveys.code")),
        form.language.data,
    )  # fmt: skip
    if form.form.data == PAGE:
        return sheet.html(paper, made, bar=_bar(round_, has_codes=bool(made)))
    name = f"papir-{round_.half_year}-{form.language.data}.pdf"
    flash(_("Papirerne er lavet og hentet i en fil. Find den blandt dine overførsler."), "success")
    return as_file(sheet.pdf(paper, made), name, PDF)


def _ask_before_others(round_: queries.RoundRow, form: PrintForm) -> None:
    """Object, once, where the page is older than the round's last codes: a page that a file came from stays on the screen."""
    before, form.made_before.data = form.made_before.data, str(round_.issued)
    if before != form.made_before.data:
        raise UserError(
            _(
                "Runden har fået koder, siden du åbnede siden. Der er nu lavet %(now)s. Papirerne ligger måske blandt dine "
                "overførsler. Tryk igen, hvis du vil lave flere.",
                now=format_number(round_.issued),
            )
        )


def _bar(round_: queries.RoundRow, *, has_codes: bool) -> sheet.Bar:
    texts = [_("Print siden fra din browser. Denne kasse kommer ikke med på papiret.")]
    if has_codes:
        texts.append(_("Koderne kan kun ses denne ene gang. Print, før du lukker siden eller indlæser den igen."))
    return sheet.Bar(texts, url_for(".print_", round_id=round_.id), _("Tilbage"))
