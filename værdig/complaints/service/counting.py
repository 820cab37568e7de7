"""Counting an enquiry that was answered on the spot, and taking one's own count of today back."""

from __future__ import annotations

from datetime import date, datetime

from værdig import audit, clock
from værdig.clock import HalfYear
from værdig.complaints import categories, queries
from værdig.complaints.acting import By
from værdig.complaints.categories import Kind
from værdig.complaints.keys import Reader
from værdig.complaints.models import ContactCount
from værdig.complaints.queries.counts import COUNT, COUNTED
from værdig.complaints.service.once import once
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _


def count_contact(
    *,
    office: Reader,
    type: str,
    channel: str,
    theme: str | None,
    day: date | None = None,
    by: By | None = None,
    token: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Count an enquiry that was answered on the spot, once per token: no case, no person, no hour. `at` is for the example.

    Raises UserError for a category that is not on its list, and for a day that has not come.
    """
    when = day or clock.today()
    categories.require(Kind.TYPE, type, "type")
    categories.require(Kind.CHANNEL, channel, "channel")
    if theme:
        categories.principle_of(theme)
    if when > clock.today():
        raise UserError(_("Datoen er ikke kommet endnu."), "day")
    row = ContactCount(
        id=new_id(), half_year=HalfYear.of(when), day=when, office=office, type=type, channel=channel, theme=theme
    )

    def deed(mac: bytes | None) -> None:
        row.submission_mac = mac
        db.session.add(row)
        audit.record(COUNTED, COUNT, row.id, actor=by.actor if by else None, at=at)

    return once(ContactCount, token, f"{type} {channel} {theme} {when}", deed)


def uncount_contact(count_id: str, by: By) -> None:
    """Take back what one has counted oneself today; raises NotYours for anything else, also for what is taken back already."""
    with transaction():
        row = next((each for each in queries.counted_today(by.id) if each.id == count_id), None)
        if row is None:
            raise NotYours
        db.session.delete(row)
        audit.record("contact.uncounted", COUNT, count_id, actor=by.actor)
