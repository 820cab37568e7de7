"""Asking the catalogue: plans, goals, tracks, maalepunkter and registrations, and which plans a municipality follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from sqlalchemy import or_, select

from værdig.catalogue.contracts import (
    Goal,
    JointArea,
    LocalGoal,
    Plan,
    PlanGoal,
    PlanMetric,
    PlanTable,
    Registration,
    Track,
)
from værdig.catalogue.loader import catalogue, metrics_of
from værdig.catalogue.models import PlanAdoption
from værdig.clock import today
from værdig.db import db, tenant
from værdig.errors import NotYours

Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class PlacedMetric:
    """A maalepunkt where it stands: its plan, and the goal, local goal or track it belongs to (none: the plan itself)."""

    metric: PlanMetric
    plan: Plan
    goal: PlanGoal | None = None
    local_goal: LocalGoal | None = None
    track: Track | None = None


def all_plans() -> tuple[Plan, ...]:
    """Return every plan of the catalogue, oldest first."""
    return catalogue().plans


def plans(municipality_id: str, on: date | None = None) -> tuple[Plan, ...]:
    """Return the plans a municipality has adopted and that are in force on a date (today by default), oldest first."""
    day = on or today()
    with tenant(municipality_id):
        rows = db.session.scalars(
            select(PlanAdoption.plan_id)
            .where(PlanAdoption.valid_from <= day)
            .where(or_(PlanAdoption.valid_to.is_(None), PlanAdoption.valid_to >= day))
        )
        adopted = set(rows)
    return tuple(plan for plan in all_plans() if plan.id in adopted)


def adoptions() -> list[PlanAdoption]:
    """Return the bound municipality's adoptions, oldest first."""
    return list(db.session.scalars(select(PlanAdoption).order_by(PlanAdoption.valid_from, PlanAdoption.plan_id)))


def plan(plan_id: str) -> Plan:
    """Return a plan; raises NotYours for an unknown id."""
    return _found(item for item in all_plans() if item.id == plan_id)


def goals() -> tuple[Goal, ...]:
    """Return the distinct national goals."""
    return catalogue().goals


def goal(key: str) -> Goal:
    """Return a national goal by its key (`sagsbehandling`); raises NotYours for an unknown one."""
    return _found(item for item in goals() if item.key == key)


def goal_in_plans(key: str) -> Sequence[tuple[Plan, PlanGoal]]:
    """Return a national goal as each plan words it, oldest plan first."""
    return [(item, found) for item in all_plans() for found in item.goals if found.goal == key]


def track(code: str) -> Track:
    """Return a track by its code (`A-T1`); raises NotYours for an unknown one."""
    return _found(item for found in all_plans() for item in found.tracks if item.code == code)


def metric(code: str) -> PlanMetric:
    """Return a maalepunkt by its code (`A-M1`); raises NotYours for an unknown one."""
    return placed(code).metric


def placed(code: str) -> PlacedMetric:
    """Return a maalepunkt with the plan, goal or track it stands in; raises NotYours for an unknown code."""
    try:
        return _placed()[code]
    except KeyError:
        raise NotYours(code) from None


def metrics(plan_id: str | None = None) -> list[PlacedMetric]:
    """Return every maalepunkt, or those of one plan, in the order the plans print them."""
    return [item for item in _placed().values() if plan_id is None or item.plan.id == plan_id]


@cache
def _placed() -> dict[str, PlacedMetric]:
    return {item.metric.code: item for found in all_plans() for item in _places(found)}


def _places(found: Plan) -> Iterator[PlacedMetric]:
    for item in found.goals:
        yield from (PlacedMetric(metric=each, plan=found, goal=item) for each in item.metrics)
    for local in found.local_goals:
        yield from (PlacedMetric(metric=each, plan=found, local_goal=local) for each in local.metrics)
    yield from (PlacedMetric(metric=each, plan=found) for each in found.indicators)
    for path in found.tracks:
        for initiative in path.initiatives:
            yield from (PlacedMetric(metric=each, plan=found, track=path) for each in initiative.metrics)


def metrics_of_track(code: str) -> list[PlanMetric]:
    """Return a track's maalepunkter; raises NotYours for an unknown track."""
    return [each for initiative in track(code).initiatives for each in initiative.metrics]


def registrations() -> tuple[Registration, ...]:
    """Return everything the plans make it necessary to register."""
    return catalogue().registrations


def registration(registration_id: str) -> Registration:
    """Return a registration by id (`firmakontakt`); raises NotYours for an unknown one."""
    return _found(item for item in registrations() if item.id == registration_id)


def table(table_id: str) -> PlanTable:
    """Return a printed table by id; raises NotYours for an unknown one."""
    return _found(item for found in all_plans() for item in found.tables if item.id == table_id)


def joint_area(name: str, on: date | None = None) -> JointArea | None:
    """Return the joint area a municipality (`Ishøj`) belonged to on a date, or None.

    Only counts may be summed over it, never percentages (the split of Vallensbæk and Ishøj on 1 January 2022).
    """
    day = on or today()
    areas = (found.joint_area for found in all_plans() if found.joint_area)
    return next((area for area in areas if name in area.covers and day <= area.valid_to), None)


def counts() -> dict[str, int]:
    """Return how much the catalogue holds, for `vaerdig plan list`."""
    found = all_plans()
    return {
        "plans": len(found),
        "goals": len(goals()),
        "tracks": sum(len(item.tracks) for item in found),
        "metrics": sum(1 for item in found for _metric in metrics_of(item)),
        "registrations": len(registrations()),
        "tables": sum(len(item.tables) for item in found),
    }


def _found(items: Iterator[Item]) -> Item:
    try:
        return next(items)
    except StopIteration:
        raise NotYours from None
