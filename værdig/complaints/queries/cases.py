"""Reads of single cases and queues; a case that is not wrapped to the asker is not there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from itertools import takewhile

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import selectinload

from værdig import audit, clock, municipality
from værdig.access import ROLES, Role
from værdig.access.roles import MANAGING
from værdig.audit import AuditEntry
from værdig.codes import normalise
from værdig.complaints import categories, keys, numbers, path
from værdig.complaints.acting import mover_of
from værdig.complaints.calls import rules as calls
from værdig.complaints.calls.models import CaseCall
from værdig.complaints.clocks import CONTACTED
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.deadlines import Clock
from værdig.complaints.key_models import CaseKey
from værdig.complaints.keys import Part, Reader
from værdig.complaints.models import Case, CaseClock, Consent, Event, Message
from værdig.complaints.representation.rules import Role as Representative
from værdig.complaints.representation.wording import ROLES as REPRESENTATIVES
from værdig.complaints.retention import tombstones
from værdig.complaints.rules import BESIDE_THE_CASE
from værdig.complaints.states import CLOSED, INVESTIGATING, OPEN, WITH_DEPARTMENT, Facts, Mover, State
from værdig.db import db
from værdig.db.pages import page_of
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _

CASES_A_PAGE = 25
OPENED = "complaint.opened"
CONTACT_TRIED = "complaint.contact_tried"
OBJECT = "complaint_case"
TELLS_NOTHING = frozenset({"spoergsmaal", "rykker", *BESIDE_THE_CASE})


def _wrapped_to(reader: Reader) -> Select[Case]:
    wrapped = exists().where(CaseKey.case_id == Case.id, CaseKey.part == Part.CASE, CaseKey.reader == reader)
    return select(Case).where(wrapped)


def _visible_to(reader: Reader) -> Select[Case]:
    """Select the cases a reader has, without those that whoever asks must not handle (forvaltningsloven § 3)."""
    return _wrapped_to(reader).where(open_to_viewer(Case.id))


def case_for(reader: Reader, case_id: str) -> Case:
    """Return a case that is wrapped to `reader`; raises NotYours for any other, and for one that does not exist."""
    found = db.session.scalar(_visible_to(reader).where(Case.id == case_id))
    if found is None:
        raise NotYours
    return found


def is_shared(case: Case, reader: Reader) -> bool:
    """Tell whether a case is wrapped to `reader`."""
    return db.session.scalar(_wrapped_to(reader).where(Case.id == case.id)) is not None


def cases_of(reader: Reader, *, include_closed: bool = False) -> list[Case]:
    """Return the cases wrapped to `reader`, newest first."""
    return list(db.session.scalars(_listed(reader, include_closed)))


def cases_page(reader: Reader, page: int, *, include_closed: bool = False) -> tuple[list[Case], int]:
    """Return one page of the cases wrapped to `reader`, newest first, and how many pages there are."""
    return page_of(_listed(reader, include_closed), page, CASES_A_PAGE)


def reopened(reader: Reader) -> frozenset[str]:
    """Return the ids of the open cases of `reader` that have been opened again: what is to be done in them is not what it was."""
    query = (
        select(Event.case_id)
        .join(Case, Case.id == Event.case_id)
        .where(Event.to_state == State.GENAABNET, Case.state.in_(OPEN))
        .where(Case.id.in_(_visible_to(reader).with_only_columns(Case.id)))
    )
    return frozenset(db.session.scalars(query))


def reopened_at(case: Case) -> datetime | None:
    """Return when a case was last opened again, None where it never was."""
    return max((event.at for event in case.events if event.to_state == State.GENAABNET), default=None)


def _listed(reader: Reader, include_closed: bool) -> Select[Case]:
    query = (
        _visible_to(reader)
        .options(selectinload(Case.clocks), selectinload(Case.points))
        .order_by(Case.received.desc(), Case.id)
    )
    return query if include_closed else query.where(Case.state.in_(OPEN))


def due_by(reader: Reader, day: date) -> list[CaseClock]:
    """Return the running clocks of the cases that lie with a reader, due on `day` or before, most urgent first.

    What ends on a day off before the next working day is among them: nobody is here on it, and a law's date does not move.
    """
    return _running_with(reader, CaseClock.due < clock.add_working_days(day, 1))


def wishes(reader: Reader) -> list[CaseClock]:
    """Return the clocks of the cases that lie with a reader whose citizen waits to be rung or written to, most urgent first."""
    return _running_with(reader, CaseClock.kind == Clock.KONTAKT)


def _running_with(reader: Reader, wanted: ColumnElement[bool]) -> list[CaseClock]:
    wrapped = exists().where(CaseKey.case_id == CaseClock.case_id, CaseKey.part == Part.CASE, CaseKey.reader == reader)
    query = (
        select(CaseClock)
        .where(
            wrapped, open_to_viewer(CaseClock.case_id), CaseClock.stopped.is_(None), CaseClock.paused.is_(None), wanted
        )
        .options(selectinload(CaseClock.case).selectinload(Case.consents))
    )
    rows = db.session.scalars(query.order_by(CaseClock.due, CaseClock.id))
    return [row for row in rows if lies_with(row.case) is reader]


def is_complaint(case: Case) -> bool:
    """Tell whether a case is a complaint, and not guidance, praise or a proposal."""
    return case.type in categories.COMPLAINTS


def wish_of(case: Case) -> CaseClock | None:
    """Return the clock of a citizen's wish to be contacted while it waits; None where there is none, or it is done."""
    return next((row for row in running_clocks(case) if row.kind == Clock.KONTAKT), None)


def fulfilled_wish(case: Case) -> CaseClock | None:
    """Return the clock of a wish to be contacted that somebody has ticked off, if any."""
    return next((row for row in ended_clocks(case) if row.kind == Clock.KONTAKT and row.stop_cause == CONTACTED), None)


def contact_tries(case: Case) -> int:
    """Return how many times somebody has tried to reach the citizen in vain."""
    return len(entries_of(case.id, [CONTACT_TRIED]))


def lies_with(case: Case) -> Reader:
    """Return the one side that a case waits for, though both may read it: there its clocks run."""
    state = State(case.returns_to or case.state)
    if state in INVESTIGATING:
        return Reader.BORGERRAADGIVER
    if state in WITH_DEPARTMENT and (case.inbox == Reader.MANAGEMENT or consent_of(case) is not None):
        return Reader.MANAGEMENT
    return Reader(case.inbox)


def ended_clocks(case: Case) -> list[CaseClock]:
    """Return the case's clocks that have stopped, in that order."""
    return sorted((c for c in case.clocks if c.stopped), key=lambda c: (c.stopped or case.received, c.due, c.kind))


def running_clocks(case: Case) -> list[CaseClock]:
    """Return the case's clocks that have not stopped, paused ones included, earliest date first."""
    return sorted((c for c in case.clocks if c.stopped is None), key=lambda c: (c.due, c.kind))


def by_submission(token: str) -> Case | None:
    """Return the case that a form's token has made, if any."""
    return db.session.scalar(select(Case).where(Case.submission_mac == keys.submission_mac(token)))


def by_code(typed: str) -> tuple[Case, str]:
    """Return the case of a typed return code, and the code in its plain form.

    Raises CodeMistyped for a slip, CaseDeleted for a case that is no more, and UserError for a code that opens no case here, or a
    case number.
    """
    if numbers.looks_like_one(typed):
        raise UserError(_("Det ligner dit sagsnummer. Koden står på din kvittering under »Din kode«."), "code")
    code = normalise(typed)
    found = db.session.scalar(select(Case).where(Case.code_mac == keys.code_mac(code)))
    gone = tombstones.by_code(code) if found is None else None
    if gone is not None:
        raise tombstones.CaseDeleted(gone)
    if found is None:
        raise UserError(
            _(
                "Koden passer ikke til en sag her. Se efter på din kvittering. "
                "Står koden i et brev eller en sms om en undersøgelse, så brug den under »Svare på spørgsmål«."
            ),
            "code",
        )
    return found, code


def case_of_citizen(code: str) -> Case | None:
    """Return the case of the code in the citizen's session, or None when it opens none."""
    return db.session.scalar(select(Case).where(Case.code_mac == keys.code_mac(code)))


def case_received(code: str) -> Case:
    """Return the case that has just been received under a code; raises RuleBroken where it is not there, which cannot be."""
    found = case_of_citizen(code)
    if found is None:
        raise RuleBroken("the case that was just received is not there")
    return found


def facts_of(case: Case) -> Facts:
    """Return what the state table must know of a case. Letters from before the last reopening do not count."""
    since = reopened_at(case) or case.received
    entered = max((e.at for e in case.events if e.to_state == State.AFVENTER_BORGER), default=since)
    looked_into = [e.at for e in case.events if e.to_state == State.UNDERSOEGELSE and e.at >= since]
    judging = [e.at for e in path.standing(case.events) if e.to_state == State.GENVURDERING and e.at >= since]
    step = path.undoable(case.events, State(case.state))
    return Facts(
        state=State(case.state),
        confidential=case.inbox == Reader.BORGERRAADGIVER,
        consent=consent_of(case) is not None,
        identified=_identified(case),
        settled=bool(case.points) and all(point.outcome for point in case.points),
        statement=bool(_sent(case, "udtalelse", min(looked_into, default=since))),
        closing_letter=bool(_sent(case, "afslutning", since)),
        signposted=bool(_sent(case, "henvisning", since)),
        answered=is_answered(case),
        informed=bool(judging) and _is_written_to(case, max(judging)),
        decision=case.type == categories.DECISION,
        unconfirmed=case.state == State.DIALOG and _is_unconfirmed(case),
        returns_to=State(case.returns_to) if case.returns_to else None,
        came_from=State(step.from_state) if step and step.from_state else None,
        moved_by=mover_of(step.role) if step else None,
        reminders=len(_sent(case, "rykker", entered)),
        closed_on=clock.local(case.closed).date() if case.closed and case.state in CLOSED else None,
    )


def calls_of(case: Case) -> list[CaseCall]:
    """Return the calls in a case since it was last opened again."""
    since = reopened_at(case)
    return [call for call in case.calls if since is None or call.noted >= since]


def _is_unconfirmed(case: Case) -> bool:
    said_solved = any(point.outcome == categories.SOLVED_BY_TALKING for point in case.points)
    return calls.is_unconfirmed(calls_of(case), said_solved=said_solved)


def _identified(case: Case) -> bool:
    """Tell whether the management may see who the citizen is."""
    if case.anonymity == "anonym":
        return False
    consent = consent_of(case)
    return case.inbox == Reader.MANAGEMENT or (consent is not None and consent.scope == "med_navn")


def missing_for_appeal(case: Case) -> str:
    """Return what a complaint over a decision lacks before the decision can be judged again: `navn`, `samtykke`, or nothing."""
    if case.type != categories.DECISION or State(case.state) in CLOSED or _identified(case):
        return ""
    return "navn" if case.anonymity == "anonym" else "samtykke"


def consent_of(case: Case) -> Consent | None:
    """Return the consent that holds today, if any."""
    return next((consent for consent in case.consents if consent.revoked is None), None)


def _sent(case: Case, kind: str, since: datetime) -> list[Message]:
    return [message for message in case.messages if message.kind == kind and message.at >= since]


def _is_written_to(case: Case, since: datetime) -> bool:
    """Tell whether the citizen has been told something; that we wait for her, or that an answer is late, tells nothing."""
    return any(m.direction == "til_borger" and m.kind not in TELLS_NOTHING and m.at >= since for m in case.messages)


def is_answered(case: Case) -> bool:
    """Tell whether something has been written to the citizen since the case came to the department."""
    came = max((e.at for e in case.events if e.to_state == State.HOS_AFDELING), default=case.received)
    return _is_written_to(case, came)


def awaits_answer(case: Case) -> bool:
    """Tell whether the citizen has written in a closed case and nobody has answered: she may be left without a word by nobody."""
    return case.closed is not None and any(message.at > case.closed for message in _unanswered(case))


def is_unanswered(case: Case, reader: Reader) -> bool:
    """Tell whether the citizen has written, as far as `reader` may know, and nobody has written to her since.

    In a closed case only what she has written after it was closed waits for an answer, and nowhere what was found to need none.
    """
    return latest_unanswered(case, reader) is not None


def latest_unanswered(case: Case, reader: Reader) -> Message | None:
    """Return the citizen's latest message among those that wait for an answer, as far as `reader` may know."""
    done = max((moment for moment in (case.closed, case.settled_until) if moment), default=None)
    known = (each for each in _unanswered(case) if case.inbox == reader or each.part == Part.CASE)
    return next((message for message in known if done is None or message.at > done), None)


def _unanswered(case: Case) -> list[Message]:
    """Return what the citizen has written since the last message to her, newest first."""
    talk = (message for message in reversed(case.messages) if message.kind not in BESIDE_THE_CASE)
    return list(takewhile(lambda message: message.direction == "fra_borger", talk))


def waived(case: Case) -> bool:
    """Tell whether the last the citizen has written was found to need no answer."""
    latest = next(iter(_unanswered(case)), None)
    return latest is not None and case.settled_until is not None and latest.at <= case.settled_until


def unanswered_closed(reader: Reader) -> list[Case]:
    """Return the closed cases of a reader in which the citizen waits for an answer, the one that has waited longest first."""
    wrote_later = exists().where(
        Message.case_id == Case.id, Message.direction == "fra_borger", Message.at > Case.closed
    )
    query = _visible_to(reader).where(Case.closed.is_not(None), wrote_later)
    found = db.session.scalars(query.options(selectinload(Case.clocks), selectinload(Case.messages)))
    return sorted((case for case in found if is_unanswered(case, reader)), key=_waits_since)


def _waits_since(case: Case) -> tuple[datetime, str]:
    return _unanswered(case)[-1].at, case.id


def entries_of(case_id: str, actions: Collection[str]) -> list[AuditEntry]:
    """Return what the log has of a case among some actions, oldest first."""
    return [entry for entry in audit.entries_about(OBJECT, case_id) if entry.action in actions]


def was_shown(case_id: str, user_id: str) -> bool:
    """Tell whether a member of staff has had a case open herself that was shown by a consent."""
    shown = select(Consent.id).where(Consent.case_id == case_id).limit(1)
    if db.session.scalar(shown) is None:
        return False
    return any(entry.actor == user_id for entry in audit.entries_about(OBJECT, case_id, OPENED))


def role_title(role: str | None) -> str:
    """Return a role as the citizen reads it."""
    if role in set(Representative):
        return str(REPRESENTATIVES[Representative(role)])
    return str(ROLES[Role(role)]) if role else _("Medarbejder")


def is_representative(role: str | None) -> bool:
    """Tell whether a role is that of somebody who acts for a citizen."""
    return role in set(Representative)


def unit_of(role: str | None) -> str:
    """Return the unit somebody acts for in a role."""
    if is_representative(role):
        return _("Uden for kommunen")
    if mover_of(role) is Mover.BORGERRAADGIVER:
        return _("Borgerrådgivningen, uden for forvaltningen")
    if role in MANAGING or role == Role.SKRANKE:
        return str(municipality.setting("unit_title"))
    return _("En anden del af kommunen")
