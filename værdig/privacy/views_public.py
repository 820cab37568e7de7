"""The public pages in every footer: privacy and the accessibility statement."""

from __future__ import annotations

from flask import Blueprint, render_template

from værdig import municipality
from værdig.access import public

blueprint = Blueprint("privacy", __name__, template_folder="templates")

SHOWN = (
    "controller",
    "dpo_contact",
    "borgerraadgiver_contact",
    "survey_deletion_months",
    "unit_name",
    "survey_threshold",
    "phone",
    "email",
)


def _facts() -> dict[str, object]:
    return {key: municipality.setting(key) for key in SHOWN}


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
