"""A hidden nobody looks like a hidden few: in a small group, and in a whole round, on every page, in every file and in the ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from disclosure.two_worlds import FIRST, World, play

PAIRS = {
    "a group": (replace(FIRST, small=(0, 13)), replace(FIRST, small=(3, 10))),
    "a round": (replace(FIRST, only=0), replace(FIRST, only=3)),
}
"""Two worlds each: nobody answered in the first, a few did in the second."""


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_nothing_that_can_be_fetched_tells_nobody_from_a_few(pair: tuple[World, World], tmp_path: Path) -> None:
    nobody, few = (play(tmp_path / str(place), world) for place, world in enumerate(pair))
    assert list(nobody) == list(few)
    assert {name for name in nobody if nobody[name] != few[name]} == set()
    assert any("for få svar" in text.casefold() for name, text in nobody.items() if name.endswith("/resultat"))
