"""Reads of the texts of letters: which one holds, its versions, and whether it is approved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from værdig.clock import today
from værdig.complaints.letter_texts.kinds import LetterKind
from værdig.complaints.letter_texts.models import LetterText
from værdig.db import db
from værdig.errors import NotYours


def wording_today(kind: LetterKind) -> str:
    """Return the text that a letter is written from today."""
    return wording_of(kind, holding(kind.key, today()))


def wording_of(kind: LetterKind, version: LetterText | None) -> str:
    """Return a version's text; the one Værdig comes with for none, and for one that goes back to it."""
    return version.text if version is not None and version.text is not None else kind.built_in()


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
    return held is not None and held.approved_on is not None
