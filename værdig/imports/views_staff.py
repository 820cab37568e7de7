"""Staff pages of imports: the history, a new file in two steps, one run and undoing it."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from værdig.access import current_user, requires
from værdig.accounts import queries as accounts
from værdig.errors import NotYours, UserError
from værdig.files.limits import MAX_BYTES
from værdig.i18n import _
from værdig.imports import history, reading, service
from værdig.imports.contracts import EFFECTS, TellEffects
from værdig.imports.drafts import from_plain
from værdig.imports.forms import KINDS, ConfirmForm, UploadForm
from værdig.imports.models import ImportDraft, Kind
from værdig.imports.presentation import Preview, preview_of, rejected_file, where_text
from værdig.imports.queries import provenance
from værdig.imports.readers.periods import spelled_out
from værdig.periods import label_of
from værdig.ui.widgets import form_view

blueprint = Blueprint("imports", __name__, url_prefix="/stab/import", template_folder="templates")
Page = str | AnyResponse | tuple[str, int]

SHOWN = 20
"""How many refused rows, revisions and first figures the preview shows; the refused rows can be had as a file."""


@blueprint.route("")
@requires("imports.manage")
def index() -> Page:
    """Every import, newest first."""
    page = request.args.get("side", 1, int)
    found, pages = history.runs(page)
    if not 1 <= page <= pages:
        raise NotYours
    return render_template(
        "imports/index.html", runs=found, page=page, pages=pages, names=_names(), kinds=_kind_names(),
        superseded=history.superseded(found), why_not=service.why_not_undone, spelled_out=spelled_out,
    )  # fmt: skip


@blueprint.route("/ny", methods=["GET", "POST"])
@requires("imports.manage")
@form_view
def new() -> Page:
    """Choose a file and where it comes from; what is in it is shown before anything is stored."""
    form = UploadForm()
    form.offer((reading.source_of(each), each.value.title, each.value.help) for each in reading.importers())
    if form.validate_on_submit():
        try:
            return redirect(url_for(".preview", draft_id=_keep(form)))
        except UserError as error:
            form.add_error(error)
    return render_template("imports/new.html", form=form), 422 if form.errors else 200


def _keep(form: UploadForm) -> str:
    handed_in: FileStorage = form.file.data
    importer = reading.importer_called(form.source.data)
    upload = service.Upload(
        source=reading.source_of(importer),
        importer=importer.id,
        kind=form.kind.data,
        file_name=handed_in.filename or "",
        data=handed_in.stream.read(MAX_BYTES + 1),
        by=_me(),
    )
    service.check_known(upload.source, upload.sha256)
    return service.keep_draft(upload, reading.read(importer, upload.data, upload.file_name))


@blueprint.route("/<draft_id>/forhaandsvisning")
@requires("imports.manage")
def preview(draft_id: str) -> Page:
    """What was found in the file, before it is stored."""
    draft = history.draft_by_id(draft_id)
    found = preview_of(from_plain(draft.content), draft.kind)
    return _preview_page(draft, found, _asking(found))


@blueprint.route("/<draft_id>/bekraeft", methods=["POST"])
@requires("imports.manage")
@form_view
def confirm(draft_id: str) -> Page:
    """Store what the preview showed."""
    draft = history.draft_by_id(draft_id)
    typed = {name: request.form.get(name, "") for name in ("table", "area")}
    found = preview_of(from_plain(draft.content), draft.kind, **typed)
    form = _asking(found)
    if form.validate_on_submit():
        try:
            run_id = service.confirm(draft_id, **typed, checked=bool(found.doubts), by=_me())
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Tallene er importeret. Målepunkterne bliver beregnet igen nu."), "success")
            return redirect(url_for(".run", run_id=run_id))
    return _preview_page(draft, found, form), 422


def _asking(found: Preview) -> ConfirmForm:
    form = ConfirmForm()
    form.ask_only(table=found.needs_table, area=found.needs_area, checked=bool(found.doubts))
    return form


def _preview_page(draft: ImportDraft, found: Preview, form: ConfirmForm) -> str:
    tell_effects: TellEffects | None = current_app.extensions.get(EFFECTS)
    effects = tell_effects(found.figures, draft.kind, draft.source) if tell_effects else []
    return render_template(
        "imports/preview.html", draft=draft, found=found, form=form, shown=SHOWN, effects=effects,
        kind=_kind_names()[Kind(draft.kind)], source=reading.title_of(draft.source), where_text=where_text,
        label_of=label_of, spelled_out=spelled_out,
    )  # fmt: skip


@blueprint.route("/<draft_id>/annuller", methods=["POST"])
@requires("imports.manage")
def cancel(draft_id: str) -> Page:
    """Throw the upload away."""
    service.cancel(draft_id)
    flash(_("Importen er annulleret. Der er ikke gemt noget."), "info")
    return redirect(url_for(".index"))


@blueprint.route("/<draft_id>/afviste.csv")
@requires("imports.manage")
def rejected(draft_id: str) -> Page:
    """The refused rows as a file, to mend the original from."""
    problems = from_plain(history.draft_by_id(draft_id).content).problems
    return Response(
        rejected_file(problems),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": "attachment; filename=afviste.csv"},
    )


@blueprint.route("/<run_id>")
@requires("imports.manage")
def run(run_id: str) -> Page:
    """One import: where it comes from, what it changed, and its figures with the values they replaced."""
    found = history.run_by_id(run_id)
    page = request.args.get("side", 1, int)
    figures, pages = history.figures(found, page)
    if not 1 <= page <= pages:
        raise NotYours
    later = history.superseded([found]).get(found.id)
    return render_template(
        "imports/run.html", run=found, origin=provenance(found), figures=figures, page=page, pages=pages,
        names=_names(), kind=_kind_names()[Kind(found.kind)], why_not="" if later is None else service.why_not_undone(later),
        source=reading.title_of(found.source), where_text=where_text, label_of=label_of, spelled_out=spelled_out,
        tables=history.tables(found),
    )  # fmt: skip


@blueprint.route("/<run_id>/fortryd", methods=["GET", "POST"])
@requires("imports.manage")
def undo(run_id: str) -> Page:
    """Ask, and then take an import back; one that cannot be is told why."""
    found = history.run_by_id(run_id)
    if request.method == "POST":
        try:
            service.undo(run_id, by=_me())
            flash(_("Importen er fortrudt. Målepunkterne bliver beregnet igen nu."), "success")
        except UserError as error:
            flash(str(error.text), "error")
        return redirect(url_for(".run", run_id=run_id))
    later = history.superseded([found]).get(found.id)
    return render_template(
        "imports/undo.html", run=found, why_not="" if later is None else service.why_not_undone(later)
    )


def _me() -> str | None:
    user = current_user()
    return None if user is None else user.id


def _names() -> dict[str, str]:
    return {user.id: user.name for user in accounts.users_here()}


def _kind_names() -> dict[Kind, object]:
    return {kind: text for kind, (text, _hint) in KINDS.items()}
