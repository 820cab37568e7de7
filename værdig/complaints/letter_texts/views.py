"""The pages of the texts of letters: what there is, a new version with a preview, going back, and a jurist's approval."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig.access import can, requires
from værdig.clock import today
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.case_page import name_of
from værdig.complaints.desk import me
from værdig.complaints.letter_texts import queries, service
from værdig.complaints.letter_texts.forms import ApproveForm, BackForm, TextForm
from værdig.complaints.letter_texts.kinds import LetterKind, check, tidy
from værdig.complaints.letter_texts.models import LetterText
from værdig.complaints.letter_texts.offered import KINDS, kind_of
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.reading import WARN_LIX, measure
from værdig.ui.widgets import form_view

Page = str | Response | tuple[str, int]
PERMISSION = "complaints.letter_texts"
SHOW = "vis"
"""Sent along by the button that shows the letter without saving its text."""

blueprint = Blueprint(
    "complaints_letter_texts", __name__, url_prefix="/stab/brevtekster", template_folder="../templates"
)


@blueprint.app_template_global()
def letter_text_state(key: str) -> dict[str, Any]:
    """Return what whoever writes a letter must know of its text: whether and by whom it is approved, and whether she may change it."""
    kind = kind_of(key)
    version = queries.holding(key, today())
    held = None if queries.is_broken(kind, version) else version
    return {"kind": kind, "version": held, "may_see": can(PERMISSION)}


@blueprint.app_template_global()
def page_text(key: str, **values: str) -> list[str]:
    """Return a text of citizens' pages as it is worded today, paragraph by paragraph."""
    return kind_of(key).write(**values).split("\n\n")


@blueprint.get("")
@requires(PERMISSION)
def overview() -> Page:
    """See every letter, whose text is used, and whether it is approved."""
    rows = [
        {"kind": kind, "now": letter_text_state(kind.key)["version"], "next": _coming(kind), "mine": _may_word(kind)}
        for kind in KINDS
    ]
    letters = [row for row in rows if not row["kind"].on_page]
    on_pages = [row for row in rows if row["kind"].on_page]
    return render_template("complaints/letter_texts/overview.html", letters=letters, on_pages=on_pages)


def _coming(kind: LetterKind) -> LetterText | None:
    return next((each for each in reversed(queries.versions(kind.key)) if each.valid_from > today()), None)


def _may_word(kind: LetterKind) -> bool:
    """Tell whether the signed-in may word a kind: the borgerraadgiver's own letters are worded by her alone."""
    return not kind.independent or can(BORGERRAADGIVER.permission)


@blueprint.route("/<letter>", methods=["GET", "POST"])
@requires(PERMISSION)
@form_view
def word(letter: str) -> Page:
    """See a letter's text and its versions, try another one, and save it."""
    kind = kind_of(letter)
    form = TextForm()
    if not form.is_submitted():
        form.text.data, form.valid_from.data = queries.wording_today(kind), today()
        form.seen.data = queries.newest(kind.key)
    elif not _may_word(kind):
        raise NotYours
    shown = ""
    if form.validate_on_submit():
        try:
            check(kind, tidy(form.text.data))
            if SHOW not in request.form:
                return _saved(_save(kind, form), kind)
            shown = kind.example(tidy(form.text.data))
        except UserError as error:
            form.add_error(error)
            form.seen.data = queries.newest(kind.key)
    page = _page(kind, form, shown or kind.example(queries.wording_today(kind)), is_tried=bool(shown))
    return (page, 422) if form.is_submitted() and not shown else page


def _save(kind: LetterKind, form: TextForm) -> bool:
    return service.save(
        kind, form.text.data, form.valid_from.data, me(), note=form.note.data or "", seen=form.seen.data or ""
    )  # fmt: skip


def _saved(is_new: bool, kind: LetterKind) -> Response:
    if is_new:
        flash(_("Teksten er gemt. Den er ikke godkendt af en jurist endnu."), "success")
    else:
        flash(_("Den tekst er allerede gemt for den dag."), "info")
    return redirect(url_for(".word", letter=kind.key))


def _page(kind: LetterKind, form: TextForm, shown: str, *, is_tried: bool) -> str:
    read = measure(shown)
    return render_template(
        "complaints/letter_texts/word.html", kind=kind, form=form, shown=shown, is_tried=is_tried, may_word=_may_word(kind),
        lix=read.lix, is_hard=read.lix is not None and read.lix > WARN_LIX, longest=read.longest[:3],
        now=letter_text_state(kind.key)["version"], is_broken=queries.is_broken(kind, queries.holding(kind.key, today())),
        versions=[(each, name_of(each.written_by)) for each in queries.versions(kind.key)],
    )  # fmt: skip


@blueprint.route("/<letter>/vaerdigs", methods=["GET", "POST"])
@requires(PERMISSION)
@form_view
def go_back(letter: str) -> Page:
    """Use the text that Værdig comes with again, from a day on; the municipality's own stays among the versions."""
    kind = kind_of(letter)
    if not _may_word(kind):
        raise NotYours
    form = BackForm()
    if form.did(lambda: service.save(kind, None, form.valid_from.data, me())):
        flash(_("Værdigs tekst bliver brugt igen fra den dag."), "success")
        return redirect(url_for(".word", letter=kind.key))
    page = render_template(
        "complaints/letter_texts/back.html", kind=kind, form=form, shown=kind.example(kind.built_in())
    )
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<letter>/<version_id>/godkend", methods=["GET", "POST"])
@requires(PERMISSION)
@form_view
def approve(letter: str, version_id: str) -> Page:
    """Read one version as the jurist has, and note her approval of exactly that."""
    kind = kind_of(letter)
    version = queries.version_of(letter, version_id)
    if not _may_word(kind):
        raise NotYours
    form = ApproveForm()
    if form.did(lambda: service.approve(kind, version_id, form.jurist.data, form.on.data, me())):
        flash(_("Godkendelsen er noteret."), "success")
        return redirect(url_for(".word", letter=kind.key))
    page = render_template(
        "complaints/letter_texts/approve.html",
        kind=kind,
        form=form,
        version=version,
        text=queries.wording_of(kind, version),
    )
    return (page, 422) if form.is_submitted() else page
