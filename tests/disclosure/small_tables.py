"""Builders of small count tables for the gate's tests, and the little words for reading them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from værdig.disclosure import Clearing, CountTable, Policy, clear
from værdig.disclosure.evidence import Release

SURVEY = Policy.of("answers")
CASES = Policy.of("cases")

POINTS = ("1", "2", "3", "4", "5")
THREE = {"1": "utilfreds", "2": "utilfreds", "3": "hverken", "4": "tilfreds", "5": "tilfreds"}


def heads(numbers: Mapping[str, int], **fields: Any) -> CountTable:
    """Return a head count by group: `{"A": 40}`."""
    given: dict[str, Any] = {
        "id": "svar",
        "title": "Svar",
        "unit": "answers",
        "universe": "round:1",
        "breakdown": "group",
        "categories": ("svar",),
        **fields,
    }
    category = given["categories"][0]
    return CountTable(rows={member: {category: number} for member, number in numbers.items()}, **given)


def cases(numbers: Mapping[str, int], universe: str = "cases:a:2021H1", **fields: Any) -> CountTable:
    """Return a head count of cases by theme, one theme each."""
    return heads(
        numbers,
        **{
            "id": universe,
            "unit": "cases",
            "universe": universe,
            "breakdown": "theme",
            "categories": ("sag",),
            **fields,
        },
    )


def question(rows: Mapping[str, Mapping[str, int]], **fields: Any) -> CountTable:
    """Return one question's answers by group."""
    given: dict[str, Any] = {
        "id": "q1/group",
        "title": "Spørgsmål",
        "unit": "answers",
        "universe": "round:1",
        "breakdown": "group",
        "question": "q1",
        "categories": ("tilfreds", "hverken", "utilfreds"),
        **fields,
    }
    return CountTable(rows=rows, **given)


def shown(clearing: Clearing, table: str | None = None) -> dict[str, int | None]:
    """Return label to number of the rows of a table (the first unless named)."""
    found = clearing.tables[0] if table is None else clearing.table(table)
    return {row.label: row.n for row in found.rows}


def in_turn(*steps: list[CountTable], policy: Policy = SURVEY) -> tuple[list[Clearing], list[Release]]:
    """Clear one release after the other, each with those before it; return the clearings and everything released."""
    clearings: list[Clearing] = []
    ledger: list[Release] = []
    for tables in steps:
        clearings.append(clear(tables, policy, ledger))
        ledger += clearings[-1].releases
    return clearings, ledger
