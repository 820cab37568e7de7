"""What *Min side* tells of the half-year report: how far it has come and what is next, and the newest that is finished."""

from __future__ import annotations

from sqlalchemy import select

from værdig.clock import HalfYear, today
from værdig.db import db
from værdig.hooks.contracts import HomeLine, Tone
from værdig.i18n import _, format_date
from værdig.reports import queries
from værdig.reports.document import State
from værdig.reports.models import Report
from værdig.reports.offered import half_years


def progress(_user_id: str) -> list[HomeLine]:
    """Return how the report of the half-year that has just ended stands, and the next step."""
    half_year = HalfYear.of(today()).previous()
    report = queries.newest(half_year)
    if report is None and half_year not in half_years():
        text = _(
            "Der er ingen lukket runde for %(half_year)s. Så er der ingen rapport at bygge.", half_year=half_year.label
        )
        return [HomeLine(text=text, endpoint="reports.index")]
    if report is None:
        text = _("Rapporten for %(half_year)s er ikke bygget. Byg den.", half_year=half_year.label)
        return [HomeLine(text=text, mark=_("Næste skridt"), tone="warning", endpoint="reports.build")]
    if report.frozen_at is not None:
        frozen = format_date(report.frozen_at)
        text = _("Rapporten for %(half_year)s blev frosset %(day)s.", half_year=half_year.label, day=frozen)
        return [_line(report, text, _("Færdig"), "good")]
    text = _(
        "Rapporten for %(half_year)s er et udkast. Skriv teksterne, og frys den, når den er klar.",
        half_year=half_year.label,
    )
    return [_line(report, text, _("Næste skridt"), "warning")]


def _line(report: Report, text: str, mark: str = "", tone: Tone = "neutral") -> HomeLine:
    return HomeLine(text=text, mark=mark, tone=tone, endpoint="reports.show", values={"report_id": report.id})


def newest(_user_id: str) -> list[HomeLine]:
    """Return the newest finished report, which is what politicians read."""
    query = select(Report).where(Report.state == State.FROZEN).order_by(Report.half_year.desc(), Report.version.desc())
    report = db.session.scalar(query.limit(1))
    if report is None or report.frozen_at is None:
        return [HomeLine(text=_("Der er ingen færdig rapport endnu."), endpoint="reports.index")]
    text = _(
        "Læs rapporten for %(half_year)s, færdig %(day)s.",
        half_year=report.half_year.label,
        day=format_date(report.frozen_at),
    )
    return [_line(report, text)]
