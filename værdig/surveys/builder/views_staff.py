"""Staff's pages of a planned round's own questions: the whole questionnaire, writing, picking, order, and the view on a telephone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from værdig import municipality, reading
from værdig.access import requires
from værdig.db import db
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.surveys import questionnaires
from værdig.surveys.answering import Seat
from værdig.surveys.builder import queries, rules, service
from værdig.surveys.builder.forms import DraftForm, ItemForm, PickForm
from værdig.surveys.builder.hints import hints
from værdig.surveys.builder.service import ChangedMeanwhile
from værdig.surveys.forms import ProofForm, question_form
from værdig.surveys.models import State, SurveyRound
from værdig.surveys.question_types import CANNOT_BE_SHOWN, type_of
from værdig.ui.widgets import form_view

blueprint = Blueprint("surveys_builder", __name__, url_prefix="/stab/runder/<round_id>/spoergsmaal")
Page = str | Response


def _round(round_id: str) -> SurveyRound:
    found = db.session.scalar(select(SurveyRound).where(SurveyRound.id == round_id))
    if found is None:
        raise NotYours
    return found


@blueprint.route("")
@requires("surveys.manage")
def index(round_id: str) -> Page:
    """The round's whole questionnaire with what is measured of it, its own questions first."""
    return _index(_round(round_id), None)


def _index(round_: SurveyRound, picking: PickForm | None) -> Page:
    draft, past = queries.draft(round_.id), queries.history()
    planned = round_.state == State.PLANNED
    whole = queries.planned_content(round_) if planned else (round_.published.content if round_.published else {})
    own = draft.items if planned else queries.published_own(round_)
    core = [question for question in whole.get("questions", []) if question["id"] not in {item["id"] for item in own}]
    form = picking or PickForm(formdata=None, data={"version": str(draft.version)})
    form.offer({key: _(question["wording"]) for key, question in queries.bank(round_).items()})
    return render_template(
        "surveys/builder/index.html",
        round=round_, planned=planned, version=draft.version, form=form, published=round_.published,
        items=[_shown(item, past.get(item["id"], [])) for item in own],
        core=core, room=rules.room(core),
        removed=_just_removed(draft) if planned else None,
        hints=hints(own),
        whole=rules.measured(whole.get("questions", [])), limits=rules, reading=reading, way_of=rules.way_of, kinds=rules.kinds(),
    )  # fmt: skip


def _just_removed(draft: queries.Draft) -> Mapping[str, Any] | None:
    """Return the question that the address says has just been taken out, if it is, so that it can be put back at once."""
    return draft.removed if draft.removed and draft.removed["id"] == request.args.get("fjernet") else None


def _shown(item: Mapping[str, Any], past: Any) -> Mapping[str, Any]:
    return {
        "item": item, "kind": rules.kinds().get(rules.way_of(item)), "measure": rules.text_reading(item), "past": past,
        "version": queries.version_of(item, past),
    }  # fmt: skip


@blueprint.route("/nyt", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def new(round_id: str) -> Page:
    """Write a new own question."""
    form = ItemForm(data={"version": str(queries.draft(round_id).version)})
    return _write(
        round_id, form, lambda: service.add(round_id, form.seen, form.way.data, form.wording.data, form.help.data or "")
    )


@blueprint.route("/<item_id>/ret", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def edit(round_id: str, item_id: str) -> Page:
    """Change an own question's words."""
    draft = queries.draft(round_id)
    item = draft.item(item_id)
    if item is None and request.method == "GET":
        raise NotYours
    known = {} if item is None else {"wording": item["wording"], "help": item["help"], "way": rules.way_of(item)}
    form = ItemForm(data={"version": str(draft.version), **known})
    return _write(
        round_id,
        form,
        lambda: service.edit(round_id, form.seen, item_id, form.way.data, form.wording.data, form.help.data or ""),
    )


def _write(round_id: str, form: ItemForm, act: Callable[[], Any]) -> Page:
    """Show the form of one question, or do what it asks. Nothing typed is lost when another tab was first."""
    round_ = _round(round_id)
    if round_.state != State.PLANNED:
        return redirect(url_for(".index", round_id=round_id))
    form.offer(rules.kinds())
    if form.validate_on_submit():
        try:
            act()
        except UserError as error:
            form.add_error(error)
            _renew(form, round_id, error)
        else:
            flash(_("Spørgsmålet er gemt."), "success")
            return redirect(url_for(".index", round_id=round_id))
    return render_template("surveys/builder/item.html", form=form, round=round_, others=queries.draft(round_id).items)


def _renew(form: DraftForm, round_id: str, error: UserError) -> None:
    """Let the next press change the draft as it is now: she has been told, and the page shows it."""
    if isinstance(error, ChangedMeanwhile):
        form.version.data = str(queries.draft(round_id).version)


@blueprint.route("/hent", methods=["POST"])
@requires("surveys.manage")
@form_view
def pick(round_id: str) -> Page:
    """Take a question that a plug-in offers or that was asked before."""
    round_ = _round(round_id)
    form = PickForm()
    form.offer({key: _(question["wording"]) for key, question in queries.bank(round_).items()})
    if form.validate_on_submit():
        try:
            service.pick(round_id, form.seen, form.question.data)
        except UserError as error:
            form.add_error(error)
            _renew(form, round_id, error)
        else:
            return redirect(url_for(".index", round_id=round_id))
    return _index(round_, form)


@blueprint.route("/<item_id>/flyt", methods=["POST"])
@requires("surveys.manage")
def move(round_id: str, item_id: str) -> Page:
    """Move an own question up or down."""
    steps = -1 if request.form.get("retning") == "op" else 1
    return _press(round_id, lambda seen: service.move(round_id, seen, item_id, steps))


@blueprint.route("/<item_id>/fjern", methods=["POST"])
@requires("surveys.manage")
def remove(round_id: str, item_id: str) -> Page:
    """Take an own question out of the round."""
    return _press(round_id, lambda seen: service.remove(round_id, seen, item_id), item_id)


@blueprint.route("/<item_id>/hent-tilbage", methods=["POST"])
@requires("surveys.manage")
def restore(round_id: str, item_id: str) -> Page:
    """Put the question that was taken out last back where it stood."""

    def put_back(seen: int) -> None:
        service.restore(round_id, seen, item_id)
        flash(_("Spørgsmålet er hentet tilbage."), "success")

    return _press(round_id, put_back, item_id)


def _press(round_id: str, act: Callable[[int], None], removed: str | None = None) -> Page:
    """Do what a button asks for. The page then offers to put `removed` back, if that is the question taken out last."""
    try:
        act(DraftForm().seen)
    except UserError as error:
        flash(str(error), "error")
    return redirect(url_for(".index", round_id=round_id, fjernet=removed))


@blueprint.route("/<item_id>/telefon", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def phone(round_id: str, item_id: str) -> Page:
    """Show a question as the citizen gets it, on a page as wide as a telephone; what is pressed there goes nowhere."""
    round_ = _round(round_id)
    asked = (
        queries.planned_content(round_)["questions"]
        if round_.published is None
        else questionnaires.questions(round_.published)
    )
    number = next((place for place, one in enumerate(asked, 1) if one["id"] == item_id), None)
    if number is None:
        raise NotYours
    question = asked[number - 1]
    form = question_form(question, type_of(question), formdata=None)
    if request.method == "POST":
        ProofForm().validate()
    return render_template(
        "surveys/builder/phone.html",
        seat=Seat(round_.id, round_.closes_on, "", asked, {}), number=number, place=(number, len(asked)), question=question,
        form=form, writes=question["kind"] == "open", answered=False, put_aside="", cannot_be_shown=CANNOT_BE_SHOWN,
        acute_help=municipality.setting("acute_help"), preview_action=request.path, round_id=round_id,
        limits=rules,
    )  # fmt: skip
