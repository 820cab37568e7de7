"""At any time: trying to find out which row is whose code, without the code; whoever can, sees from the row who has answered.

Each is asked twice: among all of a group and length, and among those whose codes were made at one time. Codes that are made later
are new rows beside old ones. Two copies tell them apart whatever order rows lie in, so no way of writing rows could hide it;
`letters-by-copies` shows that. What must be hidden is which of those that came together is whose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from værdig.attack.material import Material, Row
from værdig.attack.methods import ENGINES, Guess, Question, method
from værdig.attack.siding import side_by_side
from værdig.attack.traces import place_in
from værdig.i18n import _l

LOTS = _l(
    "Laves koder ad flere gange, kan databasen eller kopier af den vise, hvilke koder der blev lavet samtidig. Hvem der har hvilken af "
    "dem, viser den ikke. Men en kode, der er lavet for sig selv, kan kendes."
)


def beside_letters(material: Material, place: Callable[[Row], Any], *, within_lot: bool = False) -> Guess:
    """Lay rows in an order beside letters in theirs, within each group and length, which both tell; and lot, if so asked."""
    rows = material.begun.of_round("invitation", material.round_id)
    return side_by_side(
        (
            ((person.group, person.length, within_lot and person.lot), person.letter, person.id)
            for person in material.people
        ),
        (
            (
                (row["group_key"], row["length_key"], within_lot and material.lot_of(row)),
                place(row),
                bytes(row["lookup"]),
            )
            for row in rows
        ),
    )


def _asked_twice(
    name: str, title: Any, place: Callable[[Material], Callable[[Row], Any]], limit_on: tuple[str, ...] = ENGINES
) -> None:
    """Register a way to put rows in order for both questions; only the first has a limit."""

    def among_all(material: Material) -> Guess:
        return beside_letters(material, place(material))

    def within_lot(material: Material) -> Guess:
        return beside_letters(material, place(material), within_lot=True)

    method(f"letters-by-{name}", Question.ROW, title, limit=LOTS, limit_on=limit_on)(among_all)
    method(f"letters-in-lot-by-{name}", Question.ROW_IN_LOT, title)(within_lot)


_asked_twice(
    "row",
    _l("Kodernes plads i tabellen mod brevenes rækkefølge"),
    lambda _material: lambda row: row["_place"],
    limit_on=("postgresql",),
)
_asked_twice(
    "file",
    _l("Kodernes plads i databasens filer mod brevenes rækkefølge"),
    lambda material: place_in(material.begun.engine_files, "lookup"),
    limit_on=("postgresql",),
)
_asked_twice(
    "log",
    _l("Kodernes plads i databasens log mod brevenes rækkefølge"),
    lambda material: place_in(material.begun.engine_logs, "lookup"),
)


@method(
    "letters-by-copies",
    Question.ROW,
    _l("Koder, der kom til mellem to kopier, mod brevenes rækkefølge"),
    limit=LOTS,
)
def by_copies(material: Material) -> Guess:
    """Of those that came together a copy tells nothing more, so there is nothing to ask within a lot."""
    return beside_letters(material, material.lot_of)
