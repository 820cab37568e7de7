"""Reads of enquiries that were only counted, so that a slip can be put right, and since when there is anything to count; figures are in `figures`."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from værdig import audit, clock
from værdig.clock import HalfYear
from værdig.complaints.models import Case, ContactCount
from værdig.db import db

COUNTED = "contact.counted"
COUNT = "contact_count"


LATELY = timedelta(days=30)
"""How long back it is remembered what somebody usually counts."""


def counted_lately(user_id: str) -> list[ContactCount]:
    """Return what somebody has counted herself in the last month, the last first: her usual choices."""
    return _counted_by(user_id, clock.now() - LATELY)


def counted_today(user_id: str) -> list[ContactCount]:
    """Return what somebody has counted herself today and not taken back, the last first; a count knows neither hour nor person."""
    return _counted_by(user_id, datetime.combine(clock.today(), time(), clock.COPENHAGEN))


def _counted_by(user_id: str, since: datetime) -> list[ContactCount]:
    ids = [entry.object_id for entry in audit.entries_by(user_id, COUNT, COUNTED, since)]
    found = {row.id: row for row in db.session.scalars(select(ContactCount).where(ContactCount.id.in_(ids)))}
    return [found[each] for each in ids if each in found]


def first_half_year() -> HalfYear | None:
    """Return the half-year of the first case or counted enquiry, or None where there is none."""
    case = db.session.scalar(select(func.min(Case.registered_at)))
    counted = db.session.scalar(select(func.min(ContactCount.half_year)))
    found = [each for each in (HalfYear.of(clock.local(case).date()) if case else None, counted) if each]
    return min(found, default=None)
