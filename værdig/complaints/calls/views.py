"""The page of a call, for the handler of a case in dialogue: whom to ring, what to note, and what the citizen is told of it."""

from __future__ import annotations

from flask import request

from værdig import clock
from værdig.complaints import categories, deadlines, queries, texts
from værdig.complaints.calls import rules, service, wording
from værdig.complaints.calls.forms import CONFIRMED, CallForm
from værdig.complaints.calls.rules import Result
from værdig.complaints.case_page import Page, form_page, overtaken, turned_back
from værdig.complaints.categories import Kind
from værdig.complaints.deadlines import Clock
from værdig.complaints.desk import Desk
from værdig.complaints.reading import ways_to_reach
from værdig.complaints.service import SaidAlready
from værdig.complaints.states import State
from værdig.errors import UserError
from værdig.i18n import _


def call(desk: Desk) -> Page:
    """Ring to the citizen, and note what came of it."""
    if desk.case.state != State.DIALOG:
        told = _("Sagen er ikke i dialog. Flyt den til dialog først, hvis borgeren skal ringes op.")
        return overtaken(desk) if request.method == "POST" else turned_back(desk, told)
    calls = queries.calls_of(desk.case)
    known = str(len(calls))
    next_day = clock.add_working_days(clock.today(), 1, deadlines.closing_days())
    form = CallForm(data={} if request.method == "POST" else {"seen": known, "next_try": next_day})

    def deed() -> None:
        if not form.caught_up(known):
            raise UserError(_("Der er noteret et opkald, siden du åbnede siden. Er dit et andet, så gem igen."))
        service.note_call(desk.case.id, desk.keys, _told(form), desk.by, desk.side.reader, token=form.token.data)

    ways = ways_to_reach(desk.case, desk.keys)
    due = next((row.due for row in queries.running_clocks(desk.case) if row.kind == Clock.RING_OP), None)
    try:
        return form_page(
            desk, "calls/call", form, deed, _("Opkaldet er noteret."), phone=ways.get("phone", ""), due=due,
            tries=rules.tries(calls), sees=wording.to_citizen(calls).told,
            spoken=texts.spoken(desk.case) or categories.title(Kind.LANGUAGE, desk.case.language),
        )  # fmt: skip
    except SaidAlready:
        return turned_back(desk, _("Det opkald har vi allerede."))


def _told(form: CallForm) -> service.Call:
    confirmed = form.result.data == CONFIRMED
    return service.Call(
        result=Result.LOEST if confirmed else Result(form.result.data), confirmed=confirmed, at=form.at,
        spoken_with=form.spoken_with.data or None, said=form.said.data or "", agreed=form.agreed.data or "",
        next_try=form.next_try.data,
    )  # fmt: skip
