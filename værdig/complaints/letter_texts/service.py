"""Saving a new version of a letter's text, going back, and noting that a jurist has approved one."""

from __future__ import annotations

from datetime import date

from værdig import audit, clock
from værdig.complaints.letter_texts import queries
from værdig.complaints.letter_texts.kinds import LetterKind, check, tidy
from værdig.complaints.letter_texts.models import APPROVED, SAVED, LetterText
from værdig.db import db, new_id, transaction
from værdig.errors import UserError
from værdig.i18n import _
from værdig.municipality import service as municipality

OBJECT = "letter_text"


def save(
    kind: LetterKind, text: str | None, valid_from: date, actor: str, *, note: str = "", seen: str | None = None
) -> bool:
    """Keep a version that holds from a day on; None as text goes back to the one Værdig comes with. Returns whether it is new.

    The same text for the same day again is a double click. Raises UserError for a text that may not stand, for a day that has
    passed (letters have been written from what held then), and for another version since `seen`, the last one that was on the page.
    """
    if valid_from < clock.today():
        raise UserError(_("Vælg i dag eller en senere dag. De breve, der er skrevet, ændrer sig ikke."), "valid_from")
    if text is not None:
        text = tidy(text)
        check(kind, text)
    with transaction():
        municipality.one_at_a_time()
        known = queries.versions(kind.key)
        last = next((each for each in known if each.valid_from == valid_from), None)
        if last is not None and last.text == text:
            return False
        if seen is not None and seen != queries.newest(kind.key):
            raise UserError(
                _(
                    "En anden har gemt en tekst, siden du åbnede siden. Se den nederst, og gem igen, hvis din stadig er rigtig."
                )
            )
        row = LetterText(
            id=new_id(), kind=kind.key, valid_from=valid_from, text=text, note=note.strip(), number=len(known) + 1, written=clock.now(), written_by=actor
        )  # fmt: skip
        db.session.add(row)
        audit.record(SAVED, OBJECT, row.id, detail={"kind": kind.key, "built_in": text is None})
    return True


def approve(kind: LetterKind, version_id: str, jurist: str, on: date, actor: str) -> bool:
    """Note that a jurist has approved exactly this version; returns whether it is new. An approval is never taken over by another text."""
    if not jurist.strip():
        raise UserError(_("Skriv, hvem der har godkendt den."), "jurist")
    if on > clock.today():
        raise UserError(_("Dagen er ikke kommet endnu."), "on")
    with transaction():
        row = queries.version_of(kind.key, version_id)
        if row.text is None:
            raise UserError(_("Gem teksten som jeres egen først. Så kan den godkendes."))
        if row.approved_on is not None:
            return False
        row.approved_on, row.approved_by, row.noted_by = on, jurist.strip(), actor
        audit.record(APPROVED, OBJECT, row.id, detail={"kind": kind.key})
    return True
