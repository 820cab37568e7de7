"""At any time: trying to find out which row is whose code, without the code; whoever can, sees from the row who has answered.

Codes that are made later are new rows beside old ones, and two copies tell them apart whatever order rows lie in. So the insider is
told which codes were made together; what must be hidden is which of those is whose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from værdig.attack.material import Material, Row
from værdig.attack.methods import Guess, Question, method
from værdig.attack.siding import side_by_side
from værdig.attack.traces import place_in
from værdig.i18n import _l


def beside_letters(material: Material, place: Callable[[Row], Any]) -> dict[str, bytes]:
    """Lay rows in an order beside letters in theirs, within what both tell: group, length and lot. Return lookups by person."""
    rows = material.begun.of_round("invitation", material.round_id)
    return side_by_side(
        (((person.group, person.length, person.lot), person.letter, person.id) for person in material.people),
        (
            ((row["group_key"], row["length_key"], material.lot_of(row)), place(row), bytes(row["lookup"]))
            for row in rows
        ),
    )


@method("letters-by-row", Question.ROW, _l("Kodernes plads i tabellen mod brevenes rækkefølge"))
def by_row(material: Material) -> Guess:
    return beside_letters(material, lambda row: row["_place"])


@method("letters-by-row-backwards", Question.ROW, _l("Kodernes plads i tabellen, bagfra, mod brevenes rækkefølge"))
def by_row_backwards(material: Material) -> Guess:
    return beside_letters(material, lambda row: -row["_place"])


@method("letters-by-file", Question.ROW, _l("Kodernes plads i databasens filer mod brevenes rækkefølge"))
def by_file(material: Material) -> Guess:
    return beside_letters(material, place_in(material.begun.engine_files, "lookup"))


@method("letters-by-log", Question.ROW, _l("Kodernes plads i databasens log mod brevenes rækkefølge"))
def by_log(material: Material) -> Guess:
    return beside_letters(material, place_in(material.begun.engine_logs, "lookup"))
