"""Her pages: the list of periods, a draft, writing in a section, counting anew, releasing, deleting; reading is `views_reading`'s."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from værdig.access import current_user, requires
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _
from værdig.reports.beretning import named, places, queries, service
from værdig.reports.beretning.chapters_after import STORIES
from værdig.reports.beretning.content import Chapter
from værdig.reports.beretning.forms import PeriodForm, ReleaseForm, section_form
from værdig.reports.beretning.models import Beretning
from værdig.reports.forms import PREFIX, SEEN, ConfirmForm, TextsForm
from værdig.reports.render_html import page_values
from værdig.reports.typed import TextsChanged, mark_of, tidy
from værdig.ui.widgets import form_view

WRITE = "reports.beretning"
blueprint = Blueprint("beretning", __name__, url_prefix="/stab/beretning", template_folder="../templates")
STAY, LEAVE = "stay", "leave"
Page = str | AnyResponse | tuple[str, int]


@blueprint.route("/")
@requires(WRITE)
def index() -> Page:
    """Every period she can report on, and how far each is."""
    return _index(PeriodForm(formdata=None))


def _index(form: PeriodForm) -> str:
    return render_template("beretning/index.html", rows=queries.periods(), form=form)


@blueprint.route("/begynd", methods=["POST"])
@requires(WRITE)
@form_view
def begin() -> Page:
    """Begin a draft, or the next version of a released one."""
    form = PeriodForm()
    if form.validate_on_submit():
        try:
            row = service.begin(form.period.data or "")
        except UserError as error:
            form.add_error(error)
        else:
            return redirect(url_for(".show", beretning_id=row.id))
    return _index(form), 422


@blueprint.route("/<beretning_id>")
@requires(WRITE)
def show(beretning_id: str) -> Page:
    """One version as it reads now, with a way into each section of a draft."""
    row = queries.own(beretning_id)
    return render_template(
        "beretning/show.html",
        row=row,
        chapters=queries.generated_of(row).chapters,
        versions=queries.versions(row.period),
        replaced_by=queries.replaced_by(row),
        readers=_readers(row),
        lost=_lost(row),
        form=PeriodForm(formdata=None, data={"period": row.period}),
        **page_values(queries.document_of(row)),
    )


def _readers(row: Beretning) -> list[str]:
    titles = service.reader_titles()
    return [*(titles[role] for role in row.readers), *([_("Alle, på siden for borgere")] if row.public else [])]


def _lost(row: Beretning) -> list[str]:
    """Return her words for sentences that the newest figures no longer have: they are printed nowhere, and are not forgotten."""
    if row.is_released:
        return []
    there = places.of_report(queries.generated_of(row))
    typed = queries.texts_of(row.id)
    return [text for place, text in typed.items() if place not in there and place.startswith(places.WORDS) and text]


@blueprint.route("/<beretning_id>/afsnit/<section>", methods=["GET", "POST"])
@requires(WRITE)
@form_view
def write(beretning_id: str, section: str) -> Page:
    """One section: each sentence kept, left out or said in her own words, and her words beside them."""
    row = queries.own(beretning_id)
    chapter = queries.generated_of(row).chapter(section)
    if chapter is None:
        raise NotYours
    if row.is_released and request.method == "GET":
        return redirect(url_for(".show", beretning_id=row.id))
    form = section_form(chapter, queries.texts_of(row.id))
    changed: dict[str, queries.Typed] = {}
    is_leaving = request.form.get("then") == LEAVE
    if is_leaving and ConfirmForm().validate() and not form.has_changes(mark_of):
        return redirect(url_for(".show", beretning_id=row.id))
    if not is_leaving and form.validate_on_submit():
        try:
            if _saved(row.id, form):
                return _after_saving(row.id, chapter, form)
        except TextsChanged as error:
            changed = _show_beside(form, error)
        except UserError as error:
            form.add_error(error, PREFIX + (error.field or ""))
    if request.form.get("then") == STAY:
        return Response(status=422, mimetype="text/plain")
    return render_template(
        "beretning/write.html",
        row=row,
        chapter=chapter,
        form=form,
        stories=_stories(chapter),
        earlier=queries.earlier_texts(row.id),
        changed=changed,
        is_leaving=is_leaving,
        places=places,
        prefix=PREFIX,
        **page_values(queries.document_of(row)),
    )


def _stories(chapter: Chapter) -> list[int]:
    return list(range(1, places.MOST_STORIES + 1)) if chapter.key == STORIES else []


def _saved(beretning_id: str, form: TextsForm) -> bool:
    """Save what was typed; in a report released meanwhile it is shown again, to be taken along to a new version."""
    try:
        service.save_texts(beretning_id, form.texts(), current_user().id, form.seen(), form.kept())  # type: ignore[union-attr]
    except RuleBroken:
        form.add_error(_("Beretningen blev frigivet, mens du skrev. Kopiér din tekst, og lav en ny version."))
        return False
    return True


def _show_beside(form: TextsForm, error: TextsChanged) -> dict[str, queries.Typed]:
    form.show_beside({place: mark_of(typed.text) for place, typed in error.stored.items()})
    for place in error.stored:
        form.add_error(error, PREFIX + place)
    return dict(error.stored)


def _after_saving(beretning_id: str, chapter: Chapter, form: TextsForm) -> Page:
    if request.form.get("then") == STAY:
        return jsonify(_new_marks(beretning_id, form))
    chapters = [each.key for each in queries.generated_of(queries.own(beretning_id)).chapters]
    following = chapters[chapters.index(chapter.key) + 1 :]
    flash(_("Det, du har skrevet, er gemt."), "success")
    if request.form.get("then") == "next" and following:
        return redirect(url_for(".write", beretning_id=beretning_id, section=following[0]))
    return redirect(url_for(".show", beretning_id=beretning_id))


def _new_marks(beretning_id: str, form: TextsForm) -> dict[str, str]:
    """Return the hidden fields for a page that stays open: only where its own text is what is stored now."""
    stored = queries.texts_of(beretning_id)
    texts = form.texts()
    own = {place: mark_of(tidy(text)) for place, text in texts.items() if tidy(text) == stored.get(place, "")}
    return {"keep": "", **{SEEN + place: mark for place, mark in own.items()}}


@blueprint.route("/<beretning_id>/taal-igen", methods=["POST"])
@requires(WRITE)
@form_view
def count_anew(beretning_id: str) -> Page:
    """Count the figures anew; her words stay."""
    if ConfirmForm().validate_on_submit():
        changed = service.count_anew(beretning_id)
        flash(_("Tallene er talt igen. Dine egne ord er ikke ændret."), "success")
        if not changed:
            flash(_("Ingen tal er ændret."), "info")
    return redirect(url_for(".show", beretning_id=beretning_id))


@blueprint.route("/<beretning_id>/frigiv", methods=["GET", "POST"])
@requires(WRITE)
@form_view
def release(beretning_id: str) -> Page:
    """The report as its readers will have it, and below it who may; then it is released for good."""
    row = queries.own(beretning_id)
    if row.is_released:
        return redirect(url_for(".show", beretning_id=row.id))
    found = named.look_through(queries.texts_of(row.id))
    form = ReleaseForm().offer(service.reader_titles(), corrects=row.version > 1, doubtful=bool(found.doubtful))
    if form.validate_on_submit():
        try:
            _release(row, form)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Beretningen er frigivet."), "success")
            return redirect(url_for(".show", beretning_id=row.id))
    row = queries.own(beretning_id)
    form.seen.data = service.mark_of_draft(row)
    return render_template(
        "beretning/release.html", row=row, form=form, found=found, **page_values(queries.document_of(row))
    )


def _release(row: Beretning, form: Any) -> None:
    service.release(
        row.id,
        seen=form.seen.data or "",
        readers=form.readers.data or [],
        public=bool(form.public.data),
        corrects=form.corrects.data or "" if "corrects" in form else "",
        looked_through=bool(form.looked_through.data) if "looked_through" in form else False,
    )


@blueprint.route("/<beretning_id>/slet", methods=["GET", "POST"])
@requires(WRITE)
@form_view
def delete(beretning_id: str) -> Page:
    """Ask, then delete a draft; a released one is never deleted."""
    row = queries.own(beretning_id)
    if row.is_released:
        return redirect(url_for(".show", beretning_id=row.id))
    if ConfirmForm().validate_on_submit():
        service.delete_draft(row.id)
        flash(_("Udkastet er slettet."), "success")
        return redirect(url_for(".index"))
    return render_template("beretning/delete.html", row=row, title=queries.document_of(row).meta.title)
