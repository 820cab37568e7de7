"""A closed round's figures for staff: the page, and the same tables as a file; running the round is in `views_staff`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from værdig.access import requires
from værdig.i18n import _
from værdig.surveys import queries
from værdig.surveys.handing_out import CSV, as_file
from værdig.surveys.presenting import ResultsShown, shown_results
from værdig.surveys.results_file import result_file
from værdig.surveys.weighing.presenting import BesideShown, beside

blueprint = Blueprint("surveys_results", __name__, url_prefix="/stab/runder", template_folder="templates")


@blueprint.route("/<round_id>/resultat")
@requires("surveys.read")
def result(round_id: str) -> str:
    """A closed round's cleared figures, as pictures, words and tables."""
    results = queries.question_results(round_id)
    shown, worked_out = shown_results(results), beside(results)
    return render_template(
        "surveys/result.html",
        round=results.round,
        results=results,
        shown=shown,
        beside=worked_out,
        headings=_headings(shown, worked_out, is_shown=results.response.total.shown),
    )


def _headings(shown: ResultsShown, beside: BesideShown, *, is_shown: bool) -> Mapping[str, str]:
    """Return the page's headings in their order, by the id of their place; those that have nothing below them are left out."""
    parts: Sequence[tuple[str, str, object]] = (
        ("svarede", _("Hvor mange svarede"), True),
        ("alle", _("Alle spørgsmål"), shown.overview),
        ("aendring", _("Ændring siden sidste runde"), is_shown and beside.moved),
        ("vaegtet", _("Vægtede tal"), is_shown and (beside.weighted or beside.refused)),
        ("hvert", _("Hvert spørgsmål for sig"), shown.questions),
        ("uden_type", _("Kan ikke vises"), shown.cannot_be_shown),
        ("for_faa", _("For få svar til at vise"), is_shown and shown.too_few),
        ("skjult", _("Om det, der ikke vises"), shown.notes),
    )
    return {place: heading for place, heading, content in parts if content}


@blueprint.route("/<round_id>/resultat.csv")
@requires("surveys.read")
def result_as_file(round_id: str) -> Response:
    """The page's tables for a spreadsheet."""
    results = queries.question_results(round_id)
    content = result_file(results.round, shown_results(results), beside(results))
    design = queries.FILE_NAMES[results.round.design]
    return as_file(content, f"resultat-{results.round.half_year}-{design}.csv", CSV)
