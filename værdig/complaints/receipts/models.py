"""Tables of the log of receipts: one row for each receipt and one for each day; the receipt itself stands on its case."""

from __future__ import annotations

from datetime import date

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id


class ReceiptLeaf(Owned, Model):
    """One receipt in the log of its day. It names no case: who holds the receipt finds the row, not the other way round."""

    __tablename__ = "receipt_leaf"
    __table_args__ = (UniqueConstraint("municipality_id", "day", "place"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    day: Mapped[date] = mapped_column(index=True)
    leaf: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """`tree.leaf_of` the signed receipt."""
    place: Mapped[int | None]
    """Where it stands in the day's tree, drawn at random when the day is sealed; None until then."""


class ReceiptDay(Owned, Model):
    """A day of the log that is over: its end, signed. Days on which nobody complained have one too."""

    __tablename__ = "receipt_day"
    __table_args__ = (UniqueConstraint("municipality_id", "day"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    day: Mapped[date]
    depth: Mapped[int]
    signed: Mapped[str] = mapped_column(String(1000))
    """`signed.signed_head`: the root of the day's tree, and the fingerprint of the head before."""
