"""Reads of enquiries that were only counted: today's own, so that a slip can be put right. Their figures are in `figures`."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import select

from værdig import audit, clock
from værdig.complaints.models import ContactCount
from værdig.db import db

COUNTED = "contact.counted"
COUNT = "contact_count"


def counted_today(user_id: str) -> list[ContactCount]:
    """Return what somebody has counted herself today and not taken back, the last first; a count knows neither hour nor person."""
    midnight = datetime.combine(clock.today(), time(), clock.COPENHAGEN)
    ids = [entry.object_id for entry in audit.entries_by(user_id, COUNT, COUNTED, midnight)]
    found = {row.id: row for row in db.session.scalars(select(ContactCount).where(ContactCount.id.in_(ids)))}
    return [found[each] for each in ids if each in found]
