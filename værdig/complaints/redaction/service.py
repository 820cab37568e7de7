"""Making a redacted copy: begin, choose, hide, finish, drop; of the case nothing is written but the copy itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from værdig import audit, clock
from værdig.complaints import keys as keyring
from værdig.complaints.acting import By
from værdig.complaints.conflicts.walls import require_free
from værdig.complaints.keys import NOTES, Keys, Reader
from værdig.complaints.models import Case, CaseRedaction
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.redaction import copying, documents, queries
from værdig.complaints.redaction.models import BEGUN, DRAFT_OPENED, DROPPED, MADE, OPENED
from værdig.complaints.redaction.plan import Choice, Plan, written
from værdig.complaints.service.moving import locked
from værdig.complaints.service.once import once
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a copy is made for, to whom in a word, of which documents, and for which request where there is one."""

    use: str
    recipient: str
    documents: Sequence[str]
    insight_id: str | None = None


def begin(
    case_id: str,
    keys: Keys,
    reader: Reader,
    wanted: Wanted,
    by: By,
    *,
    token: str | None = None,
    at: datetime | None = None,
) -> str:
    """Begin a copy as a draft, once per token; returns its id. Raises UserError for no documents."""
    plan = _changed(Plan(use=wanted.use, recipient=wanted.recipient), wanted)
    made: list[str] = []

    def deed(mac: bytes | None) -> None:
        case = _ours(case_id, reader, by)
        opened = keyring.with_notes(keys, reader)
        row = CaseRedaction(
            id=new_id(), case_id=case.id, side=reader, insight_id=wanted.insight_id, begun=at or clock.now(), begun_by=by.id,
            submission_mac=mac,
        )  # fmt: skip
        row.plan = opened.seal(NOTES[reader], queries.TABLE, "plan", row.id, written(plan))
        db.session.add(row)
        db.session.flush()
        audit.record(BEGUN, OBJECT, case.id, actor=by.actor)
        made.append(row.id)

    said = f"{wanted.use}\n{wanted.recipient}\n{sorted(wanted.documents)}"
    once(CaseRedaction, token, said, deed)
    return made[0] if made else _made_before(token, said)


def _made_before(token: str | None, said: str) -> str:
    mac = keyring.submission_mac(f"{token}\n{said}")
    found = db.session.scalar(select(CaseRedaction.id).where(CaseRedaction.submission_mac == mac))
    if found is None:
        raise NotYours
    return found


def choose(case_id: str, keys: Keys, reader: Reader, redaction_id: str, wanted: Wanted, by: By) -> None:
    """Choose other documents, another use or recipient for a draft; what is hidden in those that stay, stays hidden."""
    change(case_id, keys, reader, redaction_id, lambda plan: _changed(plan, wanted), by)


def _changed(plan: Plan, wanted: Wanted) -> Plan:
    if not wanted.documents:
        raise UserError(_("Vælg mindst ét dokument."), "documents")
    chosen = tuple(plan.choice(each) or Choice(each) for each in wanted.documents)
    return replace(plan, use=wanted.use, recipient=wanted.recipient, documents=chosen)


def change(case_id: str, keys: Keys, reader: Reader, redaction_id: str, deed: Callable[[Plan], Plan], by: By) -> None:
    """Change the plan of a draft as it is now; raises RuleBroken for a copy that is finished."""
    with transaction():
        row = _draft(_ours(case_id, reader, by), reader, redaction_id)
        plan = deed(queries.plan_of(row, keys))
        row.plan = keys.seal(NOTES[reader], queries.TABLE, "plan", row.id, written(plan))


def finish(
    case_id: str, keys: Keys, reader: Reader, redaction_id: str, seen: str, draw: Callable[[copying.Copy], bytes], by: By,
    *, at: datetime | None = None,
) -> None:  # fmt: skip
    """Finish a copy that has been read through; `seen` is what the page she read was made of, `draw` makes the PDF.

    Raises UserError where something has changed since, or a document has not been gone through.
    """
    with transaction():
        case = _ours(case_id, reader, by)
        made = ready(case, keys, reader, _draft(case, reader, redaction_id), seen)
    pdf = draw(made)
    with transaction():
        case = _ours(case_id, reader, by)
        row = _draft(case, reader, redaction_id)
        ready(case, keys, reader, row, seen)
        plan = replace(queries.plan_of(row, keys), counted=made.counted)
        row.plan = keys.seal(NOTES[reader], queries.TABLE, "plan", row.id, written(plan))
        row.pdf = keys.seal_bytes(NOTES[reader], queries.TABLE, "pdf", row.id, pdf)
        row.finished, row.finished_by = at or clock.now(), by.id
        detail = {"documents": len(made.documents), "hidden": made.counted}
        audit.record(MADE, OBJECT, case.id, detail=detail, actor=by.actor)


def ready(case: Case, keys: Keys, reader: Reader, row: CaseRedaction, seen: str) -> copying.Copy:
    """Return a draft's copy as it would be given out; raises UserError where it is not the one that was seen, or not gone through."""
    plan, available = queries.plan_of(row, keys), documents.sources(case, keys, reader)
    if copying.fingerprint(plan, available) != seen:
        raise UserError(_("Der er ændret noget, siden du læste kopien. Her er den nu. Læs den igennem igen."), "read")
    waiting = unread(case, keys, plan, available)
    if waiting:
        raise UserError(_("Gå først alle dokumenter igennem. Det mangler: %(titles)s.", titles=", ".join(waiting)))
    return copying.assembled(case, keys, plan, available)


def unread(case: Case, keys: Keys, plan: Plan, available: list[documents.Source]) -> list[str]:
    """Return the titles of the documents of a plan that have not been gone through as they are now, or are no longer there."""
    there = copying.chosen(case, keys, plan, available)
    waiting = [source.title for source, choice in there if not copying.is_looked_at(case, keys, source, choice)]
    gone = len(plan.documents) - len(there)
    return [*waiting, *([_("et dokument, der ikke er i sagen mere")] if gone else [])]


def drop(case_id: str, reader: Reader, redaction_id: str, by: By) -> None:
    """Remove a draft; a finished copy is kept. Raises RuleBroken for that."""
    with transaction():
        case = _ours(case_id, reader, by)
        db.session.delete(_draft(case, reader, redaction_id))
        audit.record(DROPPED, OBJECT, case.id, actor=by.actor)


def note_opening(case_id: str, by: By, *, draft: bool) -> None:
    """Log that somebody has fetched a copy, or the draft of one."""
    with transaction():
        audit.record(DRAFT_OPENED if draft else OPENED, OBJECT, case_id, actor=by.actor)


def _ours(case_id: str, reader: Reader, by: By) -> Case:
    """Return the case for writing; raises NotYours for the side it was not sent to, and for somebody marked in it."""
    case = locked(case_id)
    require_free(case.id, by)
    if case.inbox != reader:
        raise NotYours
    return case


def _draft(case: Case, reader: Reader, redaction_id: str) -> CaseRedaction:
    row = queries.one(case, reader, redaction_id)
    if row.finished is not None:
        raise RuleBroken("the copy is finished")
    return row
