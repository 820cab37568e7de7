"""What happens to a request for insight: asking, sorting, putting off and answering; the case itself moves by none of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from værdig import audit, clock
from værdig.complaints import keys as keyring
from værdig.complaints import numbers
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.insight import extract, queries, rules, wording
from værdig.complaints.insight.models import ANSWERED, ASKED, FETCHED, PUT_OFF, SORTED
from værdig.complaints.insight.rules import ACCESS, GRANTED, Asked, Duty, Kind, State
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.models import Case, InsightClock, InsightLetter, InsightRequest, Message
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.retention import tombstones
from værdig.complaints.rules import INSIGHT_LETTER
from værdig.complaints.service.moving import locked
from værdig.complaints.service.once import once
from værdig.complaints.service.writing import Said, add_answer, add_note, require_read
from værdig.complaints.states import Mover
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _, format_date


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a citizen asks for, in her words if she has any, and the day she said it where that is not today."""

    asked: Asked
    words: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How a request is answered: why, the note that corrects, and the ids of what is released (`extract.items`)."""

    result: State
    reason: str = ""
    note: str = ""
    released: Collection[str] = field(default_factory=tuple)


def ask(
    case_id: str,
    wanted: Wanted,
    by: By,
    *,
    keys: Keys | None = None,
    token: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Receive a request, in a closed case too; once per token, returns whether it is new. Its dates run from the day it came.

    Without keys, at the desk, no words are kept. Raises UserError for a correction without words where they can be written,
    and for a day before the case or after today.
    """
    moment = at or clock.now()
    day = wanted.day or clock.local(moment).date()
    if wanted.asked is Asked.RET and keys is not None and not wanted.words.strip():
        raise UserError(_("Skriv, hvad der er forkert, og hvad der er rigtigt."), "words")

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        _require_day(case, day, moment)
        row = InsightRequest(
            id=new_id(), case_id=case.id, asked=wanted.asked, state=State.MODTAGET, asked_on=day, registered=moment,
            noted_by=None if by is CITIZEN else by.id, submission_mac=mac,
        )  # fmt: skip
        if keys is not None and wanted.words.strip():
            row.part = Part.MESSAGES if keys.has(Part.MESSAGES) else Part.CASE
            row.wish = keys.seal(Part(row.part), "case_insight", "wish", row.id, wanted.words)
        db.session.add(row)
        db.session.flush()
        _run(row, rules.duties(wanted.asked, None), moment)
        audit.record(ASKED, OBJECT, case.id, detail={"asked": wanted.asked}, actor=by.actor)

    return once(InsightRequest, token, f"{wanted.asked}\n{wanted.words}\n{day}", deed)


def ask_by_number(number: str, wanted: Wanted, by: By, *, token: str, at: datetime | None = None) -> bool:
    """Receive a request at the desk, by the number of the case, which stays closed to the desk. Raises UserError for none such."""
    plain = numbers.normalise(number)
    case_id = db.session.scalar(select(Case.id).where(Case.number == plain))
    gone = tombstones.by_number(plain) if case_id is None else None
    if gone is not None:
        raise UserError(
            _(
                "Sagen er slettet den %(day)s. Den ligger i kommunens arkiv, hvis den blev arkiveret. Nummer: %(reference)s.",
                day=format_date(gone.deleted), reference=gone.reference,
            ),
            "number",
        )  # fmt: skip
    if case_id is None:
        raise UserError(_("Der er ingen sag med det nummer. Se efter på kvitteringen."), "number")
    return ask(case_id, wanted, by, token=token, at=at)


def _require_day(case: Case, day: date, moment: datetime) -> None:
    if day > clock.local(moment).date():
        raise UserError(_("Dagen skal have været."), "day")
    if day < clock.local(case.received).date():
        raise UserError(_("Dagen ligger før sagen. Se efter, om den er rigtig."), "day")


def sort(case_id: str, insight_id: str, kind: Kind, by: By, *, at: datetime | None = None) -> None:
    """Say by which law a request is answered; its dates are then that law's, counted from the day it came. May be corrected."""
    moment = at or clock.now()
    with transaction():
        case, row = _held(case_id, insight_id, by)
        rules.check(State(row.state), State.SORTERET)
        row.kind, row.state = kind, State.SORTERET
        _run(row, rules.duties(Asked(row.asked), kind), moment)
        audit.record(SORTED, OBJECT, case.id, detail={"kind": kind}, actor=by.actor)


def put_off(
    case_id: str, keys: Keys, insight_id: str, reason: str, until: date, by: By,
    *, token: str | None = None, seen: str | None = None, at: datetime | None = None,
) -> bool:  # fmt: skip
    """Send a *fristbrev*: why the answer is late, its new date, and the right to complain of that; once per token.

    The law's date stands, and the new one beside it. Raises UserError for no reason, or a date that will not do.
    """
    moment = at or clock.now()
    if not reason.strip():
        raise UserError(_("Skriv hvorfor. Borgeren har krav på at vide det."), "reason")

    def deed(mac: bytes | None) -> None:
        case, row = _held(case_id, insight_id, by)
        _still_open(row)
        require_read(case, keys, seen)
        duty, due, day = Duty(queries.answer_clock(row).duty), queries.promised(row), clock.local(moment).date()
        missing = rules.objection_to_date(due, until, rules.latest(duty, row.asked_on), day)
        if missing:
            raise missing
        letter = wording.put_off(case, row, duty, reason, until)
        message = add_answer(case, keys, Said(text=letter, by=by, at=moment, kind=INSIGHT_LETTER, mac=mac))
        _file(row, message, "fristbrev", moment, due, until)
        audit.record(PUT_OFF, OBJECT, case.id, detail={"until": until.isoformat()}, actor=by.actor)

    return once(Message, token, f"{insight_id}\n{until}\n{reason}", deed)


def answer(
    case_id: str, keys: Keys, insight_id: str, given: Answer, by: By,
    *, token: str | None = None, seen: str | None = None, at: datetime | None = None,
) -> bool:  # fmt: skip
    """Decide a request and tell the citizen, with reasons and klagevejledning where she does not get it all; once per token.

    What she is given is copied and sealed to her that moment. Raises UserError for what the answer lacks, RuleBroken where the
    request is not sorted or has been answered.
    """
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        case, row = _held(case_id, insight_id, by)
        rules.check(State(row.state), given.result)
        require_read(case, keys, seen)
        left = _judge(case, keys, row, given, _reader(by))
        kind = Kind(row.kind or "")
        if kind in ACCESS and given.result in GRANTED:
            extract.keep(row, keys, extract.make(case, keys, _reader(by), given.released, moment))
        if kind is Kind.BERIGTIGELSE and given.result in GRANTED:
            opened = keyring.with_notes(keys, _reader(by))
            add_note(case, opened, given.note, by, _reader(by), kind="notat_til_sagen", at=moment)
        letter = wording.answer(case, row, kind, given.result, reason=given.reason, note=given.note, left=left)
        message = add_answer(case, keys, Said(text=letter, by=by, at=moment, kind=INSIGHT_LETTER, mac=mac))
        row.state, row.answered = given.result, moment
        _file(row, message, "afgoerelse", moment, queries.promised(row), None)
        _run(row, (), moment, given.result)
        audit.record(ANSWERED, OBJECT, case.id, detail={"result": given.result}, actor=by.actor)

    said = "\n".join([insight_id, given.result, given.reason, given.note, *sorted(given.released)])
    return once(Message, token, said, deed)


def _judge(case: Case, keys: Keys, row: InsightRequest, given: Answer, reader: Reader) -> list[extract.Sort]:
    """Return what is left out; raises UserError for what the answer lacks, RuleBroken for what cannot be released."""
    extract.fresh_notes(case)
    offered = {item.id for item in extract.items(case, keys, reader)}
    if not set(given.released) <= offered:
        raise RuleBroken("what is released is not there to be released")
    left = extract.left_out(case, keys, reader, given.released)
    missing = rules.objection_to_answer(
        Kind(row.kind or ""), given.result, reason=given.reason, note=given.note, released=given.released, left_out=left
    )
    if missing:
        raise missing
    return left


def note_fetched(case_id: str, insight_id: str, *, at: datetime | None = None) -> None:
    """Note that the citizen has opened what she was given; the first day is kept."""
    with transaction():
        row = _locked_row(locked(case_id), insight_id)
        if row.fetched is None:
            row.fetched = clock.local(at or clock.now()).date()
            audit.record(FETCHED, OBJECT, case_id, actor=CITIZEN.actor)


def _held(case_id: str, insight_id: str, by: By) -> tuple[Case, InsightRequest]:
    """Return a case and its request for writing; raises NotYours for whoever it was not sent to."""
    case = locked(case_id)
    if case.inbox != _reader(by):
        raise NotYours
    return case, _locked_row(case, insight_id)


def _locked_row(case: Case, insight_id: str) -> InsightRequest:
    row = queries.one(case, insight_id)
    db.session.refresh(row)
    return row


def _reader(by: By) -> Reader:
    return Reader.BORGERRAADGIVER if by.mover is Mover.BORGERRAADGIVER else Reader.MANAGEMENT


def _still_open(row: InsightRequest) -> None:
    if row.answered is not None:
        raise RuleBroken(f"{row.id} has been answered")


def _run(row: InsightRequest, wanted: Collection[Duty], moment: datetime, cause: str = queries.OTHER_KIND) -> None:
    """Let these dates run from the day the request came, and end those that are not among them for a cause."""
    running = {each.duty for each in row.clocks if each.stopped is None}
    for each in row.clocks:
        if each.stopped is None and each.duty not in wanted:
            each.stopped, each.stop_cause = moment, cause
    for duty in wanted:
        if duty not in running:
            counted = rules.count(duty, row.asked_on)
            db.session.add(
                InsightClock(id=new_id(), insight_id=row.id, duty=duty, due=counted.due, basis=counted.basis)
            )
    db.session.flush()
    db.session.refresh(row, ["clocks"])


def _file(row: InsightRequest, message: Message, kind: str, moment: datetime, due: date, until: date | None) -> None:
    in_time = clock.local(moment).date() <= due
    db.session.add(
        InsightLetter(
            id=new_id(), insight_id=row.id, message_id=message.id, kind=kind, at=moment, until=until, in_time=in_time
        )
    )
    db.session.flush()
    db.session.refresh(row, ["letters"])
