"""Hearing both sides, one function per step: questions to the administration, its answer, and the citizen's comments on it.

The finding is in `finding`; the table of steps in `steps`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from værdig import audit, clock
from værdig.clock import is_working_day
from værdig.complaints import deadlines
from værdig.complaints import keys as keyring
from værdig.complaints import queries as cases
from værdig.complaints.acting import By
from værdig.complaints.deadlines import Clock
from værdig.complaints.investigations import queries, steps
from værdig.complaints.investigations.models import Hearing, Investigation
from værdig.complaints.investigations.queries import OWN_UNIT
from værdig.complaints.investigations.revealing import leads_to
from værdig.complaints.investigations.steps import Step
from værdig.complaints.investigations.telling import COMMENTS_ASKED, DRAFTING, HEARING_ANSWERED, HEARING_SENT
from værdig.complaints.keys import NOTES, Keys, Part, Reader
from værdig.complaints.models import Case, CaseClock, Message
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reading import read_case
from værdig.complaints.service.consenting import WITH_NAME
from værdig.complaints.service.moving import locked, start_clock, stop_clock, tell_move
from værdig.complaints.service.once import once
from værdig.complaints.service.writing import Said, add_answer, require_read
from værdig.complaints.states import Mover, State
from værdig.db import db, new_id, transaction
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _

LONGEST = timedelta(days=183)
"""How far ahead a date may be set: whoever means a later one has mistyped the year."""


@dataclass(frozen=True, kw_only=True)
class Questions:
    """A hearing to be sent: to which unit, what is asked, until when; `general` where it tells nothing of the case."""

    unit: str
    text: str
    until: date
    general: bool


def may_tell_of_case(case: Case, unit: str) -> bool:
    """Tell whether questions to a unit may be about the case: it must have it, by the citizen's choice or her consent."""
    return unit == OWN_UNIT and (case.inbox == Reader.MANAGEMENT or cases.consent_of(case) is not None)


def send_hearing(
    case_id: str, keys: Keys, wanted: Questions, by: By, *, token: str | None = None, at: datetime | None = None
) -> bool:
    """Put questions to the administration, once per token; returns whether it is new.

    Raises UserError where the questions tell of a case that whoever reads them may not know of, or of its citizen where the
    consent leaves her name out, and for a date that will not do.
    """
    moment = at or clock.now()
    if not wanted.text.strip():
        raise UserError(_("Skriv spørgsmålene."), "text")

    def deed(mac: bytes | None) -> None:
        case = investigated(case_id, by)
        _require_date(wanted.until, clock.local(moment).date())
        _require_discretion(case, keys, wanted)
        found = _taken(case, Step.HOERING_SENDT, by, moment)
        opened, part = _sealing(keys, wanted)
        row = Hearing(
            id=new_id(), investigation_id=found.id, unit=wanted.unit, general=wanted.general, part=part, sent=moment,
            asked_by=by.id, submission_mac=mac,
        )  # fmt: skip
        row.questions = opened.seal(part, "hearing", "questions", row.id, wanted.text)
        row.clock_id = _start(case, Clock.HOERINGSSVAR, wanted.until, moment).id
        db.session.add(row)
        _tell(
            case,
            HEARING_SENT,
            by,
            {"unit": wanted.unit, "general": wanted.general, "until": wanted.until.isoformat()},
            at,
        )
        db.session.flush()
        db.session.refresh(found)

    return once(Hearing, token, wanted.text, deed)


def _sealing(keys: Keys, wanted: Questions) -> tuple[Keys, Part]:
    """Return keys and part for a hearing: hers alone where it is put elsewhere, both offices' own, or the case's."""
    if wanted.unit != OWN_UNIT:
        return keyring.with_notes(keys, Reader.BORGERRAADGIVER), NOTES[Reader.BORGERRAADGIVER]
    return (keyring.with_hearing(keys), Part.HEARING) if wanted.general else (keys, Part.CASE)


def _require_discretion(case: Case, keys: Keys, wanted: Questions) -> None:
    """Refuse questions that tell more than the citizen has allowed: nothing confidential is passed on without her consent."""
    if not wanted.general and not may_tell_of_case(case, wanted.unit):
        raise UserError(
            _(
                "Der er ikke samtykke til at fortælle om sagen. Stil generelle spørgsmål, eller bed borgeren om lov først."
            ),
            "general",
        )
    consent = cases.consent_of(case)
    named = case.inbox == Reader.MANAGEMENT or (consent is not None and consent.scope == WITH_NAME)
    if named and not wanted.general:
        return
    read = read_case(case, keys)
    told = {**read.identity, "reference": read.particulars.get("reference", "")}
    found = [each for each in leads_to(wanted.text, case.number, told) if wanted.general or each != case.number]
    if found:
        raise UserError(
            _("Teksten kan føre til borgeren: %(found)s. Skriv det om, før du sender.", found=", ".join(found)), "text"
        )


def answer_hearing(hearing_id: str, text: str, by: By, *, token: str | None = None, at: datetime | None = None) -> bool:
    """Answer as the management, once per token; returns whether it is new. The clock stops when the answer comes.

    Raises NotYours for a hearing that was not put to the management, UserError where it is answered or the investigation over.
    """
    _require_text(text, _("Skriv svaret."))
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        put = queries.hearing_for_management(hearing_id)
        if not queries.is_open(put):
            raise UserError(_("Høringen er besvaret, eller undersøgelsen er slut. Svaret er ikke sendt."))
        _receive(locked(put.case.id), put.row, put.keys, text, by, moment, mac, at)

    return once(Hearing, token, text, deed, held=Hearing.answer_mac)


def note_answer(
    case_id: str,
    hearing_id: str,
    keys: Keys,
    text: str,
    by: By,
    *,
    token: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Note as the borgerraadgiver an answer that has come another way, once per token; returns whether it is new."""
    _require_text(text, _("Skriv svaret, som du har fået det."))
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        case = investigated(case_id, by)
        found = queries.current(case)
        row = next((each for each in found.hearings if each.id == hearing_id), None) if found else None
        if row is None or row.answered is not None:
            raise UserError(_("Høringen er allerede besvaret. Det, du skrev, er ikke gemt."))
        _receive(case, row, keys, text, by, moment, mac, at)

    return once(Hearing, token, text, deed, held=Hearing.answer_mac)


def _receive(
    case: Case, row: Hearing, keys: Keys, text: str, by: By, moment: datetime, mac: bytes | None, at: datetime | None
) -> None:
    part = Part(row.part)
    row.answer = keys.seal(part, "hearing", "answer", row.id, text)
    row.answered, row.answered_by, row.answered_role, row.answer_mac = moment, by.id, by.role, mac
    if Step(row.investigation.step) is Step.HOERING_SENDT:
        row.investigation.step = Step.HOERINGSSVAR_MODTAGET
    stop_clock(case, Clock.HOERINGSSVAR, moment, "besvaret")
    _tell(case, HEARING_ANSWERED, by, {"noted": by.mover is Mover.BORGERRAADGIVER}, at)


def ask_comments(
    case_id: str,
    keys: Keys,
    text: str,
    until: date,
    by: By,
    *,
    with_management: bool = False,
    token: str | None = None,
    seen: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Send the citizen the administration's answer to comment on, once per token; `text` is the whole letter, edited by hand."""
    _require_text(text, _("Skriv brevet til borgeren."))
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        case = investigated(case_id, by)
        _require_date(until, clock.local(moment).date())
        require_read(case, keys, seen)
        found = _taken(case, Step.BORGERENS_BEMAERKNINGER, by, moment)
        add_answer(case, keys, Said(text=text, by=by, at=moment, kind="svar", mac=mac, with_management=with_management))
        stop_clock(case, Clock.BEMAERKNINGER, moment, "nyt_svar")
        found.comments_asked = moment
        found.comments_clock_id = _start(case, Clock.BEMAERKNINGER, until, moment).id
        _tell(case, COMMENTS_ASKED, by, {"until": until.isoformat()}, at)

    return once(Message, token, text, deed)


def begin_draft(case_id: str, by: By, *, at: datetime | None = None) -> None:
    """Go on to the finding: both sides have been heard, or have had their time."""
    moment = at or clock.now()
    with transaction():
        case = investigated(case_id, by)
        found = _taken(case, Step.UDKAST, by, moment)
        found.drafting = moment
        for kind, cause in ((Clock.HOERINGSSVAR, "uden_svar"), (Clock.BEMAERKNINGER, "uden_svar")):
            stop_clock(case, kind, moment, cause)
        _tell(case, DRAFTING, by, {}, at)


def investigated(case_id: str, by: By) -> Case:
    """Return a case for the borgerraadgiver's next step in it; raises RuleBroken where it is not being investigated by her."""
    case = locked(case_id)
    if by.mover is not Mover.BORGERRAADGIVER or State(case.state) is not State.UNDERSOEGELSE:
        raise RuleBroken(f"{by.mover} does not investigate {case_id}")
    return case


def _taken(case: Case, step: Step, by: By, moment: datetime) -> Investigation:
    """Take a step in a case's investigation, which the first step makes."""
    found = queries.current(case)
    steps.check(queries.facts_of(found, clock.local(moment).date()), step, by.mover)
    if found is None:
        found = Investigation(id=new_id(), case_id=case.id, begun=moment)
        db.session.add(found)
    found.step = step
    db.session.flush()
    return found


def _start(case: Case, kind: Clock, until: date, moment: datetime) -> CaseClock:
    """Start a clock with the date that was chosen, and say so in its reckoning where it is not the usual one."""
    start_clock(case, kind, clock.local(moment).date())
    row = next(row for row in case.clocks if row.kind == kind and row.stopped is None)
    if until != row.due:
        tell_move(row, until, _("Borgerrådgiveren har valgt en anden dato end den sædvanlige."))
    return row


def _require_date(until: date, day: date) -> None:
    if until <= day:
        raise UserError(_("Datoen skal ligge efter i dag."), "until")
    if until > day + LONGEST:
        raise UserError(_("Datoen ligger over et halvt år ude. Se efter, om året er rigtigt."), "until")
    if not is_working_day(until, deadlines.closing_days()):
        raise UserError(_("Den dag er der lukket. Vælg en arbejdsdag."), "until")


def _require_text(text: str, asked: str) -> None:
    if not text.strip():
        raise UserError(asked, "text")


def _tell(case: Case, action: str, by: By, detail: dict[str, object], at: datetime | None) -> None:
    audit.record(action, OBJECT, case.id, detail=detail, actor=by.actor, at=at)
