"""Writes of the track's registrations and the counts made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from værdig.api import Period, _, db_session, format_date, transaction

from .models import Firmakontakt


def register(data: Mapping[str, Any]) -> str:
    """Store one contact."""
    with transaction():
        db_session.add(Firmakontakt(**data))
    return _("Kontakten er registreret.")


def recent() -> list[dict[str, str]]:
    """Return the newest contacts as they are shown under the form."""
    words = {"kontakt": _("Kontakt"), "besoeg": _("Besøg")}
    rows = db_session.scalars(select(Firmakontakt).order_by(Firmakontakt.dato.desc(), Firmakontakt.id).limit(12))
    return [
        {
            _("Virksomhed"): row.virksomhed,
            _("CVR"): row.cvr,
            _("Slags"): words[row.slags],
            _("Dato"): format_date(row.dato),
        }
        for row in rows
    ]


def companies(half_year: str) -> list[tuple[str, int]]:
    """Return how many different companies with more than two employees were contacted in each quarter up to `half_year`.

    The plan speaks of companies with more than two employees; one whose size is unknown is not counted.
    """
    rows = db_session.execute(select(Firmakontakt.dato, Firmakontakt.cvr).where(Firmakontakt.ansatte > 2))
    met: dict[str, set[str]] = {}
    for day, cvr in rows:
        quarter = Period("Q", day.year, (day.month + 2) // 3).code
        met.setdefault(quarter, set()).add(cvr)
    last = f"{half_year[:4]}Q{2 * int(half_year[-1])}"
    return sorted((quarter, len(cvrs)) for quarter, cvrs in met.items() if quarter <= last)
