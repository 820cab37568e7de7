"""After closing: trying to find a person's text. Texts are sealed and carry no group; their order and their length are there."""

from __future__ import annotations

from værdig.attack.linking import Key, came, envelope_size, stored
from værdig.attack.material import Material
from værdig.attack.methods import Guess, Question, method
from værdig.attack.siding import side_by_side
from værdig.attack.traces import place_in
from værdig.i18n import _l


def beside_texts(material: Material, of_person: Key, of_row: Key) -> Guess:
    """Lay those who wrote and the texts side by side, each in the order of its key; None has no place."""
    return side_by_side(
        (("", of_person(person), person.id) for person in material.senders if person.wrote),
        (("", of_row(row), row["id"]) for row in material.closed.of_round("open_answer", material.round_id)),
    )


@method("text-order", Question.TEXT, _l("Teksternes plads i tabellen mod den rækkefølge, folk svarede i"))
def by_order(material: Material) -> Guess:
    return beside_texts(material, came, stored)


@method("text-file-place", Question.TEXT, _l("Teksternes plads i databasens filer mod den rækkefølge, folk svarede i"))
def by_file_place(material: Material) -> Guess:
    return beside_texts(material, came, place_in(material.closed.engine_files))


@method("text-code-order", Question.TEXT, _l("Teksternes plads i tabellen mod kodernes rækkefølge i databasen"))
def by_code_order(material: Material) -> Guess:
    return beside_texts(material, lambda person: person.lookup, stored)


@method("text-size", Question.TEXT, _l("Teksternes længde mod konvolutternes størrelse"))
def by_size(material: Material) -> Guess:
    return beside_texts(material, envelope_size(material), lambda row: len(row["sealed"]))
