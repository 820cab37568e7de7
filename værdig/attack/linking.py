"""After closing: trying to find a person's answer, by every order, trace and size there is; each method within what is published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from værdig.attack.keys import everywhere
from værdig.attack.material import Known, Material, Row
from værdig.attack.methods import Guess, Question, method
from værdig.attack.siding import side_by_side
from værdig.attack.traces import NEAR, columns, looks_like_time, names_of, place_in, words
from værdig.db.types import canonical
from værdig.i18n import _l

Key = Callable[[Any], Any]


def paired(material: Material, of_person: Key, of_row: Key) -> Guess:
    """Lay people and answers side by side within each published cell, each in the order of its key; None has no place."""
    return side_by_side(
        ((material.published(person), of_person(person), person.id) for person in material.senders),
        (((row["group_key"], row["length_key"]), of_row(row), said(row)) for row in material.answers),
    )


def said(row: Row) -> str:
    """Return a stored answer as canonical JSON."""
    return canonical(json.loads(row["chosen"]))


def came(person: Known) -> int | None:
    """Order people as they came, as seen from reception."""
    return person.sent


def stored(row: Row) -> Any:
    """Order answers as the engine gives them: by row id, key, or place in PostgreSQL's file."""
    return row.get("_rowid", row["_place"])


@method("answer-id", Question.ANSWER, _l("Svarenes id mod den rækkefølge, folk svarede i"))
def by_id(material: Material) -> Guess:
    return paired(material, came, lambda row: row["id"])


@method("stored-order", Question.ANSWER, _l("Svarenes plads i tabellen mod den rækkefølge, folk svarede i"))
def by_stored_order(material: Material) -> Guess:
    return paired(material, came, stored)


@method("code-order", Question.ANSWER, _l("Svarenes id mod kodernes rækkefølge i databasen"))
def by_code_order(material: Material) -> Guess:
    return paired(material, lambda person: person.lookup, lambda row: row["id"])


@method("code-place", Question.ANSWER, _l("Svarenes plads i tabellen mod kodernes rækkefølge i databasen"))
def by_code_place(material: Material) -> Guess:
    return paired(material, lambda person: person.lookup, stored)


@method("letter-order", Question.ANSWER, _l("Svarenes plads i tabellen mod brevenes rækkefølge"))
def by_letter(material: Material) -> Guess:
    return paired(material, lambda person: person.letter, stored)


@method("file-place", Question.ANSWER, _l("Svarenes plads i databasens filer mod den rækkefølge, folk svarede i"))
def by_file_place(material: Material) -> Guess:
    return paired(material, came, place_in(material.closed.engine_files))


@method("engine-log", Question.ANSWER, _l("Svarenes plads i databasens log mod den rækkefølge, folk svarede i"))
def by_engine_log(material: Material) -> Guess:
    return paired(material, came, place_in(material.closed.engine_logs))


@method("transaction", Question.ANSWER, _l("Svarenes transaktionsnummer mod konvolutternes"))
def by_transaction(material: Material) -> Guess:
    """Only PostgreSQL has transaction numbers in its rows."""
    envelopes = {
        bytes(row["lookup"]): (int(row["_xmin"]), _ctid(row))
        for row in material.last.of_round("envelope", material.round_id)
        if "_xmin" in row
    }
    return paired(
        material,
        lambda person: envelopes.get(person.lookup),
        lambda row: (int(row["_xmin"]), _ctid(row)) if "_xmin" in row else None,
    )


def _ctid(row: Row) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", str(row["_ctid"]))))


@method("time-column", Question.ANSWER, _l("Tidspunkter ved svarene mod den rækkefølge, folk svarede i"))
def by_time(material: Material) -> Guess:
    times = columns(material.answers, looks_like_time)
    return paired(material, came, lambda row: str(row[times[0]])) if times else {}


@method("number-column", Question.ANSWER, _l("Tal ved svarene mod den rækkefølge, folk svarede i"))
def by_number(material: Material) -> Guess:
    numbers = columns(material.answers, lambda value: isinstance(value, int))
    return paired(material, came, lambda row: row[numbers[0]]) if numbers else {}


@method("size", Question.ANSWER, _l("Svarenes længde mod konvolutternes størrelse"))
def by_size(material: Material) -> Guess:
    return paired(material, envelope_size(material), lambda row: len(said(row)))


def envelope_size(material: Material) -> Key:
    sizes = {bytes(row["lookup"]): len(row["sealed"]) for row in material.last.of_round("envelope", material.round_id)}
    return lambda person: sizes.get(person.lookup)


@method("language", Question.ANSWER, _l("Svarenes plads i tabellen mod folks sprog"))
def by_language(material: Material) -> Guess:
    return paired(material, lambda person: (person.language, person.lookup), stored)


@method("group", Question.ANSWER, _l("Svarenes plads i tabellen mod folks egen gruppe og længde"))
def by_group(material: Material) -> Guess:
    return paired(material, lambda person: (person.group, person.length, person.lookup), stored)


@method(
    "backups", Question.ANSWER, _l("Svarenes plads i tabellen mod, hvem der havde svaret i den første sikkerhedskopi")
)
def by_backups(material: Material) -> Guess:
    return paired(material, lambda person: (person.id not in material.early, person.lookup), stored)


@method("common-trace", Question.ANSWER, _l("Rækker og linjer, der nævner både en kode og et svar"))
def by_common_trace(material: Material) -> Guess:
    answers = {row["id"]: said(row) for row in material.answers}
    people = {name: person.id for person in material.senders for name in names_of(person)}
    found: dict[str, str] = {}
    for trace in _all_traces(material):
        named = words(trace)
        for person in named & people.keys():
            for answer in named & answers.keys():
                found[people[person]] = answers[answer]
    return found


def _all_traces(material: Material) -> Iterator[str]:
    """Yield every row of every table and every line of every text, as text."""
    for copy in material.copies.values():
        for rows in copy.tables.values():
            yield from (_as_text(row) for row in rows)
        for text in copy.texts.values():
            yield from text.splitlines()


def _as_text(row: Mapping[str, Any]) -> str:
    """Write a row out; bytes both as digits and as the text that may be in them."""
    return " ".join(
        f"{value.hex()} {value.decode('latin-1')}" if isinstance(value, bytes) else str(value) for value in row.values()
    )


@method(
    "near-each-other",
    Question.ANSWER,
    _l("Slettede rækker og frie sider, hvor en kode og et svar står tæt på hinanden"),
)
def by_nearness(material: Material) -> Guess:
    found: dict[str, str] = {}
    for data in material.closed.files.values():
        codes = {person.id: data.find(person.lookup) for person in material.senders}
        answers = _places(material, data) if max(codes.values(), default=-1) >= 0 else []
        for person, place in codes.items():
            near = [(abs(at - place), answer) for at, answer in answers if place >= 0 and abs(at - place) <= NEAR]
            found |= {person: min(near)[1]} if near else {}
    return found


def _places(material: Material, data: bytes) -> list[tuple[int, str]]:
    return [(place, said(row)) for row in material.answers for place in everywhere(data, row["id"].encode())]
