"""What is written in a case: messages between citizen and handler, and notes that can go to nobody."""

from __future__ import annotations

from datetime import datetime

from værdig import audit, clock
from værdig.complaints import keys as keyring
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.deadlines import Clock
from værdig.complaints.keys import NOTES, Keys, Part, Reader
from værdig.complaints.models import Case, Message, Note
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.moving import Reason, carry_out, locked, stop_clock
from værdig.complaints.service.once import once
from værdig.complaints.states import State
from værdig.db import db, new_id
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _

KINDS = ("besked", "svar", "rykker", "henvisning", "afslutning")


def write_as_citizen(case_id: str, keys: Keys, text: str, token: str, *, at: datetime | None = None) -> bool:
    """Add the citizen's message, once per token; returns whether it is new. Writing is possible after closing too.

    A case that waits for the citizen goes back to where it was.
    """
    _require_text(text)
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        _add(case, keys, text, CITIZEN, "besked", moment, mac)
        if case.state == State.AFVENTER_BORGER and case.returns_to:
            carry_out(case, State(case.returns_to), CITIZEN, Reason.BORGER_SVAREDE, moment)
        audit.record("complaint.citizen_wrote", OBJECT, case.id, actor=CITIZEN.actor)

    return once(Message, token, text, deed)


def answer(
    case_id: str,
    keys: Keys,
    text: str,
    by: By,
    *,
    kind: str = "svar",
    token: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Send the citizen a message, once per token; the first one from a human stops the clock on the first answer.

    `kind` is one of `KINDS`: `henvisning` tells where a case belongs, `rykker` reminds, `afslutning` is the closing letter.
    """
    if kind not in KINDS:
        raise RuleBroken(f"no such kind of message: {kind}")
    _require_text(text)
    moment = at or clock.now()
    return once(Message, token, text, lambda mac: add_answer(locked(case_id), keys, text, by, kind, moment, mac))


def add_answer(
    case: Case, keys: Keys, text: str, by: By, kind: str, moment: datetime, mac: bytes | None = None
) -> None:
    """Add a message to the citizen inside the caller's transaction."""
    _add(case, keys, text, by, kind, moment, mac)
    if case.first_answer is None:
        case.first_answer = moment
    stop_clock(case, Clock.FOERSTE_SVAR, moment, "besvaret")
    if kind == "afslutning":
        case.final_answer = moment
    audit.record("complaint.answered", OBJECT, case.id, detail={"kind": kind}, actor=by.actor)


def _add(case: Case, keys: Keys, text: str, by: By, kind: str, moment: datetime, mac: bytes | None) -> None:
    row = Message(
        id=new_id(), case_id=case.id, direction="fra_borger" if by is CITIZEN else "til_borger", kind=kind, at=moment,
        author_role=by.role, author_id=None if by is CITIZEN else by.id, submission_mac=mac,
    )  # fmt: skip
    row.body = keys.seal(Part.CASE, "case_message", "body", row.id, text)
    db.session.add(row)
    db.session.flush()
    db.session.refresh(case, ["messages"])


def write_note(
    case_id: str,
    keys: Keys,
    text: str,
    by: By,
    reader: Reader,
    *,
    kind: str,
    token: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Add a note that only this side can open: `notat_til_sagen` (may be given out on request) or `internt_arbejdspapir`."""
    if kind not in ("notat_til_sagen", "internt_arbejdspapir"):
        raise RuleBroken(f"no such kind of note: {kind}")
    _require_text(text)
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        opened = keyring.with_notes(keys, reader)
        row = Note(id=new_id(), case_id=case.id, side=reader, kind=kind, at=moment, author_id=by.id, submission_mac=mac)
        row.body = opened.seal(NOTES[reader], "case_note", "body", row.id, text)
        db.session.add(row)
        audit.record("complaint.noted", OBJECT, case.id, detail={"kind": kind}, actor=by.actor)

    return once(Note, token, text, deed)


def _require_text(text: str) -> None:
    if not text.strip():
        raise UserError(_("Skriv en tekst."), "text")
