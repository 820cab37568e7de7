"""Reads of the texts of letters: which one holds, its versions, and whether it is approved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from sqlalchemy import select

from værdig.clock import today
from værdig.complaints.letter_texts.kinds import LetterKind, fits
from værdig.complaints.letter_texts.models import LetterText
from værdig.db import db
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.municipality import remembered


def wording_today(kind: LetterKind) -> str:
    """Return the text that a letter is written from today."""
    day = today()
    own = remembered(("letter_text", kind.key, day), lambda: _own(kind, holding(kind.key, day)))
    return kind.built_in() if own is None else own


def wording_of(kind: LetterKind, version: LetterText | None) -> str:
    """Return a version's text; the one Værdig comes with for none, for one that goes back to it, and for one that may not stand any more."""
    own = _own(kind, version)
    return kind.built_in() if own is None else own


def _own(kind: LetterKind, version: LetterText | None) -> str | None:
    return None if version is None or is_broken(kind, version) else version.text


def is_broken(kind: LetterKind, version: LetterText | None) -> bool:
    """Tell whether a version was kept before the kind asked for something that it lacks, so that it cannot be filled in."""
    return version is not None and version.text is not None and not fits(kind, version.text)


def mark_of(kind: LetterKind) -> str:
    """Return what tells whether a kind is worded as it was when a page was made."""
    return sha256(wording_today(kind).encode()).hexdigest()[:22]


def require_words(kind: LetterKind, looked_at: str) -> None:
    """Refuse to send a letter in other words than those its writer has read; `looked_at` is what `mark_of` gave then."""
    if looked_at != mark_of(kind):
        raise UserError(_("Brevets tekst er ændret, siden du åbnede siden. Læs den nye igennem, og send igen."))


def newest(kind: str) -> str:
    """Return the id of the version that was written last, by which a page knows whether there is another; empty for none."""
    last = max(versions(kind), key=lambda each: each.number, default=None)
    return last.id if last else ""


def holding(kind: str, day: date) -> LetterText | None:
    """Return the version that holds on a day; None for the text Værdig comes with."""
    return next((version for version in versions(kind) if version.valid_from <= day), None)


def versions(kind: str) -> Sequence[LetterText]:
    """Return a kind's versions, the one that holds last first: by day, and on one day the last written."""
    newest_first = (LetterText.valid_from.desc(), LetterText.number.desc(), LetterText.written.desc())
    return db.session.scalars(select(LetterText).where(LetterText.kind == kind).order_by(*newest_first)).all()


def version_of(kind: str, version_id: str) -> LetterText:
    """Return one version; raises NotYours where there is none."""
    found = next((version for version in versions(kind) if version.id == version_id), None)
    if found is None:
        raise NotYours
    return found


def is_approved(kind: LetterKind) -> bool:
    """Tell whether a jurist has approved the text that holds today."""
    held = holding(kind.key, today())
    return held is not None and held.approved_on is not None and not is_broken(kind, held)
