"""The public pages in every footer: privacy and the accessibility statement."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from værdig import municipality
from værdig.access import public
from værdig.complaints import queries as complaints

blueprint = Blueprint("privacy", __name__, template_folder="templates")

SHOWN = (
    "controller",
    "dpo_contact",
    "borgerraadgiver_contact",
    "legal_basis",
    "survey_deletion_months",
    "unit_name",
    "unit_title",
    "survey_threshold",
    "phone",
    "email",
)


def _facts() -> dict[str, object]:
    chosen = current_app.extensions["vaerdig_settings"]
    facts: dict[str, object] = {key: municipality.setting(key) for key in SHOWN}
    return {**facts, "held_by_two": chosen.round_keys == "holders", "complaint_years": complaints.years_kept()}


@blueprint.route("/privatliv")
@public
def privacy() -> str:
    """Say what is kept, why, how long and who reads it (databeskyttelsesforordningen art. 13)."""
    return render_template("privacy/privacy.html", facts=_facts())


@blueprint.route("/was")
@public
def accessibility() -> str:
    """The short address of the accessibility statement (lov om tilgængelighed af offentlige organers websteder § 3)."""
    return render_template("privacy/accessibility.html", facts=_facts())
