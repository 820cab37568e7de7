"""The closing form before it is sent: kept sealed for the side that writes it, and dropped with the letter or the case's end."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select

from værdig import clock
from værdig.complaints import keys as keyring
from værdig.complaints.keys import NOTES, Keys, Reader
from værdig.complaints.models import Case, LetterDraft
from værdig.complaints.service.moving import locked
from værdig.db import current_tenant, db, new_id, transaction


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a side has typed in the closing form: letter and reason, and whether the management may read the letter too."""

    letter: str = ""
    reason: str = ""
    with_management: bool = False


def keep_draft(case_id: str, keys: Keys, draft: Draft, side: Reader, *, at: datetime | None = None) -> None:
    """Keep what a side has typed in place of what it kept before; where nothing is written nothing is kept."""
    with transaction():
        case = locked(case_id)
        _drop(case, side)
        if not (draft.letter.strip() or draft.reason.strip()):
            return
        opened = keyring.with_notes(keys, side)
        row = LetterDraft(id=new_id(), case_id=case.id, side=side, at=at or clock.now())
        text = json.dumps(asdict(draft), ensure_ascii=False)
        row.body = opened.seal(NOTES[side], "case_letter_draft", "body", row.id, text)
        db.session.add(row)


def draft_of(case: Case, keys: Keys, side: Reader) -> Draft | None:
    """Return what a side has kept of the closing form, or None."""
    row = db.session.scalar(select(LetterDraft).where(LetterDraft.case_id == case.id, LetterDraft.side == side))
    return _read(keys.open(NOTES[side], "case_letter_draft", "body", row.id, row.body)) if row else None


def _read(text: str) -> Draft:
    """Return the draft of a sealed text; one that was kept while only letters were is the letter itself."""
    try:
        held = json.loads(text)
    except ValueError:
        return Draft(letter=text)
    return Draft(**held) if isinstance(held, dict) else Draft(letter=text)


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
