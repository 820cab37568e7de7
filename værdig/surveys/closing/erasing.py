"""What is destroyed when the answers are written: the key, invitations, envelopes and drafts, also from the database's file."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CursorResult, delete, select

from værdig.db import db, transaction
from værdig.db.engine import empty_log
from værdig.errors import UserError
from værdig.i18n import _
from værdig.surveys import round_keys
from værdig.surveys.closing.envelopes import Work
from værdig.surveys.invitations import outbox
from værdig.surveys.models import Draft, Envelope, Invitation, SurveyRound

DELETED_AT_ONCE = 2000
"""Rows deleted in one transaction: on SQLite what is deleted is overwritten, which takes seconds for a whole large round."""
CLEARED_WITHIN_MS = 20_000
"""How long closing waits for others to finish reading before the log of deleted rows can be emptied."""


def destroy_key(work: Work, round_: SurveyRound) -> None:
    """This is the erasure: no envelope of the round can be opened any more, also not in a backup."""
    round_keys.destroy(round_)
    work.passphrase = None


def drop_invitations(_work: Work, round_: SurveyRound) -> None:
    """Delete the codes, and what is left of whom they were sent to."""
    db.session.execute(delete(Invitation).where(Invitation.round_id == round_.id))
    outbox.forget(round_.id)


def drop_envelopes(work: Work) -> None:
    """Delete the envelopes, some at a time; nobody needs them any more, so being cut short leaves only less to do."""
    some = select(Envelope.lookup).where(Envelope.round_id == work.round_id).limit(DELETED_AT_ONCE)
    deleted = DELETED_AT_ONCE
    while deleted == DELETED_AT_ONCE:
        with transaction():
            gone = delete(Envelope).where(Envelope.round_id == work.round_id, Envelope.lookup.in_(some))
            deleted = cast("CursorResult[Any]", db.session.execute(gone)).rowcount


def drop_drafts(_work: Work, round_: SurveyRound) -> None:
    """Delete what was begun and never sent."""
    db.session.execute(delete(Draft).where(Draft.round_id == round_.id))


def rewrite_file(_work: Work) -> None:
    """Rewrite the file so that no deleted page is left in it or in its log; repeated when it was cut short.

    Raises UserError when others keep the log in use: closing can then be taken up again here.
    """
    db.session.rollback()
    raw = db.engine.raw_connection()
    try:
        _vacuum_on(raw, db.engine.dialect.name)
    finally:
        raw.close()


def _vacuum_on(raw: Any, dialect: str) -> None:
    if dialect == "sqlite":
        raw.cursor().execute("VACUUM")
        if not empty_log(raw, CLEARED_WITHIN_MS):
            raise UserError(_("Databasen er i brug og kan ikke ryddes lige nu. Prøv igen om lidt."))
        return
    raw.driver_connection.autocommit = True
    try:
        for table in (Envelope, Draft, Invitation, *outbox.TABLES):
            raw.cursor().execute(f"VACUUM FULL {table.__tablename__}")
    finally:
        raw.driver_connection.autocommit = False
