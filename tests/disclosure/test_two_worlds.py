"""What is hidden is in nothing that can be fetched: two worlds that differ only in it look the same in every page, file and figure."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from disclosure.two_worlds import FIRST, SECOND, answered, play

FORMATS = {"docx", "pdf", "html", "json"}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """Everything that can be fetched of both."""
    folder: Path = tmp_path_factory.mktemp("worlds")
    return play(folder / "first", FIRST), play(folder / "second", SECOND)


def test_the_worlds_differ_in_what_must_stay_hidden() -> None:
    first, second = answered(FIRST), answered(SECOND)
    assert {group: len(people) for group, people in first.items()} != {g: len(people) for g, people in second.items()}
    assert FIRST.channels != SECOND.channels
    assert _everybody(first) == _everybody(second)


def _everybody(groups: dict[str, list[dict[str, object]]]) -> Counter[tuple[str, object]]:
    return Counter(item for people in groups.values() for one in people for item in one.items())


def test_every_page_and_file_is_looked_at(worlds: tuple[dict[str, str], dict[str, str]]) -> None:
    names = set(worlds[0])
    assert {name.rpartition("/")[2] for name in names} >= FORMATS
    assert {"tables", "ledger", "audit", "plug-ins", "/stab/maal"} <= names
    assert sum(name.startswith("/stab/maal/") for name in names) >= 3
    assert any("svg" in text for name, text in worlds[0].items() if name.endswith("/resultat")), "charts are looked at"
    assert any("Vægtede tal" in text for name, text in worlds[0].items() if name.endswith("/resultat"))
    assert "'state': 'merged'" in worlds[0]["tables"], "the gate has merged rows beyond what closing did"


def test_nothing_that_can_be_fetched_tells_the_worlds_apart(worlds: tuple[dict[str, str], dict[str, str]]) -> None:
    first, second = worlds
    assert list(first) == list(second)
    told = {name: _differences(first[name], second[name]) for name in first if first[name] != second[name]}
    assert told == {}


def _differences(one: str, other: str) -> list[str]:
    lines = difflib.unified_diff(one.splitlines(), other.splitlines(), "first", "second", lineterm="", n=0)
    return [line[:300] for line in lines][:20]


def test_a_world_that_differs_in_one_published_answer_is_told_apart(
    worlds: tuple[dict[str, str], dict[str, str]], tmp_path: Path
) -> None:
    """The comparison sees what it should: one more person in a shown channel changes pages, files and the ledger."""
    other = play(tmp_path, replace(FIRST, channels={**FIRST.channels, "web": 9}))
    changed = {name for name, text in other.items() if text != worlds[0].get(name)}
    assert {"ledger", "plug-ins"} <= changed
    assert {name.rpartition("/")[2] for name in changed} >= FORMATS
