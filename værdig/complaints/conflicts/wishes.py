"""What a citizen asks: that somebody does not see her case, in her own words; nobody is shut out by them alone, see `service`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from værdig import audit
from værdig.complaints import parts
from værdig.complaints.acting import By
from værdig.complaints.conflicts.models import ASKED, AvoidWish
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reading import words_of
from værdig.db import db, new_id


def note_wish(case: Case, keys: Keys, words: str, by: By, moment: datetime, *, mac: bytes | None = None) -> None:
    """Keep a citizen's wish inside the caller's transaction, in a confidential case for the borgerraadgiver's eyes alone.

    `mac` is of the page's token, where the wish is sent by itself and must be kept once.
    """
    part = parts.of_message(keys, with_management=False)
    row = AvoidWish(id=new_id(), case_id=case.id, at=moment, part=part, submission_mac=mac)
    row.words = keys.seal(part, "case_avoid_wish", "words", row.id, words.strip())
    db.session.add(row)
    audit.record(ASKED, OBJECT, case.id, actor=by.actor)


def wishes_read(case_id: str, keys: Keys) -> list[str]:
    """Return what a citizen has asked for, in her own words, as far as the keys go."""
    rows = db.session.scalars(select(AvoidWish).where(AvoidWish.case_id == case_id).order_by(AvoidWish.at))
    return [
        words_of(keys, row.part, "case_avoid_wish", "words", row.id, row.words)
        for row in rows
        if keys.has(Part(row.part))
    ]
