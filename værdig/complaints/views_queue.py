"""The two queues, the borgerraadgiver's and the management's: what is due, what is open, and a search in what one may open."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig import clock
from værdig.access import requires
from værdig.complaints import categories, keys, queries, service
from værdig.complaints.acting import BORGERRAADGIVER, MANAGEMENT, Side
from værdig.complaints.appeals.alarm import Alarm, alarms
from værdig.complaints.case_routes import add_pages
from værdig.complaints.categories import Kind
from værdig.complaints.clocks import standing
from værdig.complaints.deadlines import RULES, Clock, weekday_date
from værdig.complaints.desk import private_keys, unlock_address
from værdig.complaints.forms import SearchForm
from værdig.complaints.insight import views as insight
from værdig.complaints.investigations.queries import waiting
from værdig.complaints.models import Case
from værdig.complaints.reckoning import recount
from værdig.complaints.reckoning.views import calendar
from værdig.complaints.recommendations.views import add_pages as add_recommendation_pages
from værdig.complaints.retention.views_panel import add_pages as add_retention_page
from værdig.complaints.search import search
from værdig.complaints.states import CLOSED, STAFF_SEES, State
from værdig.complaints.tendencies.service import raised
from værdig.complaints.tendencies.views import add_pages as add_tendency_pages
from værdig.complaints.wishes import read_wish
from værdig.i18n import _
from værdig.ui.widgets import form_view

Page = str | Response | tuple[str, int]


def queue(side: Side) -> Page:
    """What is due today first, then closed cases whose citizen waits for an answer, then what is open, a page at a time.

    `?vis=alle` shows all closed ones too.
    """
    private = private_keys(side)
    if private is None:
        return redirect(unlock_address())
    service.escalate_overdue()
    return _page(side, private, SearchForm(formdata=None), everything=request.args.get("vis") == "alle")


def find(side: Side) -> Page:
    """Search the cases in memory; the words searched for are never in an address."""
    form = SearchForm()
    private = private_keys(side)
    if private is None:
        form.validate_on_submit()
        return redirect(url_for("complaints_lock.unlock"))
    if not form.validate_on_submit():
        return _page(side, private, form, everything=False), 422
    again, hits = queries.reopened(side.reader), search(side.reader, private, form.q.data)
    return render_template(
        "complaints/found.html",
        side=side,
        words=form.q.data,
        form=form,
        rows=[_row(side, private, case, again) for case in hits],
    )


def _page(side: Side, private: Mapping[str, bytes], form: SearchForm, *, everything: bool) -> str:
    day, again = clock.today(), queries.reopened(side.reader)
    wanted = request.args.get("side", 1, int)
    cases, pages = queries.cases_page(side.reader, wanted, include_closed=everything)
    shown: dict[str, Any] = {"vis": "alle"} if everything else {}
    return render_template(
        "complaints/queue.html", side=side, form=form, due=[_due_row(side, row, day) for row in queries.due_by(side.reader, day)],
        waiting=[_row(side, private, case, again) for case in queries.unanswered_closed(side.reader)],
        alarms=[_alarm_row(side, each) for each in alarms(day)] if side is BORGERRAADGIVER else [],
        moves=len(recount.pending(side.reader)), wishes=[_row(side, private, row.case, again) for row in queries.wishes(side.reader)],
        tendencies=len(raised()) if side is BORGERRAADGIVER else 0,
        hearings=len(waiting()) if side is MANAGEMENT else 0,
        insights=insight.waiting(side, lambda case_id: url_for(side.endpoint("show"), case_id=case_id)),
        rows=[_row(side, private, case, again) for case in cases], everything=everything, today=weekday_date(day),
        is_borgerraadgiver=side is BORGERRAADGIVER, page=min(max(1, wanted), pages), pages=pages,
        page_url=lambda number: url_for(side.endpoint("queue"), side=number, **shown, _anchor="sager"),
    )  # fmt: skip


def _due_row(side: Side, row: Any, day: Any) -> dict[str, Any]:
    return {
        "number": row.case.number,
        "url": url_for(side.endpoint("show"), case_id=row.case_id),
        "what": RULES[Clock(row.kind)].title,
        "due": row.due,
        "standing": standing(row, day),
        "state": STAFF_SEES[State(row.case.state)],
    }


def _alarm_row(side: Side, alarm: Alarm) -> dict[str, Any]:
    return {
        "number": alarm.case.number,
        "url": url_for(side.endpoint("show"), case_id=alarm.case.id),
        "text": alarm.text,
        "missing": _("Navn") if queries.missing_for_appeal(alarm.case) == "navn" else _("Samtykke"),
    }


def _row(side: Side, private: Mapping[str, bytes], case: Case, again: frozenset[str]) -> dict[str, Any]:
    clocks = [row for row in queries.running_clocks(case) if row.paused is None]
    return {
        "number": case.number,
        "url": url_for(side.endpoint("show"), case_id=case.id),
        "received": case.received,
        "type": categories.title(Kind.TYPE, case.type),
        "themes": sorted({str(categories.theme_title(point.theme)) for point in case.points}),
        "reopened": case.id in again,
        "state": STAFF_SEES[State(case.state)],
        "closed": case.state in CLOSED,
        "next": clocks[0].due if clocks else None,
        "standing": standing(clocks[0], clock.today()) if clocks else None,
        "unanswered": queries.is_unanswered(case, side.reader),
        "wish": read_wish(case, keys.open_for(case, side.reader, private)) if queries.wish_of(case) else None,
        "borrowed": case.inbox != side.reader,
    }


def _pages_of(side: Side) -> Blueprint:
    pages = Blueprint(f"complaints_{side.slug}", __name__, url_prefix=f"/stab/{side.slug}", template_folder="templates")
    guarded = requires(side.permission)
    pages.add_url_rule("", "queue", guarded(_with(side, queue)), methods=["GET"])
    pages.add_url_rule("/kalender", "calendar", form_view(guarded(_with(side, calendar))), methods=["GET", "POST"])
    pages.add_url_rule("/soeg", "find", form_view(guarded(_with(side, find))), methods=["POST"])
    add_recommendation_pages(pages, side)
    add_retention_page(pages, side)
    add_pages(pages, side)
    return pages


def _with(side: Side, view: Any) -> Any:
    @functools.wraps(view)
    def page() -> Page:
        answered: Page = view(side)
        return answered

    return page


inbox_pages = _pages_of(BORGERRAADGIVER)
add_tendency_pages(inbox_pages)
management_pages = _pages_of(MANAGEMENT)
