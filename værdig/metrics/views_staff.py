"""Staff pages of maalepunkter: plans with their goals and tracks, one maalepunkt, and computing again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig.access import requires
from værdig.clock import HalfYear
from værdig.errors import UserError
from værdig.i18n import _, ngettext
from værdig.imports.contracts import EFFECTS
from værdig.metrics import overview, service
from værdig.metrics.effects import effects_of

blueprint = Blueprint("metrics", __name__, url_prefix="/stab/maal", template_folder="templates")

blueprint.record_once(lambda state: state.app.extensions.update({EFFECTS: effects_of}))


@blueprint.route("")
@requires("metrics.read")
def index() -> tuple[str, int]:
    """The municipality's plans; the chosen one with goals, tracks and maalepunkter, as they stood by a half-year's end."""
    plans = overview.my_plans()
    plan = overview.chosen(plans, request.args.get("plan"))
    known = overview.half_years(plan) if plan else []
    half_year, error = _half_year(known)
    return render_template(
        "metrics/index.html",
        plans=plans,
        plan=plan,
        in_force=overview.in_force(plans),
        groups=list(overview.groups(plan, half_year)) if plan else [],
        beside=overview.beside_the_plans(half_year),
        half_years=sorted({*known, half_year}) if half_year else known,
        half_year=half_year,
        error=error,
    ), 400 if error else 200


def _half_year(known: list[HalfYear]) -> tuple[HalfYear | None, str]:
    """Return the half-year asked for, else the newest with figures, and what was wrong with the question."""
    newest = known[-1] if known else None
    asked = request.args.get("halvaar", "")
    if not asked:
        return newest, ""
    try:
        return HalfYear.parse(asked), ""
    except UserError as error:
        return newest, str(error.text)


@blueprint.route("/<code>")
@requires("metrics.read")
def show(code: str) -> str:
    """One maalepunkt: definition, figures, how it stands, revisions and what is missing."""
    return render_template("metrics/show.html", page=overview.page(code))


@blueprint.route("/beregn", methods=["POST"])
@requires("metrics.compute")
def compute() -> Response:
    """Compute everything again and tell how it went; a failing maalepunkt is named."""
    outcomes = service.compute_all()
    failed = dict.fromkeys(outcome.code for outcome in outcomes if outcome.failure)
    new = sum(outcome.change == "new" for outcome in outcomes)
    flash(ngettext("Ét målepunkt har fået nye tal.", "%(count)s målepunkter har fået nye tal.", new), "success")
    if failed:
        flash(_("Disse målepunkter kunne ikke beregnes: %(codes)s.", codes=", ".join(failed)), "warning")
    return redirect(url_for(".index"), 303)
