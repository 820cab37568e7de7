"""At any time: trying to find out which row is whose code, without the code; whoever can, sees from the row who has answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from værdig.attack.material import Material, Row
from værdig.attack.methods import Guess, Question, method
from værdig.attack.traces import first_place
from værdig.i18n import _l


def beside_letters(material: Material, place: Callable[[Row], Any]) -> Guess:
    """Lay rows in an order beside letters in theirs, within each group and length, which both tell."""
    rows: defaultdict[Any, list[tuple[Any, bytes]]] = defaultdict(list)
    for row in material.begun.of_round("invitation", material.round_id):
        at = place(row)
        if at is not None:
            rows[row["group_key"], row["length_key"]].append((at, bytes(row["lookup"])))
    letters: defaultdict[Any, list[str]] = defaultdict(list)
    for person in sorted(material.people, key=lambda person: person.letter):
        letters[person.group, person.length].append(person.id)
    found: dict[str, bytes] = {}
    for cell, people in letters.items():
        found |= {person: lookup for person, (_at, lookup) in zip(people, sorted(rows[cell]), strict=False)}
    return found


@method(
    "letters-by-row",
    Question.ROW,
    _l("Kodernes plads i tabellen mod brevenes rækkefølge"),
)
def by_row(material: Material) -> Guess:
    return beside_letters(material, lambda row: row["_place"])


@method(
    "letters-by-file",
    Question.ROW,
    _l("Kodernes plads i databasens filer mod brevenes rækkefølge"),
)
def by_file(material: Material) -> Guess:
    files = material.begun.engine_files
    return beside_letters(material, lambda row: first_place(files, bytes(row["lookup"])))


@method(
    "letters-by-log",
    Question.ROW,
    _l("Kodernes plads i databasens log mod brevenes rækkefølge"),
)
def by_log(material: Material) -> Guess:
    files = material.begun.engine_logs
    return beside_letters(material, lambda row: first_place(files, bytes(row["lookup"])))
