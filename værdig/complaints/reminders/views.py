"""The borgerraadgiver's page of answers that the management has not given in time: numbers and dates, never what a case is about."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig import clock
from værdig.access import requires
from værdig.complaints import queries
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.clocks import standing
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.desk import acting
from værdig.complaints.keys import Reader
from værdig.complaints.models import CaseClock
from værdig.complaints.reminders import chasing, wording
from værdig.complaints.reminders.models import ClockReminder
from værdig.complaints.reminders.steps import Step
from værdig.i18n import _

blueprint = Blueprint(
    "complaints_overdue", __name__, url_prefix="/stab/forsinkede-svar", template_folder="../templates"
)


@blueprint.get("")
@requires(BORGERRAADGIVER.permission)
def overview() -> str:
    """List what the management owes, the oldest first, with what has been done about it."""
    rows = chasing.overdue_at_management(clock.today())
    steps = chasing.taken(row.id for row in rows)
    return render_template(
        "complaints/reminders/overdue.html", rows=[_row(row, steps.get(row.id, [])) for row in rows],
        queue=url_for(BORGERRAADGIVER.endpoint("queue")),
    )  # fmt: skip


def _row(row: CaseClock, steps: list[ClockReminder]) -> dict[str, Any]:
    shared = queries.is_shared(row.case, Reader.BORGERRAADGIVER)
    return {
        "id": row.id,
        "number": row.case.number,
        "url": url_for(BORGERRAADGIVER.endpoint("show"), case_id=row.case_id) if shared else None,
        "what": RULES[Clock(row.kind)].title,
        "due": row.due,
        "promised": row.promised,
        "standing": standing(row, clock.today()),
        "steps": [(wording.STAFF_SEES[Step(step.step)], step.day) for step in steps],
        "may_chase": all(step.step != Step.RYKKET for step in steps),
    }


@blueprint.post("/<clock_id>/ryk")
@requires(BORGERRAADGIVER.permission)
def chase(clock_id: str) -> Response:
    """Chase the management for one answer."""
    if chasing.chase(clock_id, acting(BORGERRAADGIVER)):
        flash(_("Ledelsen er rykket. Lederen får besked på e-mail i kontortiden og kan se det på sagen."), "success")
    else:
        flash(_("Ledelsen er rykket i forvejen."), "info")
    return redirect(url_for(".overview"))
