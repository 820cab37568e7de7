"""That codes come in lots is all that their rows tell, and the pages where codes are made say what that means.

Laid side by side, people and rows of one lot meet, in an order that has nothing to do with either: one guess is right by chance in
each cell and lot.
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
from værdig.attack.methods import WITHHELD, Guess, Question, all_methods
from værdig.attack.people import GROUPS
from værdig.attack.referee import score
from værdig.attack.scene import Scene, scene
from værdig.clock import HalfYear
from værdig.surveys import answering, groups, service
from værdig.surveys.orders import CodeOrder, Group

CELLS = [(group, length.key) for group in GROUPS for length in groups.LENGTHS]
A_CELL = 120
"""Codes of each group and length in a round, so 1,440 in all: a lot of 240 takes four or five of PostgreSQL's pages."""
ROUNDS = 2
UNLIKELY = 1e-6
"""What a p must be under to be told from chance; each comparison fails without cause so seldom. Codes are drawn by the system's own
generator, so there is no seed."""


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


def of_round(made: Scene, number: int, lots: int) -> Material:
    """Make the codes of a round in so many lots, the last of two by a list; return what the insider has."""
    people = []
    with made.inside():
        asked = [Group(key, label, None) for key, (label, _share) in GROUPS.items()]
        half_year = HalfYear(2001 + number // 2, 1 + number % 2)
        round_id = service.create_round(half_year, "census", half_year.start, half_year.end, asked=asked)
        service.open_round(round_id)
        for lot in range(lots):
            listed = copy_of(made.app)
            orders = [CodeOrder(*cell, 1) for cell in CELLS for _each in range(A_CELL // lots)]
            for order, issued in zip(orders, service.issue_codes(round_id, orders), strict=True):
                people.append(known(len(people), order, codes.normalise(issued.code), "L" * lot))
    copy = copy_of(made.app)
    return Material(round_id, people, copy if lots == 1 else listed, copy, copy, copy, copy, copy)


def known(place: int, order: CodeOrder, code: str, reference: str) -> Known:
    return Known(
        id=f"p{place}", lookup=answering.lookup(code), code=code, group=order.group or "", length=order.length or "",
        language="da", letter=place, sent=None, wrote=False, reference=reference,
    )  # fmt: skip


def tried(made: Scene, lots: int, first: int) -> dict[str, bool]:
    """Return by the order that rows can lie in whether it tells whose they are, among those of one group, length and lot."""
    methods = {name: all_methods()[f"letters-by-{name}"] for name in ("row", "file", "log")}
    said: dict[str, list[tuple[Guess, Guess, Guess]]] = {name: [] for name in methods}
    for number in range(first, first + ROUNDS):
        material = of_round(made, number, lots)
        truth = {person.id: person.lookup for person in material.people}
        cell = {person.id: (person.group, person.length, person.lot) for person in material.people}
        for name, method in methods.items():
            said[name].append((method.guess(material.without(**WITHHELD[Question.ROW])), truth, cell))
    return {name: score(rounds).p < UNLIKELY for name, rounds in said.items()}


NOTHING = dict.fromkeys(("row", "file", "log"), False)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("lots", [1, 2])
def test_codes_made_together_lie_in_no_order_on_sqlite(on_sqlite: Scene, lots: int) -> None:
    assert tried(on_sqlite, lots, ROUNDS * lots) == NOTHING


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.postgresql
@pytest.mark.parametrize("lots", [1, 2])
def test_codes_made_together_lie_in_no_order_on_postgresql(on_postgresql: Scene, lots: int) -> None:
    assert tried(on_postgresql, lots, ROUNDS * lots) == NOTHING


def test_two_copies_tell_lots_apart_whatever_order_rows_lie_in() -> None:
    """Four people, two lots, rows in the order of their lookups: what no way of writing rows could hide, and so is told."""
    made = [bytes([number]) * 32 for number in (3, 1, 2, 0)]
    people = [
        Known(f"p{place}", lookup, "", "g", "l", "da", place, None, False, reference="L" * (place > 1))
        for place, lookup in enumerate(made)
    ]
    listed, begun = (
        Copy(
            {
                "invitation": [
                    {"round_id": "r", "lookup": lookup, "group_key": "g", "length_key": "l", "_place": place}
                    for place, lookup in enumerate(rows)
                ]
            },
            {},
        )
        for rows in (sorted(made[:2]), sorted(made))
    )
    material = Material("r", people, listed, begun, begun, begun, begun, begun)
    assert rows.by_row(material.without(**WITHHELD[Question.ROW])) == {
        "p0": made[1], "p1": made[0], "p2": made[3], "p3": made[2]
    }  # fmt: skip
