"""What is kept of the staff who put recordings in; their names are the accounts', and go with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from værdig.accounts import queries as accounts
from værdig.surveys.recordings import queries


def export(subject: str) -> Sequence[Mapping[str, Any]]:
    """Return which recordings whoever has this e-mail has put in here, and when."""
    user = accounts.by_email(subject)
    rows = queries.put_in_by(user.id) if user else []
    return [{"language": row.language, "question": row.about, "at": row.at} for row in rows]


def count() -> int:
    """Return how many recordings there are here."""
    return queries.count()
