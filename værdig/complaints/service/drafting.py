"""The closing letter before it is sent: kept sealed for the side that writes it, and dropped with the letter or the case's end."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from værdig import clock
from værdig.complaints import keys as keyring
from værdig.complaints.keys import NOTES, Keys, Reader
from værdig.complaints.models import Case, LetterDraft
from værdig.complaints.service.moving import locked
from værdig.db import current_tenant, db, new_id, transaction


def keep_draft(case_id: str, keys: Keys, letter: str, side: Reader, *, at: datetime | None = None) -> None:
    """Keep what a side has written of the closing letter in place of what it kept before; an empty text keeps nothing."""
    with transaction():
        case = locked(case_id)
        _drop(case, side)
        if not letter.strip():
            return
        opened = keyring.with_notes(keys, side)
        row = LetterDraft(id=new_id(), case_id=case.id, side=side, at=at or clock.now())
        row.body = opened.seal(NOTES[side], "case_letter_draft", "body", row.id, letter)
        db.session.add(row)


def draft_of(case: Case, keys: Keys, side: Reader) -> str | None:
    """Return what a side has kept of the closing letter, or None."""
    row = db.session.scalar(select(LetterDraft).where(LetterDraft.case_id == case.id, LetterDraft.side == side))
    return keys.open(NOTES[side], "case_letter_draft", "body", row.id, row.body) if row else None


def drop_draft(case: Case) -> None:
    """Drop every side's draft inside the caller's transaction: the letter has been sent."""
    for side in NOTES:
        _drop(case, side)


def _drop(case: Case, side: Reader) -> None:
    db.session.execute(
        delete(LetterDraft).where(
            LetterDraft.case_id == case.id, LetterDraft.municipality_id == current_tenant(), LetterDraft.side == side
        )
    )
