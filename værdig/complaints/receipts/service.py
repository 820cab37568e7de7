"""Writing receipts and their log: signing one when a complaint is received, and ending the log of each day that is over."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from sqlalchemy import select

from værdig import clock, municipality
from værdig.complaints.models import Case
from værdig.complaints.receipts import keys, queries, signed, tree
from værdig.complaints.receipts.models import ReceiptDay, ReceiptLeaf
from værdig.complaints.receipts.signed import Head, Receipt
from værdig.db import db, transaction

ENDED_AT_ONCE = 30
"""Days ended in one transaction, a few milliseconds each."""


def sign_receipt(case: Case, office: str, answer_by: date | None, code: str, story: str) -> None:
    """Put a signed receipt on a new case and its leaf in the log; call in the transaction that stores the case."""
    case.receipt = signed.signed_receipt(
        keys.seed(),
        Receipt(
            municipality=municipality.get().name,
            number=case.number,
            office=office,
            received=case.received,
            answer_by=answer_by,
            fingerprint=signed.fingerprint(code, story),
        ),
    )
    db.session.add(ReceiptLeaf(day=clock.local(case.registered_at).date(), leaf=tree.leaf_of(case.receipt)))


def end_days() -> int:
    """End the log of every day that is over, since the first receipt; returns how many days. Safe to run from several places."""
    first = queries.first_day()
    ended = 0
    while first is not None and (done := _end_some(first)):
        ended += done
    return ended


def _end_some(first: date) -> int:
    """End the log of the next days in one transaction, so few that nobody else waits for long; returns how many."""
    with transaction():
        last = queries.last_ended(lock=True)
        day = last.day + timedelta(days=1) if last else first
        waiting = min((clock.today() - day).days, ENDED_AT_ONCE)
        for _day in range(waiting):
            last = _end(day, last)
            day += timedelta(days=1)
    return max(waiting, 0)


def _end(day: date, before: ReceiptDay | None) -> ReceiptDay:
    rows = list(db.session.scalars(select(ReceiptLeaf).where(ReceiptLeaf.day == day)))
    depth = tree.depth_for(len(rows))
    places = secrets.SystemRandom().sample(range(1 << depth), len(rows))
    for row, place in zip(rows, places, strict=True):
        row.place = place
    root = tree.root_of(queries.leaves(day, depth, rows))
    head = Head(
        municipality=municipality.get().name,
        day=day,
        root=root.hex(),
        before=queries.fingerprint_of(before) if before else "",
    )
    ended = ReceiptDay(day=day, depth=depth, signed=signed.signed_head(keys.seed(), head))
    db.session.add(ended)
    db.session.flush()
    return ended
