"""The morning page of each side, and the way to it: whoever answers complaints comes here when she has signed in."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from værdig.access import can, current_roles, current_user, requires
from værdig.access.roles import Role
from værdig.clock import today
from værdig.complaints.acting import BORGERRAADGIVER, MANAGEMENT, Side
from værdig.complaints.deadlines import weekday_date
from værdig.complaints.desk import private_keys
from værdig.complaints.today.rows import groups

FIRST_FOR = {
    Role.BORGERRAADGIVER: BORGERRAADGIVER,
    Role.STEDFORTRAEDER: BORGERRAADGIVER,
    Role.SVARANSVARLIG_LEDER: MANAGEMENT,
}
"""Whose day begins with this page; a leader has much else to see to, and finds it in the menu."""

blueprint = Blueprint("complaints_today", __name__, url_prefix="/stab/i-dag", template_folder="../templates")


@blueprint.get("/borgerraadgiver")
@requires(BORGERRAADGIVER.permission)
def confidential() -> str:
    """What there is to do for the borgerraadgiver; how to reach people is shown once the inbox is unlocked."""
    return _page(BORGERRAADGIVER)


@blueprint.get("/ledelse")
@requires(MANAGEMENT.permission)
def management() -> str:
    """What there is to do for the management."""
    return _page(MANAGEMENT)


def _page(side: Side) -> str:
    private = private_keys(side)
    return render_template(
        "complaints/today/today.html", side=side, groups=groups(side, private), locked=private is None,
        today=weekday_date(today()), is_borgerraadgiver=side is BORGERRAADGIVER,
    )  # fmt: skip


def address(side: Side) -> str:
    """Return the address of a side's morning page."""
    return url_for("complaints_today.confidential" if side is BORGERRAADGIVER else "complaints_today.management")


@blueprint.after_app_request
def begin_here(response: Response) -> Response:
    """Lead from signing in to the morning page, unless another page was asked for."""
    if request.endpoint != "security.login" or response.location != "/stab/" or current_user() is None:
        return response
    side = next((FIRST_FOR[role] for role in sorted(current_roles()) if role in FIRST_FOR), None)
    if side is not None and can(side.permission):
        response.location = address(side)
    return response
