"""Sending a delay letter: the message, what it says of the date, and the clock's new date, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from værdig import audit, clock
from værdig.complaints import deadlines
from værdig.complaints.acting import By
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.delays import rules
from værdig.complaints.delays.models import DELAYED, CaseDelay
from værdig.complaints.keys import Keys
from værdig.complaints.models import Case, CaseClock, Message
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.rules import DELAY_LETTER
from værdig.complaints.service.judging import still_open
from værdig.complaints.service.moving import locked, tell_move
from værdig.complaints.service.once import once
from værdig.complaints.service.writing import Said, add_answer, require_read
from værdig.db import db, new_id
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _


@dataclass(frozen=True, kw_only=True)
class Delay:
    """A delay letter that is to be sent: about which clock, its text, and the new date the citizen is told."""

    clock_id: str
    letter: str
    until: date
    with_management: bool = False


def can_be_put_off(row: CaseClock) -> bool:
    """Tell whether a letter can be written about a clock: it runs, and its duty is one that takes time."""
    return row.stopped is None and row.paused is None and Clock(row.kind) in rules.CAN_BE_PUT_OFF


def send_delay_letter(
    case_id: str,
    keys: Keys,
    delay: Delay,
    by: By,
    *,
    token: str | None = None,
    seen: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Tell the citizen that a date is not kept, why, and what date to expect; once per token, returns whether it is new.

    The letter answers nothing: the clock on the first answer runs on. Where it is sent in time the new date is the clock's, with
    how it came about in its reckoning; otherwise, or where a law sets the date, both stand. Raises UserError for a letter without
    words, a date that will not do, or a message that has come since `seen`; RuleBroken where the clock does not run any more.
    """
    if not delay.letter.strip():
        raise UserError(_("Skriv brevet til borgeren."), "text")
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        still_open(case)
        row = _clock_of(case, delay.clock_id)
        require_read(case, keys, seen)
        _require_date(row, delay.until, clock.local(moment).date())
        message = add_answer(
            case, keys, Said(text=delay.letter, by=by, at=moment, kind=DELAY_LETTER, mac=mac, with_management=delay.with_management)
        )  # fmt: skip
        _put_off(row, message, delay.until, moment)
        audit.record(
            DELAYED, OBJECT, case.id, detail={"clock": row.kind, "until": delay.until.isoformat()}, actor=by.actor
        )

    return once(Message, token, delay.letter, deed)


def _clock_of(case: Case, clock_id: str) -> CaseClock:
    row = next((row for row in case.clocks if row.id == clock_id), None)
    if row is None or not can_be_put_off(row):
        raise RuleBroken(f"no clock {clock_id} of {case.id} can be put off")
    return row


def _require_date(row: CaseClock, until: date, day: date) -> None:
    missing = rules.objection(row.promised, until, day, deadlines.closing_days())
    if missing:
        raise missing


def _put_off(row: CaseClock, message: Message, until: date, moment: datetime) -> None:
    day = clock.local(moment).date()
    in_time = day <= row.due
    db.session.add(
        CaseDelay(
            id=new_id(), clock_id=row.id, message_id=message.id, at=moment, was=row.due, until=until, in_time=in_time
        )
    )
    if rules.moves_clock(row.due, day, statutory=RULES[Clock(row.kind)].statutory):
        tell_move(
            row,
            until,
            _("Besked om, at svaret bliver forsinket, er sendt %(day)s.", day=deadlines.weekday_date(day)),
        )
    db.session.flush()
    db.session.refresh(row)
