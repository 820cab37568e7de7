"""Tendencies as they are today: found in the klagepunkter, put aside with a reason, and brought back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from værdig import audit, clock
from værdig.complaints.acting import By
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.models import Case, Klagepunkt
from værdig.complaints.states import Mover
from værdig.complaints.tendencies.models import TendencyAside
from værdig.complaints.tendencies.rules import WINDOW, Aside, Point, Tendency, is_raised, tendencies
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _, _l

OBJECT = "tendency"
REASONS = {
    "kendt": _l("Den er kendt, og der bliver arbejdet på det"),
    "samme_sag": _l("Det er i virkeligheden den samme sag"),
    "tilfaeldigt": _l("Det er tilfældigt"),
    "anbefaling": _l("Der er givet en anbefaling"),
    "andet": _l("Andet"),
}
"""Why a tendency is put aside: closed words, since nothing of anybody's case belongs here."""


@dataclass(frozen=True)
class Told:
    """A tendency, and how it was put aside where it was and is still so."""

    tendency: Tendency
    aside: TendencyAside | None


def found(day: date | None = None) -> list[Told]:
    """Return the tendencies of today, those to be told first; klagepunkter that were removed count nowhere."""
    on = day or clock.today()
    told = []
    for each in tendencies(_points(on), on):
        row = _aside_of(each.unit, each.theme)
        raised = is_raised(each, Aside(clock.local(row.at).date(), row.count) if row else None, on)
        told.append(Told(each, None if raised else row))
    return sorted(told, key=lambda one: one.aside is not None)


def raised() -> list[Tendency]:
    """Return the tendencies that wait for the borgerraadgiver to look at them."""
    return [each.tendency for each in found() if each.aside is None]


def put_aside(unit: str, theme: str, seen: int, reason: str, by: By) -> None:
    """Put a tendency aside as it was seen (`seen` klagepunkter); raises UserError without a reason, NotYours where there is none."""
    if by.mover is not Mover.BORGERRAADGIVER:
        raise RuleBroken(f"{by.mover} is told of no tendencies")
    if reason not in REASONS:
        raise UserError(_("Vælg, hvorfor tendensen lægges til side."), "reason")
    with transaction():
        _one(unit, theme)
        db.session.add(
            TendencyAside(id=new_id(), unit=unit, theme=theme, at=clock.now(), count=seen, reason=reason, by=by.id)
        )
        audit.record("tendency.put_aside", OBJECT, theme, detail={"unit": unit, "count": seen}, actor=by.actor)


def bring_back(unit: str, theme: str, by: By) -> None:
    """Let a tendency that was put aside be told again."""
    with transaction():
        _one(unit, theme)
        row = _aside_of(unit, theme)
        if row is not None:
            row.ended = clock.now()
            audit.record("tendency.brought_back", OBJECT, theme, detail={"unit": unit}, actor=by.actor)


def _one(unit: str, theme: str) -> Tendency:
    each = next((one.tendency for one in found() if (one.tendency.unit, one.tendency.theme) == (unit, theme)), None)
    if each is None:
        raise NotYours
    return each


def _aside_of(unit: str, theme: str) -> TendencyAside | None:
    query = select(TendencyAside).where(
        TendencyAside.unit == unit, TendencyAside.theme == theme, TendencyAside.ended.is_(None)
    )
    return db.session.scalar(query.order_by(TendencyAside.at.desc()).limit(1))


def _points(day: date) -> list[Point]:
    since: datetime = datetime.combine(day - WINDOW, time(), clock.COPENHAGEN)
    query = (
        select(Klagepunkt.unit, Klagepunkt.theme, Case.received, Klagepunkt.case_id)
        .join(Case, Case.id == Klagepunkt.case_id)
        .where(Klagepunkt.removed.is_(None), Case.received >= since, open_to_viewer(Case.id))
    )
    return [
        Point(unit, theme, clock.local(at).date(), case_id) for unit, theme, at, case_id in db.session.execute(query)
    ]
