"""Reads of recommendations: those of one office in clear text; what a half-year's report tells of them is in `report`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from værdig import clock
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.recommendations import sealing
from værdig.complaints.recommendations.lifecycle import CLOSED, OPEN, Stage, is_overdue
from værdig.complaints.recommendations.models import Recommendation, RecommendationStep
from værdig.db import db
from værdig.errors import NotYours


@dataclass(frozen=True)
class ReadStep:
    """One step in clear text."""

    at: datetime
    actor: str
    stage: Stage
    words: str


@dataclass(frozen=True)
class ReadRecommendation:
    """One recommendation in clear text."""

    row: Recommendation
    title: str
    text: str
    stage: Stage
    steps: list[ReadStep]
    overdue: bool


def read(row: Recommendation, keys: Keys, day: date | None = None) -> ReadRecommendation:
    """Return a recommendation in clear text."""
    words = json.loads(keys.open(Part.CASE, sealing.TABLE, "words", row.id, row.words))
    stage = Stage(row.stage)
    steps = [ReadStep(step.at, step.actor, Stage(step.stage), _words(step, keys)) for step in row.steps]
    return ReadRecommendation(
        row, words["title"], words["text"], stage, steps, is_overdue(stage, row.due, day or clock.today())
    )


def _words(step: RecommendationStep, keys: Keys) -> str:
    return keys.open(Part.CASE, sealing.STEPS, "words", step.id, step.words) if step.words else ""


def listed(reader: Reader, private: Mapping[str, bytes], which: str = "alle") -> list[ReadRecommendation]:
    """Return an office's recommendations, the first due first: `aabne`, `overskredne`, `lukkede`, `udkast` or `alle`."""
    rows = db.session.scalars(_open().order_by(Recommendation.due, Recommendation.id))
    found = [read(row, sealing.open_for(row, reader, private)) for row in rows if _is_wrapped_to(row, reader)]
    return [each for each in found if _is_among(each, which)]


def _open() -> Select[Recommendation]:
    """Return all but what comes of a case that the viewer must not handle."""
    return select(Recommendation).where(open_to_viewer(Recommendation.case_id))


def _is_wrapped_to(row: Recommendation, reader: Reader) -> bool:
    return any(key.reader == reader for key in row.keys)


def _is_among(each: ReadRecommendation, which: str) -> bool:
    chosen = {
        "aabne": each.stage in OPEN,
        "overskredne": each.overdue,
        "lukkede": each.stage in CLOSED,
        "udkast": each.stage is Stage.UDKAST,
    }
    return chosen.get(which, True)


def one(recommendation_id: str, reader: Reader) -> Recommendation:
    """Return a recommendation of an office; raises NotYours for any other, and for one that does not exist."""
    row = db.session.scalar(select(Recommendation).where(Recommendation.id == recommendation_id))
    if row is None or not _is_wrapped_to(row, reader):
        raise NotYours
    return row


def of_case(case_id: str) -> list[Recommendation]:
    """Return the recommendations that come of a case, the oldest first."""
    query = select(Recommendation).where(Recommendation.case_id == case_id)
    return list(db.session.scalars(query.order_by(Recommendation.made, Recommendation.id)))


def by_stage(*stages: Stage) -> list[Recommendation]:
    """Return the recommendations in some stages that the viewer may handle; what is written in them is not opened."""
    return list(db.session.scalars(_open().where(Recommendation.stage.in_(stages))))
