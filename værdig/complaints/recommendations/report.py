"""What a half-year's report tells of recommendations: the text of those that are released, and how many there are; nothing about people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from værdig import clock
from værdig.clock import HalfYear
from værdig.complaints import keys as keyring
from værdig.complaints.keys import Reader
from værdig.complaints.recommendations import sealing
from værdig.complaints.recommendations.lifecycle import OPEN, SEEN_AS, Stage, is_overdue
from værdig.complaints.recommendations.models import Recommendation
from værdig.complaints.recommendations.queries import read
from værdig.db import current_tenant, db
from værdig.disclosure import AdministrationCount
from værdig.i18n import _

OWN_UNIT = "jobcenter"
"""The unit that the jobcentre's report tells of."""


@dataclass(frozen=True, kw_only=True)
class Recommended:
    """One recommendation as a report tells it: its own words, how far it is, and until when; nothing about anybody."""

    title: str
    text: str
    stage: str
    due: date
    overdue: bool


def recommendations_told(half_year: HalfYear, day: date) -> list[Recommended]:
    """Return what the borgerraadgiver has released of the jobcentre's recommendations: those open on `day`, and those closed in the half-year."""
    private = keyring.management_keys()
    found = []
    for row in _given(half_year, day):
        stage, since = _stage_on(row, day)
        is_told = stage in OPEN or (since is not None and half_year.start <= since <= half_year.end)
        if row.released is not None and is_told:
            told = read(row, sealing.open_for(row, Reader.MANAGEMENT, private), day)
            late = is_overdue(stage, row.due, day)
            found.append(
                Recommended(title=told.title, text=told.text, stage=str(SEEN_AS[stage]), due=row.due, overdue=late)
            )
    return found


def recommendation_counts(half_year: HalfYear, day: date) -> list[AdministrationCount]:
    """Return how many recommendations were given in a half-year, are open and overdue on `day`, were carried out, and judged.

    They are what the offices have done and not figures about people, so they are always shown.
    """
    rows = _given(half_year, day)
    stages = [(row, _stage_on(row, day)[0]) for row in rows]
    new = sum(row.given is not None and _within(row.given, half_year) for row in rows)
    return [
        _count(half_year, "new", _("Nye anbefalinger i halvåret"), new),
        _count(half_year, "open", _("Åbne anbefalinger"), sum(stage in OPEN for _row, stage in stages)),
        _count(half_year, "overdue", _("Anbefalinger, hvis frist er overskredet"), sum(is_overdue(stage, row.due, day) for row, stage in stages)),
        _count(half_year, "done", _("Anbefalinger gennemført i halvåret"), _reached(rows, Stage.GENNEMFOERT, half_year)),
        _count(half_year, "judged", _("Anbefalinger, hvis effekt er vurderet i halvåret"), _reached(rows, Stage.EFFEKT_VURDERET, half_year)),
    ]  # fmt: skip


def _given(half_year: HalfYear, day: date) -> list[Recommendation]:
    """Return the jobcentre's recommendations that were given by the half-year's end, and by `day`."""
    query = select(Recommendation).where(Recommendation.given.is_not(None), Recommendation.unit == OWN_UNIT)
    rows = db.session.scalars(query.order_by(Recommendation.due, Recommendation.id))
    last = min(half_year.end, day)
    return [row for row in rows if row.given is not None and clock.local(row.given).date() <= last]


def _stage_on(row: Recommendation, day: date) -> tuple[Stage, date | None]:
    """Return a recommendation's stage at the end of a day, and since when."""
    taken = [step for step in row.steps if clock.local(step.at).date() <= day]
    return (Stage(taken[-1].stage), clock.local(taken[-1].at).date()) if taken else (Stage.AFGIVET, None)


def _within(moment: datetime, half_year: HalfYear) -> bool:
    return half_year.start <= clock.local(moment).date() <= half_year.end


def _reached(rows: list[Recommendation], stage: Stage, half_year: HalfYear) -> int:
    """Count those that reached a stage in the half-year, each once."""
    return sum(any(step.stage == stage and _within(step.at, half_year) for step in row.steps) for row in rows)


def _count(half_year: HalfYear, name: str, title: str, value: int) -> AdministrationCount:
    universe = f"recommendations:{current_tenant()}:{half_year.code}"
    return AdministrationCount(
        id=f"recommendations.{name}", title=title, value=value, universe=universe, text=str(value)
    )
