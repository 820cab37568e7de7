"""Tombstones: made when a case is deleted, found by number or return code, and believed by the log of receipts only when signed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from værdig import clock, municipality
from værdig.clock import HalfYear
from værdig.codes import normalise
from værdig.complaints import keys
from værdig.complaints.acting import By
from værdig.complaints.models import Case, Tombstone
from værdig.complaints.receipts import keys as signing
from værdig.complaints.receipts import signed, tree
from værdig.complaints.receipts.signed import Deletion, NotGenuine
from værdig.complaints.retention.rules import Ground
from værdig.complaints.units import OWN_UNIT
from værdig.db import db, new_id
from værdig.errors import UserError
from værdig.i18n import _, format_date

SHOWN = 100
"""Tombstones listed on the page of retention."""


class CaseDeleted(UserError):
    """A return code's case was deleted when its time was over; `stone` says when, and where it lies now."""

    def __init__(self, stone: Tombstone) -> None:
        super().__init__(
            _(
                "Sagen er slettet den %(day)s, da dens tid var gået. Brug koden på siden »Se din sag«. Der står, hvor den ligger nu.",
                day=format_date(stone.deleted),
            ),
            "code",
        )
        self.stone = stone


def of_case(case: Case, ground: Ground, reference: str, by: By, day: date) -> Tombstone:
    """Return the tombstone of a case that is about to be deleted, signed; call in the transaction that deletes it."""
    leaf = tree.leaf_of(case.receipt).hex() if case.receipt else ""
    told = Deletion(municipality=municipality.get().name, number=case.number, day=day, leaf=leaf)
    return Tombstone(
        id=new_id(), number=case.number, inbox=case.inbox, unit=case.unit, type=case.type,
        half_year=HalfYear.of(clock.local(case.registered_at).date()),
        closed=clock.local(case.closed or case.received).date(), deleted=day, role=by.role, ground=ground,
        reference=reference, code_mac=case.code_mac, signed=signed.signed_deletion(signing.seed(), told),
    )  # fmt: skip


def by_code(typed: str) -> Tombstone | None:
    """Return the tombstone that a typed return code leads to; None for a slip and for any other code."""
    try:
        code = normalise(typed)
    except UserError:
        return None
    return db.session.scalar(select(Tombstone).where(Tombstone.code_mac == keys.code_mac(code)))


def by_number(number: str) -> Tombstone | None:
    """Return the tombstone of a case number in its plain form."""
    return db.session.scalar(select(Tombstone).where(Tombstone.number == number))


def listed(inbox: str) -> list[Tombstone]:
    """Return an office's latest tombstones, the newest first."""
    query = select(Tombstone).where(Tombstone.inbox == inbox).order_by(Tombstone.deleted.desc(), Tombstone.number)
    return list(db.session.scalars(query.limit(SHOWN)))


def any_counted(half_year: HalfYear, *, elsewhere: bool = False) -> bool:
    """Tell whether a case that counted in a half-year's figures has been deleted, so that they cannot be counted anew.

    Those are the jobcentre's cases, or with `elsewhere` the cases about all other parts of the municipality.
    """
    about = Tombstone.unit != OWN_UNIT if elsewhere else Tombstone.unit == OWN_UNIT
    query = select(Tombstone.id).where(Tombstone.half_year == half_year, about)
    return db.session.scalar(query.limit(1)) is not None


def explained() -> set[bytes]:
    """Return the leaves of the receipts whose cases were rightly deleted: only what the municipality's own key has signed."""
    trusted = signing.trusted()
    found = set()
    for row in db.session.scalars(select(Tombstone)):
        try:
            told = signed.read_deletion(row.signed, trusted)
        except NotGenuine:
            continue
        if told.number == row.number and told.leaf:
            found.add(bytes.fromhex(told.leaf))
    return found
