"""Writes of the catalogue: a municipality adopts a plan, or stops following it; the plans are never written."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from værdig import audit
from værdig.catalogue import queries
from værdig.catalogue.models import PlanAdoption
from værdig.db import db, transaction
from værdig.errors import UserError
from værdig.i18n import _


def adopt(plan_id: str, valid_from: date | None = None, valid_to: date | None = None) -> PlanAdoption:
    """Let the bound municipality follow a plan between two dates, the plan's own by default; doing it twice changes nothing.

    Raises NotYours for an unknown plan and UserError when the dates are the wrong way round.
    """
    plan = queries.plan(plan_id)
    start, end = valid_from or plan.valid_from, valid_to or plan.valid_to
    if end < start:
        raise UserError(_("Slutdatoen ligger før startdatoen."), field="valid_to")
    with transaction():
        row = db.session.scalar(
            select(PlanAdoption).where(PlanAdoption.plan_id == plan_id, PlanAdoption.valid_from == start)
        )
        if row is None:
            row = PlanAdoption(plan_id=plan_id, valid_from=start, valid_to=end)
            db.session.add(row)
            db.session.flush()
            audit.record("plan_adopted", "plan_adoption", row.id, detail={"plan": plan_id, "from": start.isoformat()})
    return row


def end(adoption: PlanAdoption, last_day: date) -> None:
    """Let an adoption end on a date; raises UserError when that is before it began."""
    if last_day < adoption.valid_from:
        raise UserError(_("Slutdatoen ligger før startdatoen."), field="valid_to")
    with transaction():
        row = db.session.scalars(select(PlanAdoption).where(PlanAdoption.id == adoption.id)).one()
        row.valid_to = last_day
        audit.record("plan_ended", "plan_adoption", row.id, detail={"plan": row.plan_id, "to": last_day.isoformat()})
