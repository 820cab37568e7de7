"""Reads of enquiries that were only counted: today's own, so that a slip can be put right. Their figures are in `figures`."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from værdig import audit, clock
from værdig.complaints.models import ContactCount
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
