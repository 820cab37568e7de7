"""Doing a deed once per form: a double click, a reload or a second thread finds that it is done already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from værdig.complaints.keys import submission_mac
from værdig.complaints.models import (
    AvoidWish,
    CaseCall,
    CaseRedaction,
    CaseRepresentative,
    CaseTranslation,
    ContactCount,
    Hearing,
    InsightRequest,
    Klagepunkt,
    LanguageOrder,
    Message,
    Note,
    Recommendation,
)
from værdig.db import db, in_transaction, transaction

Tokened = (
    type[Message] | type[Note] | type[Klagepunkt] | type[ContactCount] | type[Hearing] | type[Recommendation]
    | type[CaseCall] | type[AvoidWish] | type[InsightRequest]
    | type[LanguageOrder] | type[CaseTranslation] | type[CaseRedaction] | type[CaseRepresentative]
)  # fmt: skip


class SaidAlready(Exception):
    """The same side has written the very same last in this case: somebody has gone back and sent it again. Nothing is stored."""


def once(
    table: Tokened, token: str | None, said: str, deed: Callable[[bytes | None], None], *, held: Any = None
) -> bool:
    """Do `deed(mac)` in a transaction unless the same form has said the same; returns whether it was done now.

    Going back and sending something else is a new deed. The deed stores `mac` in the row it adds, in the column `held` where that
    is not the usual one; without a token it is simply done.
    """
    mac = submission_mac(f"{token}\n{said}") if token else None
    try:
        with transaction():
            column = table.submission_mac if held is None else held
            if mac is not None and db.session.scalar(select(table.id).where(column == mac)) is not None:
                return False
            deed(mac)
    except IntegrityError:
        if in_transaction() or mac is None:
            raise
        return False  # the other half of a double click was first
    return True
