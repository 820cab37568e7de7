"""That codes come in lots is all that their rows tell: made in one lot, rows tell nothing of whose they are; in several, only the lot.

What lots do to a guess is known beforehand. Laid side by side, people and rows of one lot meet, in an order that has nothing to do
with either: so one guess is right by chance in each cell and lot, where without lots it is one in each cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from postgres import PostgresServer
from surveys.rounds import open_round

from værdig import codes
from værdig.attack import rows
from værdig.attack.copying import copy_of
from værdig.attack.material import Copy, Known, Material
from værdig.attack.methods import ENGINES, WITHHELD, Guess, Question, all_methods
from værdig.attack.people import GROUPS
from værdig.attack.referee import score
from værdig.attack.scene import Scene, scene
from værdig.clock import HalfYear
from værdig.surveys import answering, groups, service
from værdig.surveys.orders import CodeOrder, Group

CELLS = [(group, length.key) for group in GROUPS for length in groups.LENGTHS]
A_CELL = 120
"""Codes of each group and length in a round, so 1,440 in all: a lot of 240 takes four or five of PostgreSQL's pages."""
SEVERAL = 6
ROUNDS = 2
UNLIKELY = 1e-6
"""What a p must be under to be told from chance. By chance 24 guesses are right in two rounds, and 52 or more once in two million times;
each comparison that expects chance fails without cause so seldom. Of six lots 144 are right, or 120 where the borders of pages blur
them, and then fewer than 52 once in 10^12 times. Codes are drawn by the system's own generator, so there is no seed."""


@pytest.mark.parametrize("page", ["koder", "papir", "invitationer/liste"])
def test_pages_where_codes_are_made_say_what_a_code_alone_tells(
    context: Flask, staff: Callable[..., Any], page: str
) -> None:
    shown = staff("leder").get(f"/stab/runder/{open_round()}/{page}").text
    assert "én kode for sig selv" in shown
    assert "databasen eller kopier af den" in shown


@pytest.fixture(scope="module")
def on_sqlite() -> Iterator[Scene]:
    """An instance on SQLite."""
    with scene() as made:
        yield made


@pytest.fixture(scope="module")
def on_postgresql(postgres_server: PostgresServer) -> Iterator[Scene]:
    """An instance on PostgreSQL."""
    with scene(postgres_server.new_database()) as made:
        yield made


def of_round(made: Scene, number: int, lots: int, a_cell: int = A_CELL) -> tuple[Material, dict[str, int]]:
    """Make the codes of a round in so many lots, the last by a list; return what the insider has, and in which lot each person's code was made."""
    people, lot_of = [], {}
    with made.inside():
        asked = [Group(key, label, None) for key, (label, _share) in GROUPS.items()]
        half_year = HalfYear(2001 + number // 2, 1 + number % 2)
        round_id = service.create_round(half_year, "census", half_year.start, half_year.end, asked=asked)
        service.open_round(round_id)
        for lot in range(lots):
            listed = copy_of(made.app)
            orders = [CodeOrder(*cell, 1) for cell in CELLS for _each in range(a_cell // lots)]
            for order, issued in zip(orders, service.issue_codes(round_id, orders), strict=True):
                people.append(known(len(people), order, codes.normalise(issued.code), "L" * (0 < lot == lots - 1)))
                lot_of[people[-1].id] = lot
    copy = copy_of(made.app)
    return Material(round_id, people, listed, copy, copy, copy, copy, copy), lot_of


def known(place: int, order: CodeOrder, code: str, reference: str) -> Known:
    return Known(
        id=f"p{place}", lookup=answering.lookup(code), code=code, group=order.group or "", length=order.length or "",
        language="da", letter=place, sent=None, wrote=False, reference=reference,
    )  # fmt: skip


def tried(made: Scene, lots: int, first: int) -> dict[str, tuple[float, float]]:
    """Return the p of the three orders that rows can lie in: judged within group and length, and within these and the lot."""
    methods = {name: all_methods()[f"letters-by-{name}"] for name in ("row", "file", "log")}
    published: dict[str, list[tuple[Guess, Guess, Guess]]] = {name: [] for name in methods}
    in_lot: dict[str, list[tuple[Guess, Guess, Guess]]] = {name: [] for name in methods}
    for number in range(first, first + ROUNDS):
        material, lot_of = of_round(made, number, lots)
        truth = {person.id: person.lookup for person in material.people}
        cell = {person.id: (person.group, person.length) for person in material.people}
        finer = {person: (*cell[person], lot_of[person]) for person in cell}
        for name, method in methods.items():
            guess = method.guess(material.without(**WITHHELD[Question.ROW]))
            published[name].append((guess, truth, cell))
            in_lot[name].append((guess, truth, finer))
    return {name: (score(published[name]).p, score(in_lot[name]).p) for name in methods}


def told_apart(found: dict[str, tuple[float, float]]) -> dict[str, tuple[bool, bool]]:
    return {name: (among_all < UNLIKELY, in_lot < UNLIKELY) for name, (among_all, in_lot) in found.items()}


NOTHING = dict.fromkeys(("row", "file", "log"), (False, False))


@pytest.mark.long
@pytest.mark.timeout(600)
def test_codes_made_in_one_lot_lie_in_no_order_on_sqlite(on_sqlite: Scene) -> None:
    assert told_apart(tried(on_sqlite, 1, 0)) == NOTHING


@pytest.mark.long
@pytest.mark.timeout(600)
def test_codes_made_in_several_lots_are_told_apart_by_lot_alone_in_sqlites_log(on_sqlite: Scene) -> None:
    assert told_apart(tried(on_sqlite, SEVERAL, 2)) == {**NOTHING, "log": (True, False)}


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.postgresql
def test_codes_made_in_one_lot_lie_in_no_order_on_postgresql(on_postgresql: Scene) -> None:
    assert told_apart(tried(on_postgresql, 1, 0)) == NOTHING


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.postgresql
def test_codes_made_in_several_lots_are_told_apart_by_lot_alone_on_postgresql(on_postgresql: Scene) -> None:
    assert told_apart(tried(on_postgresql, SEVERAL, 2)) == dict.fromkeys(NOTHING, (True, False))


@pytest.mark.long
@pytest.mark.timeout(600)
def test_two_copies_tell_two_lots_apart_on_sqlite_and_nothing_within_them(on_sqlite: Scene) -> None:
    """By chance 144 are right, and 206 or more once in a million times; of two lots 288 are, and fewer than 206 once in six million."""
    asked = ("letters-by-copies", *(f"letters-in-lot-by-{name}" for name in NOTHING))
    said: dict[str, list[tuple[Guess, Guess, Guess]]] = {name: [] for name in asked}
    for number in range(4, 16):
        material, lot_of = of_round(on_sqlite, number, 2, 20)
        truth = {person.id: person.lookup for person in material.people}
        for name in asked:
            method = all_methods()[name]
            cell = {
                person.id: (person.group, person.length, lot_of[person.id] * (method.question == Question.ROW_IN_LOT))
                for person in material.people
            }
            said[name].append((method.guess(material.without(**WITHHELD[method.question])), truth, cell))
    better = {name: score(rounds).p < UNLIKELY for name, rounds in said.items()}
    assert better == {name: name == "letters-by-copies" for name in asked}


def test_two_copies_tell_lots_apart_whatever_order_rows_lie_in() -> None:
    """Four people, two lots, rows in the order of their lookups: what no way of writing rows could hide."""
    made = [bytes([number]) * 32 for number in (3, 1, 2, 0)]
    people = [
        Known(f"p{place}", lookup, "", "g", "l", "da", place, None, False, reference="L" * (place > 1))
        for place, lookup in enumerate(made)
    ]
    listed, begun = (
        Copy(
            {
                "invitation": [
                    {"round_id": "r", "lookup": lookup, "group_key": "g", "length_key": "l"} for lookup in rows
                ]
            },
            {},
        )
        for rows in (sorted(made[:2]), sorted(made))
    )
    material = Material("r", people, listed, begun, begun, begun, begun, begun)
    assert rows.by_copies(material.without(**WITHHELD[Question.ROW])) == {
        "p0": made[1], "p1": made[0], "p2": made[3], "p3": made[2]
    }  # fmt: skip


def test_a_limit_is_known_of_rows_among_all_and_never_within_a_lot() -> None:
    limited = {
        engine: {name for name, method in all_methods().items() if method.limit_there(engine) == rows.LOTS}
        for engine in ENGINES
    }
    assert limited == {
        "sqlite": {"letters-by-log", "letters-by-copies"},
        "postgresql": {"letters-by-row", "letters-by-file", "letters-by-log", "letters-by-copies"},
    }
    within = [method for method in all_methods().values() if method.question == Question.ROW_IN_LOT]
    assert [str(method.limit) for method in within if method.limit is not None] == []
    assert {method.name for method in within} == {f"letters-in-lot-by-{name}" for name in NOTHING}
