"""What is written in a case: messages between citizen and handler, and notes that can go to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from værdig import audit, clock
from værdig.complaints import keys as keyring
from værdig.complaints import parts, queries, states
from værdig.complaints.acting import CITIZEN, By, mover_of
from værdig.complaints.conflicts.walls import require_free
from værdig.complaints.deadlines import Clock
from værdig.complaints.investigations.status import COMMENTED, tell_status
from værdig.complaints.keys import NOTES, Keys, Reader
from værdig.complaints.models import Case, Message, Note
from værdig.complaints.post.notices import put_aside
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reading import latest
from værdig.complaints.rules import BESIDE_THE_CASE
from værdig.complaints.service.judging import still_open
from værdig.complaints.service.moving import Reason, carry_out, locked, stop_clock
from værdig.complaints.service.once import SaidAlready, once
from værdig.complaints.states import Mover, State
from værdig.db import db, new_id
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _

KINDS = ("besked", "svar", "spoergsmaal", "rykker", "henvisning", "afslutning")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody says in a case: by whom, when, as which of `KINDS`, and whether the management may read it too.

    `mac` is that of the form it came from; None for what no form can send twice.
    """

    text: str
    by: By
    at: datetime
    kind: str = "besked"
    mac: bytes | None = None
    with_management: bool = False


def write_as_citizen(
    case_id: str,
    keys: Keys,
    text: str,
    token: str,
    *,
    by: By = CITIZEN,
    with_management: bool = False,
    at: datetime | None = None,
) -> bool:
    """Add the citizen's message, once per token; returns whether it is new. Writing is possible after closing too.

    `by` is the citizen, or whoever represents her (`representation.codes.by`): it is logged as hers.

    In a confidential case only the borgerraadgiver reads it, unless the citizen says that the management may, too. A case that
    waits for the citizen goes back to where it was, unless she has taken back what that needs; then the message waits for
    the borgerraadgiver.
    """
    _require_text(text)
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        _add(case, keys, Said(text=text, by=by, at=moment, mac=mac, with_management=with_management))
        stop_clock(case, Clock.BEMAERKNINGER, moment, COMMENTED)
        if case.state == State.AFVENTER_BORGER and case.returns_to:
            _go_back(case, State(case.returns_to), by, moment)
        audit.record("complaint.citizen_wrote", OBJECT, case.id, actor=by.actor)

    return once(Message, token, text, deed)


def _go_back(case: Case, target: State, by: By, moment: datetime) -> None:
    if states.objection(queries.facts_of(case), target, Mover.BORGER, clock.local(moment).date()) is None:
        carry_out(case, target, by, Reason.BORGER_SVAREDE, moment)


def answer(
    case_id: str,
    keys: Keys,
    text: str,
    by: By,
    *,
    kind: str = "svar",
    with_management: bool = False,
    settles: bool = False,
    token: str | None = None,
    seen: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Send the citizen a message, once per token; the first one from a human stops the clock on the first answer.

    In a closed case only what the citizen has written since is answered. Raises SaidAlready for what the same side has sent
    last in this case, when it comes from a form; a reminder may be repeated another day. `seen` is the last message the writer
    has read (`reading.latest`): raises UserError when another has come since.

    `kind` is one of `KINDS`: `henvisning` tells where a case belongs, `spoergsmaal` asks the citizen, `rykker` reminds, `afslutning`
    is the closing letter; a finding is sent by `investigations.finding`. `with_management` lets the management read a message of a
    confidential case. With `settles` it is the department's answer to the complaint: the case is moved to where the citizen can say
    that she is satisfied, or uphold it; raises what `carry_out` raises, and then nothing is sent.
    """
    if kind not in KINDS:
        raise RuleBroken(f"no such kind of message: {kind}")
    _require_text(text)
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        said = Said(text=text, by=by, at=moment, kind=kind, mac=mac, with_management=with_management)
        _require_new(case, keys, said)
        require_read(case, keys, seen)
        if not queries.awaits_answer(case):
            still_open(case)
        add_answer(case, keys, said)
        if settles:
            carry_out(case, State.BESVARET, by, Reason.AFDELING_SVAREDE, moment)

    return once(Message, token, text, deed)


def _require_new(case: Case, keys: Keys, said: Said) -> None:
    db.session.refresh(case, ["messages"])
    last = case.messages[-1] if case.messages and said.mac else None
    if last is None or last.direction == "fra_borger" or last.kind != said.kind:
        return
    part = parts.of_message(keys, with_management=said.with_management)
    another_day = said.kind == "rykker" and clock.local(last.at).date() != clock.local(said.at).date()
    if last.part != part or mover_of(last.author_role) is not said.by.mover or another_day:
        return
    if keys.open(part, "case_message", "body", last.id, last.body) == said.text:
        raise SaidAlready


def require_read(case: Case, keys: Keys, seen: str | None) -> None:
    """Refuse to write past a message that the writer cannot have read; None for what no page was made for."""
    db.session.refresh(case, ["messages"])
    if seen is None or seen == latest(case, keys):
        return
    if case.messages[-1].direction == "fra_borger":
        raise UserError(
            _(
                "Borgeren har skrevet, siden du åbnede siden. Læs det øverst på siden, og send igen, hvis det, du har skrevet, stadig passer."
            )
        )
    raise UserError(
        _(
            "Der er skrevet til borgeren, siden du åbnede siden. Læs det øverst på siden, og send igen, hvis det, du har skrevet, stadig passer."
        )
    )


def add_answer(case: Case, keys: Keys, said: Said) -> Message:
    """Add a message to the citizen inside the caller's transaction; what stands beside the case answers nothing."""
    if said.kind == "udtalelse" and said.by.mover is not Mover.BORGERRAADGIVER:
        raise RuleBroken(f"{said.by.mover} cannot give a finding")
    require_free(case.id, said.by)
    message = _add(case, keys, said)
    if said.kind not in BESIDE_THE_CASE:
        case.first_answer = case.first_answer or said.at
        stop_clock(case, Clock.FOERSTE_SVAR, said.at, "besvaret")
        if said.kind in ("svar", "afslutning"):
            stop_clock(case, Clock.SKRIFTLIGT_SVAR, said.at, "besvaret")
    tell_status(case, said.by, said.at)
    if said.kind == "afslutning":
        case.final_answer = said.at
    put_aside(case, keys, said.at)
    audit.record("complaint.answered", OBJECT, case.id, detail={"kind": said.kind}, actor=said.by.actor)
    return message


def _add(case: Case, keys: Keys, said: Said) -> Message:
    if said.with_management and not queries.facts_of(case).shared:
        raise UserError(
            _("Der er ikke længere samtykke til, at ledelsen ser sagen. Fjern krydset, hvis beskeden skal sendes."),
            "with_management",
        )
    part = parts.of_message(keys, with_management=said.with_management)
    from_citizen = said.by.mover is Mover.BORGER
    row = Message(
        id=new_id(), case_id=case.id, direction="fra_borger" if from_citizen else "til_borger", kind=said.kind,
        at=said.at, author_role=said.by.role, author_id=None if from_citizen else said.by.id, submission_mac=said.mac,
        part=part,
    )  # fmt: skip
    row.body = keys.seal(part, "case_message", "body", row.id, said.text)
    db.session.add(row)
    db.session.flush()
    db.session.refresh(case, ["messages"])
    return row


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
    """Add a note that only this side can open: `notat_til_sagen` (may be given out on request) or `internt_arbejdspapir`.

    Raises SaidAlready for this side's latest note once more, when it comes from a form.
    """
    if kind not in ("notat_til_sagen", "internt_arbejdspapir"):
        raise RuleBroken(f"no such kind of note: {kind}")
    _require_text(text)
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        require_free(case.id, by)
        still_open(case)
        opened = keyring.with_notes(keys, reader)
        if mac and _is_latest_note(case, opened, reader, kind, text):
            raise SaidAlready
        add_note(case, opened, text, by, reader, kind=kind, at=moment, mac=mac)

    return once(Note, token, text, deed)


def add_note(
    case: Case, keys: Keys, text: str, by: By, reader: Reader, *, kind: str, at: datetime, mac: bytes | None = None
) -> None:
    """Add a note inside the caller's transaction; `keys` can write the reader's notes (`keys.with_notes`)."""
    row = Note(id=new_id(), case_id=case.id, side=reader, kind=kind, at=at, author_id=by.id, submission_mac=mac)
    row.body = keys.seal(NOTES[reader], "case_note", "body", row.id, text)
    db.session.add(row)
    audit.record("complaint.noted", OBJECT, case.id, detail={"kind": kind}, actor=by.actor)


def _is_latest_note(case: Case, keys: Keys, reader: Reader, kind: str, text: str) -> bool:
    db.session.refresh(case, ["notes"])
    last = next((row for row in reversed(case.notes) if row.side == reader), None)
    if last is None or last.kind != kind:
        return False
    return keys.open(NOTES[reader], "case_note", "body", last.id, last.body) == text


def _require_text(text: str) -> None:
    if not text.strip():
        raise UserError(_("Skriv en tekst."), "text")
