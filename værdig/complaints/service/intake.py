"""Receiving: a complaint becomes a case exactly once, whatever is clicked; an enquiry that is only counted is in `counting`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from værdig import audit, clock
from værdig.complaints import categories, deadlines, events, inbox, keys, queries, texts
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.appeals.kept import keep
from værdig.complaints.appeals.last_day import Notice, last_day
from værdig.complaints.categories import Kind
from værdig.complaints.conflicts.wishes import note_wish, wishes_read
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.models import Case
from værdig.complaints.numbers import new_number
from værdig.complaints.parts import IDENTIFYING, RECKONED
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.receipts.service import sign_receipt
from værdig.complaints.representation.rows import note_behalf
from værdig.complaints.representation.rules import ACTING, Behalf
from værdig.complaints.retention import tombstones
from værdig.complaints.service.consenting import WITH_NAME, give_consent
from værdig.complaints.service.moving import Reason, enter_visitation, locked, start_clock, write_event
from værdig.complaints.states import State
from værdig.complaints.units import units
from værdig.db import db, in_transaction, new_id, transaction
from værdig.errors import UserError
from værdig.i18n import _

CODE_SHOWN = "complaint.code_shown"
TRIES = 5
"""How many times a complaint is stored anew when another got in its way; each time one of them has come further."""


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What a citizen has told, by whatever way. Only `story` and the choice of inbox are needed.

    `identity` holds name, phone, email, address; empty means anonymous. `particulars` holds the optional answers.
    """

    story: str
    inbox: Reader
    type: str = "klage_over_sagsbehandling"
    channel: str = "web"
    identity: Mapping[str, str] = field(default_factory=dict)
    particulars: Mapping[str, str] = field(default_factory=dict)
    language: str = "da"
    interpreter: bool = False
    behalf: Behalf | None = None
    """Who writes or tells it for the citizen, or helps her; None where she does it herself."""
    decision: Notice | None = None
    """When and how the citizen was told of the decision she complains over, where she has told it."""
    consents: bool = False
    """Whether she lets the management see a confidential complaint over a decision, and her name, from the first."""
    wants_contact: bool = False
    """Whether the citizen has asked to be rung or written to, and waits for that."""
    avoid: str = ""
    """Who must not see it, and why, in the citizen's own words; nobody is shut out by them alone."""
    unit: str = "jobcenter"
    earlier_case_id: str | None = None
    received: datetime | None = None
    """When the citizen turned to us, if it was before it is registered: by telephone, at the counter, on paper."""

    @property
    def is_represented(self) -> bool:
        """Whether somebody acts for the citizen; who only helps her does not."""
        return self.behalf is not None and self.behalf.role in ACTING

    @property
    def anonymity(self) -> str:
        """The level of anonymity: without a name or a way to reach her we never learn who she is."""
        if not any(self.identity.values()):
            return "anonym"
        return "fortrolig" if self.inbox is Reader.BORGERRAADGIVER else "med_navn"


@dataclass(frozen=True)
class Received:
    """The outcome of a submission: the case, its return code, whether it is new, and what a repeat says differently.

    `further` is empty for the same submission sent again; otherwise it holds what was not in the first one, so that it can be
    offered as a message.
    """

    case_id: str
    code: str
    is_new: bool
    further: str = ""


def receive(complaint: Complaint, token: str, *, by: By = CITIZEN, at: datetime | None = None) -> Received:
    """Store a complaint as a case, once per token: a double click or reload gives the same case and the same code.

    Raises UserError when the borgerraadgiver cannot receive in confidence yet.
    """
    moment = at or clock.now()
    code = keys.code_of(token)
    case_id = _stored(complaint, token, code, by, moment)
    known = queries.by_submission(token)
    if known is None:
        raise UserError(_("Klagen blev ikke gemt. Prøv igen om lidt."))
    if known.code_mac != keys.code_mac(code):
        raise UserError(
            _("Klagen er modtaget. Sagen har fået en ny kode siden, så den gamle kvittering kan ikke vises.")
        )
    if case_id is None:
        return Received(known.id, code, False, _further(known, code, complaint))
    events.logged(case_id)
    return Received(case_id, code, True)


def _stored(complaint: Complaint, token: str, code: str, by: By, moment: datetime) -> str | None:
    """Store the case, and again where somebody else was first with what both make: a municipality's first key, a day's log.

    None when the token has made one already, also where it was the other half of a double click.
    """
    for _try in range(TRIES):
        try:
            return _store(complaint, token, code, by, moment)
        except IntegrityError:
            if in_transaction():
                raise
            if queries.by_submission(token) is not None:
                return None
    return None


def _store(complaint: Complaint, token: str, code: str, by: By, moment: datetime) -> str | None:
    """Add the case; None when the token has made one already."""
    with transaction():
        if queries.by_submission(token) is not None:
            return None
        _check(complaint)
        case = _new_case(complaint, token, code, by, moment)
        opened = keys.new_keys(case, code, complaint.inbox)
        _seal(case, complaint, opened)
        db.session.flush()
        write_event(case, None, State.MODTAGET, by, Reason.MODTAGET, moment)
        _start_clocks(case, complaint, clock.local(case.received).date())
        enter_visitation(case, moment)
        if complaint.consents and case.inbox == Reader.BORGERRAADGIVER:
            give_consent(case.id, opened, WITH_NAME, by, at=moment)
        if complaint.avoid.strip():
            note_wish(case, opened, complaint.avoid, by, moment)
        if complaint.behalf is not None:
            note_behalf(case, opened, complaint.behalf, by, moment)
        _sign(case, code, complaint.story)
        audit.record("complaint.received", OBJECT, case.id, actor=by.actor)
    return case.id


def _sign(case: Case, code: str, story: str) -> None:
    db.session.flush()
    db.session.refresh(case, ["clocks"])
    sign_receipt(case, texts.office(case), texts.answer_date(case), code, story)


def _check(complaint: Complaint) -> None:
    if not complaint.story.strip():
        raise UserError(_("Skriv, hvad der er sket."), "story")
    categories.require(Kind.TYPE, complaint.type, "type")
    categories.require(Kind.CHANNEL, complaint.channel, "channel")
    categories.require(Kind.LANGUAGE, complaint.language, "language")
    if complaint.unit not in dict(units()):
        raise UserError(_("Vælg en del af kommunen fra listen."), "unit")
    if complaint.inbox is Reader.BORGERRAADGIVER and not inbox.is_ready():
        raise UserError(
            _("Borgerrådgiveren kan ikke modtage fortrolige klager her endnu. Ring i stedet, eller vælg ledelsen."),
            "inbox",
        )


def _new_case(complaint: Complaint, token: str, code: str, by: By, moment: datetime) -> Case:
    received = complaint.received or moment
    case = Case(
        id=new_id(), number=_free_number(clock.local(moment).year), inbox=complaint.inbox, state=State.MODTAGET,
        received=received, type=complaint.type, channel=complaint.channel, anonymity=complaint.anonymity,
        language=complaint.language, interpreter=complaint.interpreter, unit=complaint.unit,
        represented=complaint.is_represented, earlier_case_id=complaint.earlier_case_id,
        registered_by=None if by.id == CITIZEN.id else by.id, registered_at=moment,
        appeal_until=_appeal_until(complaint),
        code_mac=keys.code_mac(code), submission_mac=keys.submission_mac(token), story=b"",
    )  # fmt: skip
    db.session.add(case)
    db.session.flush()
    return case


def _appeal_until(complaint: Complaint) -> date | None:
    """Return the last day that a job must know without keys: where her leave can be missing, see `appeals.alarm`."""
    confidential = complaint.inbox is Reader.BORGERRAADGIVER
    return last_day(complaint.decision).day if complaint.decision and confidential else None


def _free_number(year: int) -> str:
    while True:
        number = new_number(year)
        taken = db.session.scalar(select(Case.id).where(Case.number == number)) or tombstones.by_number(number)
        if taken is None:
            return number


def _seal(case: Case, complaint: Complaint, opened: Keys) -> None:
    case.story = opened.seal(Part.CASE, OBJECT, "story", case.id, complaint.story)
    told = _told(complaint.particulars) | (keep(complaint.decision) if complaint.decision else {})
    particulars = {name: text for name, text in told.items() if name not in IDENTIFYING}
    if particulars:
        case.particulars = opened.seal(Part.CASE, OBJECT, "particulars", case.id, _json(particulars))
    identity = _told(complaint.identity) | {name: text for name, text in told.items() if name in IDENTIFYING}
    if identity:
        case.identity = opened.seal(Part.IDENTITY, OBJECT, "identity", case.id, _json(identity))


def _told(answers: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in answers.items() if text}


def _json(answers: dict[str, str]) -> str:
    return json.dumps(answers, ensure_ascii=False)


def _start_clocks(case: Case, complaint: Complaint, day: date) -> None:
    kinds = [*deadlines.AT_RECEIPT]
    kinds += deadlines.AT_RECEIPT_OF_WISH if complaint.wants_contact else ()
    kinds += deadlines.AT_RECEIPT_OF_DECISION if case.type == categories.DECISION else ()
    for kind in kinds:
        start_clock(case, kind, day)


def _further(case: Case, code: str, complaint: Complaint) -> str:
    """Return what a repeated submission says that the stored one does not; empty when it says the same."""
    from værdig.complaints.reading import read_case

    opened = keys.open_with_code(case, code)
    stored = read_case(case, opened)
    said = [] if stored.story == complaint.story else [complaint.story]
    before = {**stored.identity, **stored.particulars}
    now = _told({**complaint.identity, **complaint.particulars})
    said += [text for name, text in now.items() if before.get(name) != text and name not in RECKONED]
    if complaint.avoid.strip() and complaint.avoid.strip() not in wishes_read(case.id, opened):
        said.append(complaint.avoid)
    if case.inbox != complaint.inbox:
        said.append(_("Jeg vil hellere sende klagen til en anden, end jeg valgte først."))
    return "\n".join(said)


def mark_code_seen(case_id: str) -> None:
    """Remember that the citizen has been shown her code again at her first visit."""
    with transaction():
        locked(case_id).code_seen = True


def end_visits(case_id: str) -> None:
    """Let no cookie open the case any more; the code does."""
    with transaction():
        locked(case_id).visits = new_id()


def hand_over_code(case_id: str, by: By) -> None:
    """Log that a member of staff has had a receipt with a citizen's return code, to print it for her."""
    with transaction():
        audit.record("complaint.code_handed_over", OBJECT, case_id, actor=by.actor)


def show_code(case_id: str, by: By) -> bool:
    """Log that a member of staff has a citizen's return code on the screen; False when it has been there before."""
    with transaction():
        locked(case_id)
        if audit.entries_about(OBJECT, case_id, CODE_SHOWN):
            return False
        audit.record(CODE_SHOWN, OBJECT, case_id, actor=by.actor)
    return True
