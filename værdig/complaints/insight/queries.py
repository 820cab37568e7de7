"""Reads of requests for insight: those of a case, those a side has open, and how a date stands on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import defer, selectinload

from værdig import clock
from værdig.complaints.clocks import Standing
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.insight.rules import RULES, Duty
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, InsightClock, InsightRequest
from værdig.db import db
from værdig.errors import NotYours
from værdig.i18n import _, format_time, ngettext

OTHER_KIND = "anden_slags"
"""The cause with which a date ends that a request had before it was sorted."""


def of_case(case: Case) -> list[InsightRequest]:
    """Return the requests of a case, newest first."""
    query = select(InsightRequest).where(InsightRequest.case_id == case.id)
    return list(db.session.scalars(query.order_by(InsightRequest.registered.desc(), InsightRequest.id)))


def one(case: Case, insight_id: str) -> InsightRequest:
    """Return a request of a case; raises NotYours for any other."""
    found = db.session.scalar(
        select(InsightRequest).where(InsightRequest.case_id == case.id, InsightRequest.id == insight_id)
    )
    if found is None:
        raise NotYours
    return found


def open_with(reader: Reader) -> list[tuple[Case, InsightRequest]]:
    """Return the requests a side has not answered in cases that were sent to it, closed ones too; the most urgent first."""
    query = (
        select(Case, InsightRequest)
        .join(InsightRequest, InsightRequest.case_id == Case.id)
        .where(Case.inbox == reader, InsightRequest.answered.is_(None), open_to_viewer(Case.id))
        .options(selectinload(InsightRequest.clocks), selectinload(InsightRequest.letters))
    )
    rows = [(case, row) for case, row in db.session.execute(query)]
    return sorted(rows, key=lambda pair: (promised(pair[1]), pair[1].id))


def waiting_dates(reader: Reader) -> list[tuple[Case, InsightRequest, InsightClock]]:
    """Return the running dates by which a side is to answer requests, the most urgent first; one statement."""
    query = (
        select(Case, InsightRequest, InsightClock)
        .join(InsightRequest, InsightRequest.case_id == Case.id)
        .join(InsightClock, InsightClock.insight_id == InsightRequest.id)
        .where(Case.inbox == reader, InsightRequest.answered.is_(None), open_to_viewer(Case.id))
        .where(InsightClock.stopped.is_(None), InsightClock.duty != Duty.SEN_AKTINDSIGT)
        .options(defer(Case.story), defer(Case.particulars))
        .order_by(InsightClock.due, InsightClock.id)
    )
    return [(case, row, date_) for case, row, date_ in db.session.execute(query)]


def answer_clock(row: InsightRequest) -> InsightClock:
    """Return the clock of the date a request is to be answered by."""
    counted = [each for each in row.clocks if each.stop_cause != OTHER_KIND]
    return next(each for each in counted if each.duty != Duty.SEN_AKTINDSIGT)


def shown_clocks(row: InsightRequest) -> list[InsightClock]:
    """Return the dates a request has by the law it was sorted into."""
    return [each for each in row.clocks if each.stop_cause != OTHER_KIND]


def promised(row: InsightRequest) -> date:
    """Return the date the citizen goes by: the law's, or a later one that she was told in a letter."""
    return max([answer_clock(row).due, *(letter.until for letter in row.letters if letter.until)])


def standing(each: InsightClock, day: date) -> Standing:
    """Return how a date stands on `day`; one that was passed stays passed, whatever came after it."""
    ended = clock.local(each.stopped).date() if each.stopped else day
    late = (ended - each.due).days
    if late > 0 and RULES[Duty(each.duty)].citizens:
        return Standing(_("Borgeren kan klage"), "bad") if each.stopped is None else Standing(_("Passeret"), "neutral")
    if late > 0:
        return Standing(_("Overskredet"), "bad", ngettext("%(count)s dag for sent.", "%(count)s dage for sent.", late))
    if each.stopped is not None:
        return Standing(_("Til tiden"), "good", _("Slut %(when)s.", when=format_time(each.stopped)))
    return Standing(_("I dag"), "warning") if each.due == day else Standing(_("Løber"), "info")
