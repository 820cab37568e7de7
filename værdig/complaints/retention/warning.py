"""Warning staff that cases' time runs out: a row per case and date, in office hours; it deletes nothing and decides nothing."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from værdig import audit, clock
from værdig.complaints.acting import SYSTEM
from værdig.complaints.keys import Reader
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reminders import chasing
from værdig.complaints.retention import queries
from værdig.complaints.retention.models import WARNED, RetentionWarning
from værdig.complaints.retention.queries import End
from værdig.complaints.retention.rules import Stage, is_over
from værdig.db import db, new_id, transaction


def warn(*, at: datetime | None = None) -> int:
    """Warn of every case that runs out within 90 days, and once more when it has; returns of how many. Safe to run often."""
    moment = at or clock.now()
    if not chasing.is_working_time(moment):
        return 0
    today = clock.local(moment).date()
    with transaction():
        told = _told()
        new = [
            (end, stage)
            for reader in Reader
            if reader is not Reader.CODE
            for end in queries.running_out(reader, today)
            if (end.case.id, stage := _stage(end, today), end.until) not in told
        ]
        for end, stage in new:
            db.session.add(RetentionWarning(id=new_id(), case_id=end.case.id, stage=stage, until=end.until, day=today))
            audit.record(
                WARNED, OBJECT, end.case.id, detail={"until": end.until.isoformat(), "stage": stage}, actor=SYSTEM.actor
            )
    return len(new)


def _stage(end: End, today: date) -> Stage:
    return Stage.GENNEMGANG if is_over(end.until, today) else Stage.VARSEL


def _told() -> set[tuple[str, str, date]]:
    rows = db.session.execute(select(RetentionWarning.case_id, RetentionWarning.stage, RetentionWarning.until))
    return {(case_id, stage, until) for case_id, stage, until in rows}
