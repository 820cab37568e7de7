"""The page on which an office decides whether a corrected calendar moves the dates of the cases that lie with it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig.complaints.acting import Side
from værdig.complaints.desk import acting, private_keys, unlock_address
from værdig.complaints.reckoning import recount
from værdig.errors import UserError
from værdig.i18n import _, ngettext
from værdig.ui.widgets import HiddenField, VaerdigForm

Page = str | Response | tuple[str, int]

YES, NO = "flyt", "behold"


class CalendarForm(VaerdigForm):
    """The answer to a corrected calendar; `seen` tells which dates were on the page."""

    seen = HiddenField()


def calendar(side: Side) -> Page:
    """Show what a corrected calendar would move, and move it or let it stay as the office says."""
    form = CalendarForm()
    if private_keys(side) is None:
        form.validate_on_submit()
        return redirect(unlock_address() if request.method == "GET" else url_for("complaints_lock.unlock"))
    answer = request.form.get("answer", "")
    if form.validate_on_submit() and answer in (YES, NO):
        try:
            done = recount.decide(side.reader, acting(side), form.seen.data or "", move=answer == YES)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_told(done, answer), "success" if done else "info")
            return redirect(url_for(side.endpoint("queue")))
    moves = recount.pending(side.reader)
    form.seen.data = recount.mark_of(moves)
    rows = [(url_for(side.endpoint("show"), case_id=each.case_id), each) for each in moves]
    page = render_template("complaints/reckoning/calendar.html", side=side, form=form, moves=rows, yes=YES, no=NO)
    return (page, 422) if form.is_submitted() else page


def _told(done: int, answer: str) -> str:
    if not done:
        return _("Det er allerede gjort. Der er ingen datoer at flytte.")
    if answer == YES:
        return ngettext("%(count)s dato er flyttet.", "%(count)s datoer er flyttet.", done)
    return ngettext("%(count)s dato bliver stående.", "%(count)s datoer bliver stående.", done)
