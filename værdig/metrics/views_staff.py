"""Staff pages of maalepunkter: plans with their goals and tracks, one maalepunkt, and computing again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig.access import requires
from værdig.i18n import _, ngettext
from værdig.imports.contracts import EFFECTS
from værdig.metrics import overview, service
from værdig.metrics.effects import effects_of

blueprint = Blueprint("metrics", __name__, url_prefix="/stab/maal", template_folder="templates")

blueprint.record_once(lambda state: state.app.extensions.update({EFFECTS: effects_of}))


@blueprint.route("")
@requires("metrics.read")
def index() -> str:
    """The municipality's plans; the chosen one with goals, tracks and maalepunkter."""
    plans = overview.my_plans()
    plan = overview.chosen(plans, request.args.get("plan"))
    return render_template(
        "metrics/index.html",
        plans=plans,
        plan=plan,
        in_force=overview.in_force(plans),
        groups=list(overview.groups(plan)) if plan else [],
    )


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
