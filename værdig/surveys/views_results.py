"""A closed round's figures for staff: the page, and the same tables as a file; running the round is in `views_staff`."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from værdig.access import requires
from værdig.surveys import queries
from værdig.surveys.handing_out import CSV, as_file
from værdig.surveys.presenting import shown_results
from værdig.surveys.results_file import result_file
from værdig.surveys.weighing.presenting import beside

blueprint = Blueprint("surveys_results", __name__, url_prefix="/stab/runder", template_folder="templates")


@blueprint.route("/<round_id>/resultat")
@requires("surveys.read")
def result(round_id: str) -> str:
    """A closed round's cleared figures, as pictures, words and tables."""
    results = queries.question_results(round_id)
    return render_template(
        "surveys/result.html",
        round=results.round,
        results=results,
        shown=shown_results(results),
        beside=beside(results),
    )


@blueprint.route("/<round_id>/resultat.csv")
@requires("surveys.read")
def result_as_file(round_id: str) -> Response:
    """The page's tables for a spreadsheet."""
    results = queries.question_results(round_id)
    content = result_file(results.round, shown_results(results), beside(results))
    design = queries.FILE_NAMES[results.round.design]
    return as_file(content, f"resultat-{results.round.half_year}-{design}.csv", CSV)
