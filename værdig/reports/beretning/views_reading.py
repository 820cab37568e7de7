"""Reading released reports: those she has chosen on the staff pages, everybody on the citizens' pages; a draft is hers alone."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from værdig.access import can, current_roles, public, requires
from værdig.errors import NotYours
from værdig.reports import formats, ready_made
from værdig.reports.beretning import queries
from værdig.reports.beretning.models import Beretning
from værdig.reports.beretning.service import READERS
from værdig.reports.beretning.views import WRITE
from værdig.reports.formats import FORMATS
from værdig.reports.render_html import page_values

READ = "reports.beretning_read"
staff_pages = Blueprint("beretninger", __name__, url_prefix="/stab/beretninger", template_folder="../templates")
public_pages = Blueprint("beretninger_for_alle", __name__, url_prefix="/beretninger", template_folder="../templates")


def _roles() -> frozenset[str]:
    """Return the roles that a report may be meant for; its writer reads what any of them may."""
    if can(WRITE):
        return frozenset(role.value for role in READERS)
    return frozenset(str(role) for role in current_roles())


def _readable(beretning_id: str) -> Beretning:
    return queries.own(beretning_id) if can(WRITE) else queries.readable(beretning_id, _roles())


@staff_pages.route("/")
@requires(READ)
def index() -> str:
    """The released reports that the reader's roles may read."""
    return render_template("beretning/list.html", rows=_rows(queries.released(_roles()), "beretninger.show"))


@staff_pages.route("/<beretning_id>")
@requires(READ)
def show(beretning_id: str) -> str:
    """A released report as a page."""
    row = _readable(beretning_id)
    if not row.is_released:
        raise NotYours
    return render_template(
        "beretning/read.html", row=row, replaced_by=queries.replaced_by(row), formats=FORMATS,
        **page_values(queries.document_of(row)),
    )  # fmt: skip


@staff_pages.route("/<beretning_id>/hent/<name>")
@requires(READ)
def fetch(beretning_id: str, name: str) -> AnyResponse:
    """A report as a file; a draft for its writer only."""
    return _file(_readable(beretning_id), name)


@public_pages.route("/")
@public
def index_for_all() -> str:
    """The released reports that everybody may read."""
    return render_template(
        "beretning/list_public.html", rows=_rows(queries.released(), "beretninger_for_alle.show_for_all")
    )


@public_pages.route("/<beretning_id>")
@public
def show_for_all(beretning_id: str) -> str:
    """A released report as a page for everybody."""
    row = queries.open_to_all(beretning_id)
    return render_template(
        "beretning/read_public.html", row=row, replaced_by=queries.replaced_by(row), formats=FORMATS,
        **page_values(queries.document_of(row)),
    )  # fmt: skip


@public_pages.route("/<beretning_id>/hent/<name>")
@public
def fetch_for_all(beretning_id: str, name: str) -> AnyResponse:
    """A report that everybody may read, as a file."""
    return _file(queries.open_to_all(beretning_id), name)


def _rows(found: list[Beretning], endpoint: str) -> list[dict[str, object]]:
    return [
        {
            "url": url_for(endpoint, beretning_id=row.id),
            "title": queries.document_of(row).meta.title,
            "row": row,
            "replaced_by": queries.replaced_by(row),
        }
        for row in found
    ]


def _file(row: Beretning, name: str) -> AnyResponse:
    if name not in formats.FORMATS:
        raise NotYours
    document = queries.document_of(row)
    made = ready_made.pdf(document) if name == "pdf" and row.is_released else FORMATS[name].render(document)
    file = Response(made, mimetype=FORMATS[name].media_type)
    file.headers["Content-Disposition"] = f'attachment; filename="{file_name(row, name)}"'
    return file


def file_name(row: Beretning, name: str) -> str:
    """Return an ASCII file name that tells municipality, period, version and state."""
    return f"beretning-{row.municipality_id}-{row.period}-v{row.version}-{row.state}.{name}"
