"""Writes of the track's registrations and the counts made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from værdig.api import HalfYear, _, db_session, format_date, transaction

from .models import Samarbejdsaftale


def register(data: Mapping[str, Any]) -> str:
    """Store one agreement."""
    with transaction():
        db_session.add(Samarbejdsaftale(**data))
    return _("Aftalen er registreret.")


def recent() -> list[dict[str, str]]:
    """Return the newest agreements as they are shown under the form."""
    from .forms import KINDS

    rows = db_session.scalars(select(Samarbejdsaftale).order_by(Samarbejdsaftale.indgaaet.desc()).limit(12))
    return [
        {
            _("CVR"): row.cvr,
            _("Slags"): str(KINDS[row.slags]),
            _("Pladser"): str(row.pladser),
            _("Indgået"): format_date(row.indgaaet),
        }
        for row in rows
    ]


def places(half_year: str) -> list[tuple[str, int]]:
    """Return how many places agreements in force on the last day of each half-year give, from the first agreement on."""
    agreements = list(db_session.scalars(select(Samarbejdsaftale)))
    if not agreements:
        return []
    half = HalfYear.of(min(row.indgaaet for row in agreements))
    counts = []
    while half.code <= half_year:
        in_force = [r for r in agreements if r.indgaaet <= half.end and (r.udloeb is None or r.udloeb >= half.end)]
        counts.append((half.code, sum(row.pladser for row in in_force)))
        half = half.following()
    return counts
