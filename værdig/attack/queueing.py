"""At any time: trying to find out when a person answered from the queue of jobs: what waits in it, and what is left of what waited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from værdig.attack.material import Copy, Known, Material
from værdig.attack.methods import Guess, Question, method
from værdig.attack.timing import ordered
from værdig.attack.traces import byte_names_of, first_place
from værdig.i18n import _l
from værdig.jobs.queue import QUEUE, QUEUE_FILE


@method("queue-rows", Question.WHEN, _l("Job i køen, der nævner en person eller en kode"))
def by_rows(material: Material) -> Guess:
    people = [(person, byte_names_of(person)) for person in material.senders]
    found: dict[str, Any] = {}
    for number, copy in enumerate(material.copies.values()):
        for place, said in enumerate(_said(copy)):
            found |= {person.id: (number, place) for person, names in people if any(name in said for name in names)}
    return ordered(material, found)


def _said(copy: Copy) -> Iterator[bytes]:
    """Yield what each row of the queue says, in the order of the rows."""
    for name, rows in sorted(copy.tables.items()):
        if name.startswith((QUEUE_FILE, f"{QUEUE}_queue")):
            for row in rows:
                yield b" ".join(value if isinstance(value, bytes) else str(value).encode() for value in row.values())


@method("queue-files", Question.WHEN, _l("Udførte job, der er blevet liggende i køens filer"))
def by_files(material: Material) -> Guess:
    files = {
        f"{number}/{name}": data
        for number, copy in enumerate(material.copies.values())
        for name, data in copy.files.items()
        if _is_of_queue(name)
    }
    return ordered(material, {person.id: _place(person, files) for person in material.senders})


def _is_of_queue(name: str) -> bool:
    return name.startswith((QUEUE_FILE, f"base/{QUEUE}_queue"))


def _place(person: Known, files: Mapping[str, bytes]) -> tuple[str, int] | None:
    places = [first_place(files, name) for name in byte_names_of(person)]
    return min((place for place in places if place), default=None)
