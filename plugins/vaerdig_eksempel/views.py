"""The plug-in's own pages: one for staff at `/stab/m/vaerdig_eksempel/`, one for everybody at `/m/vaerdig_eksempel/`."""

from __future__ import annotations

from flask import Blueprint, render_template

from vaerdig_eksempel import queries
from værdig.api import public, requires

staff_pages = Blueprint("vaerdig_eksempel", __name__)
public_pages = Blueprint("vaerdig_eksempel_public", __name__)


@staff_pages.route("/")
@requires("vaerdig_eksempel.register")
def meetings() -> str:
    """The latest meetings, and what the site has told."""
    return render_template(
        "vaerdig_eksempel/meetings.html", meetings=queries.meetings(), happenings=queries.happenings()
    )


@public_pages.route("/")
@public
def welcome() -> str:
    """What open house is, for everybody."""
    return render_template("vaerdig_eksempel/welcome.html", place=queries.place())
