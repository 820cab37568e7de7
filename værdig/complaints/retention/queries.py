"""Reads of retention: until when a case is kept, what stands in the way of deleting it, and the cases of an office by how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import defer

from værdig import clock
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.journalising.queries import untransferred
from værdig.complaints.key_models import CaseKey
from værdig.complaints.keys import Part, Reader
from værdig.complaints.models import Case, CaseFile, Hearing, InsightRequest, Investigation, Message, Note
from værdig.complaints.queries.cases import awaits_answer
from værdig.complaints.retention.models import RetentionReview, RetentionWarning
from værdig.complaints.retention.rules import WARNING_DAYS, Facts, Ground, is_near, is_over, kept_until
from værdig.complaints.retention.years import keep_years, shortest
from værdig.complaints.states import CLOSED
from værdig.db import db


@dataclass(frozen=True)
class End:
    """A closed case with the last day it is kept, and the decision that stands about it, if any."""

    case: Case
    until: date
    review: RetentionReview | None = None

    @property
    def is_put_off(self) -> bool:
        """Whether somebody has decided to keep it longer."""
        return self.review is not None and self.review.decision == "behold"


@dataclass(frozen=True)
class Panel:
    """An office's closed cases by how they stand: to be looked at, soon, put off, and those that are not transferred."""

    over: list[End] = field(default_factory=list)
    soon: list[End] = field(default_factory=list)
    put_off: list[End] = field(default_factory=list)
    missing: list[tuple[End, int]] = field(default_factory=list)
    """Closed cases with the number of documents that have no confirmed transfer: they cannot be deleted."""


def until_of(case: Case) -> date | None:
    """Return the last day a case is kept; None while it is open: reopening stops the counting."""
    end = end_of(case)
    return end.until if end else None


def end_of(case: Case) -> End | None:
    """Return how a case stands at its end; None while it is open."""
    return next(iter(_ends([case])), None)


def _ends(cases: Sequence[Case]) -> list[End]:
    reviews = _reviews(case.id for case in cases)
    found = []
    for case in cases:
        if case.closed is None or case.state not in CLOSED:
            continue
        since = [row for row in reviews.get(case.id, ()) if row.at >= case.closed]
        latest = since[-1] if since else None
        put_off = latest.until if latest else None
        until = kept_until(clock.local(case.closed).date(), keep_years(case.type), put_off)
        found.append(End(case, until, latest))
    return sorted(found, key=lambda end: (end.until, end.case.id))


def _reviews(case_ids: Iterable[str]) -> dict[str, list[RetentionReview]]:
    ids, found = list(case_ids), dict[str, list[RetentionReview]]()
    if not ids:
        return found
    query = select(RetentionReview).where(RetentionReview.case_id.in_(ids))
    for row in db.session.scalars(query.order_by(RetentionReview.at, RetentionReview.id)):
        found.setdefault(row.case_id, []).append(row)
    return found


def facts_of(case: Case, today: date) -> Facts:
    """Return what must be known of a case before anything is decided about its end."""
    end = end_of(case)
    if end is None:
        return Facts(today=today, until=None)
    decided = end.review if end.review and end.review.decision == "slet" else None
    return Facts(
        today=today,
        until=end.until,
        untransferred=untransferred([case])[case.id],
        requests=_open_requests(case),
        awaits=awaits_answer(case),
        decided=Ground(decided.ground or "") if decided else None,
        is_written_since=decided is not None and _last_written(case) > decided.at,
    )


def _open_requests(case: Case) -> int:
    query = select(func.count()).select_from(InsightRequest)
    return db.session.scalar(query.where(InsightRequest.case_id == case.id, InsightRequest.answered.is_(None))) or 0


def _last_written(case: Case) -> datetime:
    """Return when something was last written in a case, whoever can read it."""
    asked = select(func.max(InsightRequest.registered)).where(InsightRequest.case_id == case.id)
    heard = select(func.max(func.coalesce(Hearing.answered, Hearing.sent))).join(Investigation)
    moments = [
        *(db.session.scalar(select(func.max(table.at)).where(table.case_id == case.id)) for table in (Message, Note, CaseFile)),
        db.session.scalar(asked),
        db.session.scalar(heard.where(Investigation.case_id == case.id)),
    ]  # fmt: skip
    return max([moment for moment in moments if moment], default=case.received)


def closed_cases(reader: Reader, before: date | None = None) -> list[End]:
    """Return the closed cases that were sent to an office and that whoever asks may handle, the first to run out first."""
    wrapped = exists().where(CaseKey.case_id == Case.id, CaseKey.part == Part.CASE, CaseKey.reader == reader)
    query = select(Case).where(wrapped, Case.inbox == reader, Case.state.in_(CLOSED), open_to_viewer(Case.id))
    if before is not None:
        query = query.where(Case.closed < datetime.combine(before + timedelta(days=1), time(), clock.COPENHAGEN))
    return _ends(list(db.session.scalars(query.options(defer(Case.story), defer(Case.particulars)))))


def running_out(reader: Reader, today: date) -> list[End]:
    """Return an office's cases whose time runs out within the warning, or has; two statements, however many cases there are."""
    last = today + timedelta(days=WARNING_DAYS)
    closed_by = min(date(last.year - shortest(), 12, 31), last)
    return [end for end in closed_cases(reader, closed_by) if is_near(end.until, today)]


def panel(reader: Reader, today: date) -> Panel:
    """Return an office's closed cases by how they stand."""
    ends = closed_cases(reader)
    counts = untransferred([end.case for end in ends])
    return Panel(
        over=[end for end in ends if is_over(end.until, today)],
        soon=[
            end for end in ends if is_near(end.until, today) and not is_over(end.until, today) and not end.is_put_off
        ],
        put_off=[end for end in ends if end.is_put_off and not is_over(end.until, today)],
        missing=[(end, counts[end.case.id]) for end in ends if counts[end.case.id]],
    )


def warned_on(day: date) -> set[Reader]:
    """Return the offices that have been warned of a case on a day."""
    query = select(Case.inbox).join(RetentionWarning, RetentionWarning.case_id == Case.id)
    return {Reader(inbox) for inbox in db.session.scalars(query.where(RetentionWarning.day == day))}
