"""The page where a handler writes a delay letter about one of a case's dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import request

from værdig.clock import today
from værdig.complaints import deadlines
from værdig.complaints.case_page import Page, form_page, overtaken, turned_back, url
from værdig.complaints.delays import rules, service
from værdig.complaints.delays.forms import DelayForm
from værdig.complaints.delays.wording import DELAY, delay_letter, promise
from værdig.complaints.desk import Desk
from værdig.complaints.letter_texts import queries as letter_texts
from værdig.complaints.models import CaseClock
from værdig.complaints.views_letters import ask_about_management, read_up, readers, with_management
from værdig.errors import NotYours
from værdig.i18n import _


def delay(desk: Desk, clock_id: str) -> Page:
    """Write to the citizen that a date is not kept, why, and what date to expect."""
    row = next((row for row in desk.case.clocks if row.id == clock_id), None)
    if row is None:
        raise NotYours
    if not service.can_be_put_off(row):
        told = _("Fristen løber ikke længere. Der er ikke noget at udsætte.")
        return overtaken(desk) if request.method == "POST" else turned_back(desk, told)
    form = DelayForm(data={} if request.method == "POST" else {"until": _suggested(row)})
    ask_about_management(desk, form)
    fresh, read = read_up(desk, form)
    looked_at = form.looked_at(letter_texts.mark_of(DELAY))

    def deed() -> None:
        letter_texts.require_words(DELAY, looked_at)
        letter = delay_letter(desk.case, row, form.reason.data.strip(), form.until.data)
        wanted = service.Delay(
            clock_id=row.id, letter=letter, until=form.until.data, with_management=with_management(form)
        )
        service.send_delay_letter(desk.case.id, desk.keys, wanted, desk.by, token=form.token.data, seen=read)

    return form_page(
        desk, "delays/letter", form, deed, _("Brevet er sendt. Borgeren kan læse det nu."), readers=readers(desk), fresh=fresh,
        promise=promise(row), preview=delay_letter(desk.case, row, _("[din begrundelse]"), _("[den nye dato]")),
        moves=rules.moves_clock(row.due, today(), statutory=deadlines.RULES[deadlines.Clock(row.kind)].statutory),
    )  # fmt: skip


def _suggested(row: CaseClock) -> date:
    return rules.suggested(row.promised, today(), deadlines.closing_days())


@dataclass(frozen=True)
class Late:
    """A date that can be put off: what for, when, the address of the letter's page, and whether it is time to write one."""

    title: str
    date: date
    address: str
    is_soon: bool
    is_past: bool


def put_off(desk: Desk) -> list[Late]:
    """Return the dates of a case that a letter can be written about."""
    day, closed = today(), deadlines.closing_days()
    return [
        Late(
            str(deadlines.RULES[deadlines.Clock(row.kind)].title), row.promised, url(desk, "delay", clock_id=row.id),
            rules.is_soon(row.promised, day, closed), row.promised < day,
        )
        for row in desk.case.clocks
        if service.can_be_put_off(row)
    ]  # fmt: skip
