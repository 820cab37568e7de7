"""Noting a call and what came of it, and the citizen's own word on whether it is solved; each all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from værdig import audit, clock
from værdig.complaints import deadlines
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.calls import rules, wording
from værdig.complaints.calls.models import CALLED, CONFIRMED, DENIED, CaseCall
from værdig.complaints.calls.rules import NO, ON_THE_PAGE, ORALLY, YES, Result
from værdig.complaints.clocks import CONTACTED
from værdig.complaints.deadlines import Clock
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import CONTACT_TRIED, OBJECT, calls_of
from værdig.complaints.service.contacting import FULFILLED
from værdig.complaints.service.judging import judged_by
from værdig.complaints.service.moving import locked, start_clock, stop_clock
from værdig.complaints.service.once import once
from værdig.complaints.service.writing import write_note
from værdig.complaints.states import State
from værdig.db import db, new_id, transaction
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call to be noted: what came of it, when, with whom, what was said and agreed; `confirmed` is the citizen's oral yes."""

    result: Result
    at: datetime
    spoken_with: str | None = None
    said: str = ""
    agreed: str = ""
    confirmed: bool = False
    next_try: date | None = None


def note_call(
    case_id: str,
    keys: Keys,
    call: Call,
    by: By,
    reader: Reader,
    *,
    token: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Note a call in a case in dialogue, once per token; returns whether it is new. `at` is when it is noted.

    What was said becomes a note to the case that only this side opens. Spoken with, the citizen has been rung and answered; in
    vain, the date to ring stays. Raises UserError for what is missing, RuleBroken where the case is not in dialogue.
    """
    moment = at or clock.now()
    _require_sense(call, moment)

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        judged_by(case, by)
        if case.state != State.DIALOG:
            raise RuleBroken(f"{case_id} is not in dialogue")
        text = wording.note_text(call.spoken_with, call.at, call.said.strip(), call.agreed.strip())
        write_note(case_id, keys, text, by, reader, kind="notat_til_sagen", at=moment)
        db.session.add(_row(case, call, by, moment, mac))
        if call.result is Result.IKKE_TRUFFET:
            audit.record(CONTACT_TRIED, OBJECT, case.id, actor=by.actor, at=at)
        else:
            _reached(case, call, moment)
            detail = {"result": call.result, "confirmed": call.confirmed}
            audit.record(CALLED, OBJECT, case.id, detail=detail, actor=by.actor, at=at)
        db.session.flush()
        db.session.refresh(case, ["calls"])

    return once(CaseCall, token, f"{call.result} {call.said} {call.agreed} {call.at:%Y-%m-%d}", deed)


def _require_sense(call: Call, moment: datetime) -> None:
    if call.at > moment:
        raise UserError(_("Tidspunktet er ikke kommet endnu."), "hour")
    if call.result is Result.IKKE_TRUFFET:
        if call.next_try is None or call.next_try < clock.local(moment).date():
            raise UserError(_("Skriv den dag, du prøver igen. Den må ikke være gået."), "next_try")
        if not clock.is_working_day(call.next_try, deadlines.closing_days()):
            told = _("Der er lukket %(day)s. Skriv en anden dag.", day=deadlines.weekday_date(call.next_try))
            raise UserError(told, "next_try")
        return
    if call.spoken_with not in wording.SPEAKERS:
        raise UserError(_("Vælg, hvem du talte med."), "spoken_with")
    if not call.said.strip():
        raise UserError(_("Skriv kort, hvad der blev sagt."), "said")


def _row(case: Case, call: Call, by: By, moment: datetime, mac: bytes | None) -> CaseCall:
    reached, oral = call.result is not Result.IKKE_TRUFFET, call.result is Result.LOEST and call.confirmed
    return CaseCall(
        id=new_id(), case_id=case.id, at=call.at, noted=moment, noted_by=by.id, result=call.result, submission_mac=mac,
        spoken_with=call.spoken_with if reached else None, next_try=None if reached else call.next_try,
        answer=YES if oral else None, answered=call.at if oral else None, answer_how=ORALLY if oral else None,
    )  # fmt: skip


def _reached(case: Case, call: Call, moment: datetime) -> None:
    for kind in FULFILLED:
        stop_clock(case, kind, moment, CONTACTED)
    case.first_answer = case.first_answer or moment
    if call.result is Result.SKRIFTLIGT:
        _owe_answer(case, moment)
    else:
        stop_clock(case, Clock.SKRIFTLIGT_SVAR, moment, CONTACTED)


def _owe_answer(case: Case, moment: datetime) -> None:
    if not any(row.kind == Clock.SKRIFTLIGT_SVAR and row.stopped is None for row in case.clocks):
        start_clock(case, Clock.SKRIFTLIGT_SVAR, clock.local(moment).date())


def say_solved(case_id: str, *, yes: bool, at: datetime | None = None) -> None:
    """Note on the case's page whether the citizen finds it solved; saying the same again changes nothing.

    She may change her mind while the case is in dialogue. A no starts the date of a written answer. Raises RuleBroken where she is
    not asked.
    """
    moment, word = at or clock.now(), YES if yes else NO
    with transaction():
        case = locked(case_id)
        last = rules.latest_reached(calls_of(case))
        if case.state != State.DIALOG or last is None or last.result != Result.LOEST:
            raise RuleBroken(f"nobody asks whether {case_id} is solved")
        if last.answer == word:
            return
        last.answer, last.answered, last.answer_how = word, moment, ON_THE_PAGE
        if yes:
            stop_clock(case, Clock.SKRIFTLIGT_SVAR, moment, CONTACTED)
        else:
            _owe_answer(case, moment)
        audit.record(CONFIRMED if yes else DENIED, OBJECT, case.id, actor=CITIZEN.actor, at=at)
