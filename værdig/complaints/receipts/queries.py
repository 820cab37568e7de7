"""Reading the log of receipts: the days that are ended, the proof that a receipt is in its day, and what is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from værdig import clock
from værdig.complaints.models import Case
from værdig.complaints.receipts import keys, signed, tree
from værdig.complaints.receipts.models import ReceiptDay, ReceiptLeaf
from værdig.complaints.receipts.signed import NotGenuine
from værdig.complaints.retention.tombstones import explained
from værdig.db import db
from værdig.i18n import _, format_date


@dataclass(frozen=True)
class Proof:
    """That a receipt stands in the log of its day: the day's signed end, the place, and the neighbours up to the root."""

    head: str
    place: int
    neighbours: Sequence[bytes]


@dataclass(frozen=True)
class Gap:
    """Something in the log of a day that should not be: a receipt without a case, a day that is missing, a root that differs."""

    day: date
    told: str


def first_day() -> date | None:
    """Return the day of the first receipt; None before there is one."""
    found: date | None = db.session.scalar(select(func.min(ReceiptLeaf.day)))
    return found


def last_ended(*, lock: bool = False) -> ReceiptDay | None:
    """Return the last day that is ended."""
    query = select(ReceiptDay).order_by(ReceiptDay.day.desc()).limit(1)
    return db.session.scalar(query.with_for_update() if lock else query)


def days() -> list[ReceiptDay]:
    """Return every ended day, oldest first."""
    return list(db.session.scalars(select(ReceiptDay).order_by(ReceiptDay.day)))


def fingerprint_of(ended: ReceiptDay) -> str:
    """Return what the next day's end says of this one: SHA-256 of its signed text, in hexadecimal."""
    return hashlib.sha256(ended.signed.encode()).hexdigest()


def leaves(day: date, depth: int, rows: Sequence[ReceiptLeaf]) -> list[bytes]:
    """Return the leaves of a day's tree in their places, filled up where there is no receipt."""
    taken = {row.place: row.leaf for row in rows}
    return [taken.get(place) or keys.filler(day, place) for place in range(1 << depth)]


def proof(receipt: str) -> Proof | None:
    """Return the proof that a signed receipt is in the log; None until its day is ended, and for one that is not there."""
    row = db.session.scalar(select(ReceiptLeaf).where(ReceiptLeaf.leaf == tree.leaf_of(receipt)))
    if row is None or row.place is None:
        return None
    ended = db.session.scalar(select(ReceiptDay).where(ReceiptDay.day == row.day))
    if ended is None:
        return None
    rows = list(db.session.scalars(select(ReceiptLeaf).where(ReceiptLeaf.day == row.day)))
    return Proof(ended.signed, row.place, tree.proof_of(leaves(row.day, ended.depth, rows), row.place))


def gaps() -> list[Gap]:
    """Return everything in the log that is not as it was ended, and every receipt whose case is gone, oldest first.

    A case that was deleted when its time was over is explained by its signed tombstone, and is no gap.
    """
    rows: dict[date, list[ReceiptLeaf]] = {}
    for row in db.session.scalars(select(ReceiptLeaf)):
        rows.setdefault(row.day, []).append(row)
    of_cases = {tree.leaf_of(text) for text in db.session.scalars(select(Case.receipt)) if text} | explained()
    found = [*_gaps_in_days(rows), *_gaps_in_cases(rows, of_cases)]
    return sorted(found, key=lambda gap: gap.day)


def _gaps_in_days(rows: Mapping[date, Sequence[ReceiptLeaf]]) -> Iterator[Gap]:
    before: ReceiptDay | None = None
    for ended in days():
        if before is not None and ended.day != before.day + timedelta(days=1):
            yield Gap(before.day + timedelta(days=1), _("En eller flere dage mangler i loggen."))
        yield from _gaps_in_day(ended, before, rows.get(ended.day, ()))
        before = ended
    yesterday = clock.today() - timedelta(days=1)  # ended in the course of today
    missed = [day for day in rows if day < yesterday and (before is None or day > before.day)]
    if missed:
        yield Gap(min(missed), _("Dagens log er ikke afsluttet."))


def _gaps_in_day(ended: ReceiptDay, before: ReceiptDay | None, rows: Sequence[ReceiptLeaf]) -> Iterator[Gap]:
    try:
        head = signed.read_head(ended.signed, keys.trusted())
    except NotGenuine as error:
        yield Gap(ended.day, str(error))
        return
    if head.day != ended.day or head.before != (fingerprint_of(before) if before else ""):
        yield Gap(ended.day, _("Dagens log hænger ikke sammen med dagen før."))
    if tree.root_of(leaves(ended.day, ended.depth, rows)).hex() != head.root:
        yield Gap(ended.day, _("Der er fjernet eller ændret en kvittering, efter at dagen blev afsluttet."))


def _gaps_in_cases(rows: Mapping[date, Sequence[ReceiptLeaf]], of_cases: set[bytes]) -> Iterator[Gap]:
    for day, of_day in rows.items():
        gone = sum(row.leaf not in of_cases for row in of_day)
        if gone:
            yield Gap(day, _("%(number)s kvitteringer har ingen sag: Sagen er fjernet.", number=gone))
    logged = {row.leaf for of_day in rows.values() for row in of_day}
    for case in db.session.scalars(select(Case).where(Case.receipt.is_not(None))):
        if case.receipt and tree.leaf_of(case.receipt) not in logged:
            day = clock.local(case.registered_at).date()
            yield Gap(
                day, _("Sagen %(number)s står ikke i loggen for %(day)s.", number=case.number, day=format_date(day))
            )
