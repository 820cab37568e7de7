"""Staff pages of the reports: list, build, read, write texts, freeze, delete, fetch, verify; committee members see frozen ones only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from værdig.access import can, current_user, requires
from værdig.clock import HalfYear
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _
from værdig.reports import formats, offered, queries, service
from værdig.reports.document import Document
from værdig.reports.forms import PREFIX, SEEN, BuildForm, ConfirmForm, TextsForm, texts_form
from værdig.reports.models import Report, ReportText
from værdig.reports.render_html import page_values
from værdig.reports.verify import verify
from værdig.ui.widgets import form_view

blueprint = Blueprint("reports", __name__, url_prefix="/stab/rapporter", template_folder="templates")
STAY = "stay"
"""What the page sends when it saves by itself: nothing is to be shown."""
LEAVE = "leave"
"""What the page sends when its writer wants to leave without saving: it asks first, where anything would be lost."""
Page = str | AnyResponse | tuple[str, int]


def _find(report_id: str) -> Report:
    return queries.find(report_id, drafts=can("reports.drafts"))


@blueprint.route("/")
@requires("reports.read")
def index() -> Page:
    """Every half-year with a report or something to report on."""
    return _index(BuildForm(formdata=None))


def _index(form: BuildForm) -> Page:
    reports = queries.all_reports(drafts=can("reports.drafts"))
    form.offer((half_year.code, half_year.label) for half_year in offered.half_years())
    return render_template(
        "reports/index.html",
        reports=reports,
        form=form,
        may_write=can("reports.write"),
        just_deleted=request.args.get("slettet") == "1",
    )


@blueprint.route("/byg", methods=["GET", "POST"])
@requires("reports.write")
@form_view
def build() -> Page:
    """Build a draft; takes some seconds, since every section is made in a process of its own."""
    form = BuildForm().offer((half_year.code, half_year.label) for half_year in offered.half_years())
    if form.validate_on_submit():
        try:
            report = service.build(HalfYear.parse(form.half_year.data))
        except UserError as error:
            form.add_error(error, "half_year")
        else:
            return redirect(url_for(".show", report_id=report.id, bygget=1))
    return render_template("reports/build.html", form=form)


@blueprint.route("/<report_id>")
@requires("reports.read")
def show(report_id: str) -> Page:
    """The report as a web page."""
    report = _find(report_id)
    return render_template(
        "reports/show.html",
        report=report,
        versions=queries.versions(report.half_year, drafts=can("reports.drafts")),
        replaced_by=queries.replaced_by(report),
        may_write=can("reports.write"),
        may_verify=can("reports.drafts"),
        formats=formats.FORMATS,
        just_built=request.args.get("bygget") == "1",
        just_saved=request.args.get("gemt") == "1",
        refused_as_frozen=report.is_frozen and request.args.get("frosset") == "1",
        **page_values(queries.document_of(report)),
    )


@blueprint.route("/<report_id>/tekster", methods=["GET", "POST"])
@requires("reports.write")
@form_view
def texts(report_id: str) -> Page:
    """The leader's own text under each heading. Every button saves first, and so does the page itself while one writes."""
    report = _find(report_id)
    if report.is_frozen and request.method == "GET":
        return redirect(url_for(".show", report_id=report.id, frosset=1))
    document = queries.document_of(report)
    form = _texts_form(report, document)
    changed: Mapping[str, ReportText] = {}
    is_leaving = request.form.get("then") == LEAVE
    if is_leaving and ConfirmForm().validate() and not form.has_changes(service.mark_of):
        return redirect(url_for(".show", report_id=report_id))
    if not is_leaving and form.validate_on_submit():
        try:
            if _saved(report_id, form):
                return _after_saving(report_id, form)
        except service.TextsChanged as error:
            changed = _show_beside(form, error)
    if request.form.get("then") == STAY:
        return Response(status=422, mimetype="text/plain")
    return render_template(
        "reports/texts.html",
        report=report,
        form=form,
        fields=_beside_generated(form, document),
        earlier=queries.earlier_texts(report_id),
        changed=changed,
        is_leaving=is_leaving,
        writer=current_user().id,  # type: ignore[union-attr]
        **page_values(document),
    )


def _saved(report_id: str, form: TextsForm) -> bool:
    """Save what was typed; in a report that was frozen meanwhile it is shown again, to be taken along to a new version."""
    try:
        service.save_texts(report_id, form.texts(), current_user().id, form.seen(), form.kept())  # type: ignore[union-attr]
    except RuleBroken:
        form.add_error(_("Rapporten blev frosset, mens du skrev. Kopiér din tekst, og byg en ny udgave."))
        return False
    return True


def _show_beside(form: TextsForm, error: service.TextsChanged) -> Mapping[str, ReportText]:
    """Put what was stored meanwhile beside what was typed; saving once more is then a choice made with open eyes."""
    form.show_beside({heading: service.mark_of(row.text) for heading, row in error.stored.items()})
    for heading in error.stored:
        form.add_error(error, PREFIX + heading)
    return error.stored


def _texts_form(report: Report, document: Document) -> TextsForm:
    headings = {part.key: part.title for part in document.parts if part.takes_text}
    return texts_form(headings, queries.texts_of(report.id), service.LONGEST_TEXT, service.mark_of)


def _beside_generated(form: TextsForm, document: Document) -> list[tuple[Any, Any]]:
    return [(part, form[PREFIX + part.key]) for part in document.parts if part.takes_text]


def _after_saving(report_id: str, form: TextsForm) -> Page:
    wanted = request.form.get("then", "")
    if wanted == STAY:
        return jsonify(_new_marks(report_id, form))
    if wanted == "build":
        report = service.build(queries.find(report_id).half_year)
        return redirect(url_for(".show", report_id=report.id, bygget=1))
    if wanted == "freeze":
        return redirect(url_for(".freeze", report_id=report_id))
    return redirect(url_for(".show", report_id=report_id, gemt=1))


def _new_marks(report_id: str, form: TextsForm) -> dict[str, str]:
    """Return the hidden fields as they are to be in a page that has just been saved and stays open.

    Only where the page's own text is what is stored now: a heading that was written elsewhere keeps the mark of what the page
    shows.
    """
    stored = queries.texts_of(report_id)
    marks = {key: service.mark_of(stored.get(key, "")) for key in form.texts()}
    own = {key: mark for key, mark in marks.items() if mark == service.mark_of(service.tidy(form.texts()[key]))}
    return {"keep": "", **{SEEN + key: mark for key, mark in own.items()}}


@blueprint.route("/<report_id>/frys", methods=["GET", "POST"])
@requires("reports.write")
@form_view
def freeze(report_id: str) -> Page:
    """Ask, then freeze for good."""
    report = _find(report_id)
    if ConfirmForm().validate_on_submit():
        service.freeze(report_id)
        return redirect(url_for(".show", report_id=report_id))
    if report.is_frozen:
        return redirect(url_for(".show", report_id=report_id))
    document = queries.document_of(report)
    return render_template(
        "reports/freeze.html",
        report=report,
        replaces=queries.last_frozen(report.half_year),
        **page_values(replace(document, parts=tuple(part.as_cover for part in document.parts))),
    )


@blueprint.route("/<report_id>/slet", methods=["GET", "POST"])
@requires("reports.write")
@form_view
def delete(report_id: str) -> Page:
    """Ask, then delete a draft; a frozen report is never deleted."""
    report = _find(report_id)
    if ConfirmForm().validate_on_submit():
        service.delete_draft(report_id)
        return redirect(url_for(".index", slettet=1))
    if report.is_frozen:
        return redirect(url_for(".show", report_id=report_id, frosset=1))
    title, texts = queries.document_of(report).meta.title, len(queries.texts_of(report_id))
    return render_template("reports/delete.html", report=report, title=title, texts=texts)


@blueprint.route("/<report_id>/hent/<name>")
@requires("reports.read")
def fetch(report_id: str, name: str) -> AnyResponse:
    """The report as a file."""
    report = _find(report_id)
    if name not in formats.FORMATS:
        raise NotYours
    made = formats.rendered(report, name, queries.document_of(report))
    file = Response(made, mimetype=formats.FORMATS[name].media_type)
    file.headers["Content-Disposition"] = f'attachment; filename="{formats.file_name(report, name)}"'
    return file


@blueprint.route("/<report_id>/kontrol")
@requires("reports.drafts")
def check(report_id: str) -> Page:
    """Verify the report and tell precisely what differs."""
    report = _find(report_id)
    return render_template(
        "reports/check.html", report=report, verdict=verify(report_id), document=queries.document_of(report)
    )
