"""A closed round's figures as everybody may see them: cleared once, recorded in the ledger, frozen; shown by `queries`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from værdig.db import db, transaction
from værdig.disclosure import ClearedRow, ClearedTable, Clearing, CountTable, Occasion, Policy, clear_and_record
from værdig.disclosure.evidence import Release
from værdig.errors import NotYours
from værdig.surveys import counting, questionnaires
from værdig.surveys.models import RoundResult, State, SurveyRound
from værdig.surveys.question_types import type_of

PURPOSE = "undersøgelsesrunde"
AUDIENCE = "ansatte med adgang til undersøgelser"


def frozen(round_id: str) -> Clearing:
    """Return a closed round's cleared tables; the first call clears them, records the release and freezes the result.

    A question whose type was gone then is cleared and added when it is back: nothing shown before changes.
    Raises NotYours for a round that is not closed. To show the figures on another occasion, give what comes back to
    `disclosure.record`.
    """
    stored = _stored(round_id)
    if stored is not None:
        return _with_late(round_id, _from_json(stored.content))
    round_ = _closed(round_id)
    clearing = _cleared(round_, counting.tables(round_))
    with transaction():
        _hold(round_id)
        if _stored(round_id) is None:
            db.session.add(RoundResult(round_id=round_id, content=_as_json(clearing)))
    return frozen(round_id)


def _closed(round_id: str) -> SurveyRound:
    round_ = db.session.scalar(select(SurveyRound).where(SurveyRound.id == round_id))
    if round_ is None or round_.state != State.CLOSED:
        raise NotYours
    return round_


def _cleared(round_: SurveyRound, tables: Sequence[CountTable]) -> Clearing:
    policy = Policy.of("answers", round_.threshold)
    return clear_and_record(tables, policy, Occasion(purpose=PURPOSE, audience=AUDIENCE))


def _hold(round_id: str) -> None:
    db.session.execute(select(SurveyRound.id).where(SurveyRound.id == round_id).with_for_update())


def _with_late(round_id: str, clearing: Clearing) -> Clearing:
    lacking = _lacking(round_id, clearing)
    round_ = _closed(round_id) if lacking else None
    tables = counting.late_tables(round_, lacking) if round_ is not None else []
    if round_ is None or not tables:
        return clearing
    late = _cleared(round_, tables)
    with transaction():
        _hold(round_id)
        stored = _stored(round_id)
        known = _from_json(stored.content) if stored is not None else clearing
        if stored is not None and _lacking(round_id, known) == lacking:
            known = _together(known, late)
            stored.content = _as_json(known)
    return known


def _lacking(round_id: str, clearing: Clearing) -> list[Mapping[str, Any]]:
    """Return the questions with choices that have no table, and whose type is there now."""
    counted = {table.id.partition("/")[0] for table in clearing.tables}
    asked = [
        one for one in questionnaires.of_round(round_id) or () if one["kind"] != "open" and one["id"] not in counted
    ]
    return [question for question in asked if type_of(question) is not None]


def _together(first: Clearing, late: Clearing) -> Clearing:
    return Clearing(
        tables=first.tables + late.tables,
        releases=first.releases + late.releases,
        release_ids=first.release_ids + late.release_ids,
    )


def _stored(round_id: str) -> RoundResult | None:
    return db.session.scalar(
        select(RoundResult).where(RoundResult.round_id == round_id).execution_options(populate_existing=True)
    )


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
