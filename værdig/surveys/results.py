"""A closed round's figures as everybody may see them: cleared once, recorded in the ledger, frozen; shown by `queries`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from værdig.db import db, transaction
from værdig.disclosure import ClearedRow, ClearedTable, Clearing, Occasion, Policy, clear_and_record
from værdig.disclosure.evidence import Release
from værdig.errors import NotYours
from værdig.surveys import counting
from værdig.surveys.models import RoundResult, State, SurveyRound

PURPOSE = "undersøgelsesrunde"
AUDIENCE = "ansatte med adgang til undersøgelser"


def frozen(round_id: str) -> Clearing:
    """Return a closed round's cleared tables; the first call clears them, records the release and freezes the result.

    Raises NotYours for a round that is not closed. To show the figures on another occasion, give what comes back to
    `disclosure.record`.
    """
    stored = _stored(round_id)
    if stored is not None:
        return _from_json(stored.content)
    round_ = db.session.scalar(select(SurveyRound).where(SurveyRound.id == round_id))
    if round_ is None or round_.state != State.CLOSED:
        raise NotYours
    policy = Policy.of("answers", round_.threshold)
    clearing = clear_and_record(counting.tables(round_), policy, Occasion(purpose=PURPOSE, audience=AUDIENCE))
    with transaction():
        db.session.execute(select(SurveyRound.id).where(SurveyRound.id == round_id).with_for_update())
        if _stored(round_id) is None:
            db.session.add(RoundResult(round_id=round_id, content=_as_json(clearing)))
    return frozen(round_id)


def _stored(round_id: str) -> RoundResult | None:
    return db.session.scalar(select(RoundResult).where(RoundResult.round_id == round_id))


def _as_json(clearing: Clearing) -> dict[str, Any]:
    return {
        "tables": [asdict(table) for table in clearing.tables],
        "releases": [release.as_json() for release in clearing.releases],
        "release_ids": list(clearing.release_ids),
    }


def _from_json(content: dict[str, Any]) -> Clearing:
    return Clearing(
        tables=tuple(map(_table, content["tables"])),
        releases=tuple(map(Release.from_json, content["releases"])),
        release_ids=tuple(content["release_ids"]),
    )


_SEQUENCES = ("axes", "categories", "detail_categories", "beside_categories", "notes")


_ORDERED = {
    "shares": "categories",
    "texts": "categories",
    "detail": "detail_categories",
    "detail_texts": "detail_categories",
    "beside": "beside_categories",
    "beside_texts": "beside_categories",
}
"""A row's mappings, and the table's categories whose order they had: stored JSON sorts its keys."""


def _table(data: dict[str, Any]) -> ClearedTable:
    told = {**data, **{name: tuple(data[name]) for name in _SEQUENCES}}
    rows = tuple(_row(row, told) for row in data["rows"])
    return ClearedTable(**{**told, "rows": rows, "total": _row(data["total"], told)})


def _row(data: dict[str, Any], table: dict[str, Any]) -> ClearedRow:
    ordered = {
        name: {category: data[name][category] for category in table[order] if category in data[name]}
        for name, order in _ORDERED.items()
    }
    members = tuple(tuple(member) for member in data["members"])
    return ClearedRow(**{**data, **ordered, "members": members, "member_labels": tuple(data["member_labels"])})
