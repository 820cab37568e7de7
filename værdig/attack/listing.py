"""While a list is there: trying to find out from the list that waits, the outbox, the letters and the files who got which code, and
who has answered."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from typing import Any

from værdig import codes
from værdig.attack.keys import everywhere
from værdig.attack.linking import paired, stored
from værdig.attack.material import Copy, Material, Row
from værdig.attack.methods import Guess, Question, method
from værdig.attack.siding import side_by_side
from værdig.attack.traces import NEAR, place_in
from værdig.codes import CodeMistyped
from værdig.crypto import CannotOpen, box_open
from værdig.i18n import _l


@method("outbox-with-found-keys", Question.CODE, _l("Udbakken med alt, der ligner en nøgle"))
def open_outbox(material: Material) -> Guess:
    told = [json.loads(opened) for opened in _opened(material, "outbox")]
    codes_of = {each["reference"]: codes.normalise(each["code"]) for each in told}
    return {person.id: codes_of[person.reference] for person in material.people if person.reference in codes_of}


@method("letters-with-found-keys", Question.CODE, _l("Breve med alt, der ligner en nøgle"))
def open_letters(material: Material) -> Guess:
    """Read opened letters as a person would: what is said in them of each reference."""
    from værdig.attack.pages import texts_of

    pages = chain.from_iterable(texts_of(opened) for opened in _opened(material, "letter_batch"))
    return _codes_beside_references(material, [page.encode() for page in pages])


@method("codes-by-references", Question.CODE, _l("Filer og rækker, hvor en reference og en kode står tæt på hinanden"))
def by_nearness(material: Material) -> Guess:
    return _codes_beside_references(material, _everything(material))


@method("list-with-found-keys", Question.LISTED, _l("Listen, der venter på et ja, med alt, der ligner en nøgle"))
def open_list(material: Material) -> Guess:
    lists = [json.loads(opened) for opened in _opened(material, "list_draft")]
    emails = {each["reference"]: each["email"] for found in lists for each in found["people"]}
    return {person.id: emails[person.reference] for person in material.people if person.reference in emails}


_EMAIL = re.compile(rb"[a-z0-9.-]+@[a-z0-9-]+\.[a-z]{2,}")


@method(
    "addresses-by-references", Question.LISTED, _l("Filer og rækker, hvor en reference står tæt på en e-mailadresse")
)
def by_addresses(material: Material) -> Guess:
    return _beside_references(material, _everything(material), _EMAIL, bytes.decode)


def _opened(material: Material, table: str) -> Iterator[bytes]:
    """Yield what opens of a table, in any copy, with what was found to be the key of the round's outbox."""
    for copy in material.copies.values():
        for outreach in copy.of_round("outreach", material.round_id):
            private = material.key_to(bytes(outreach["public_key"] or b""))
            for row in copy.of_round(table, material.round_id) if private else ():
                with suppress(CannotOpen):
                    yield box_open(private or b"", bytes(row["sealed"] or b""))


def _everything(material: Material) -> Iterator[bytes]:
    """Yield every file and table of the copies in which the list, the outbox and its leftovers are."""
    for copy in (material.listed, material.begun, material.last, material.closed):
        yield from copy.files.values()
        yield from copy.words.values()


_CODE = re.compile(rb"[%(a)s]{4}[- ]?[%(a)s]{4}[- ]?[%(a)s]{5}" % {b"a": codes.ALPHABET.encode()})


def _codes_beside_references(material: Material, where: Any) -> dict[str, str]:
    return _beside_references(material, where, _CODE, lambda found: codes.normalise(found.decode()))


def _beside_references(
    material: Material, where: Any, wanted: re.Pattern[bytes], read: Callable[[bytes], str]
) -> dict[str, str]:
    """Return by person what stands nearest behind, or else before, her reference and looks like what is wanted."""
    people = {person.reference.encode(): person.id for person in material.people if person.reference}
    found: dict[str, str] = {}
    for data in where:
        for reference, person in people.items():
            for place in everywhere(data, reference):
                around = (data[place : place + NEAR], data[max(0, place - NEAR) : place])
                for match in chain.from_iterable(map(wanted.finditer, around)):
                    with suppress(CodeMistyped):
                        found.setdefault(person, read(match[0]))
                        break
    return found


def _boxes(material: Material, copy: Copy) -> list[Row]:
    return copy.of_round("outbox", material.round_id)


def beside_list(material: Material, place: Callable[[Row], Any]) -> Guess:
    """Lay rows of the outbox in an order beside the list in its own, among those with an e-mail address and those without."""
    return side_by_side(
        ((bool(person.email), person.letter, person.id) for person in material.people if person.reference),
        ((row["mail"] is not None, place(row), row["id"]) for row in _boxes(material, material.begun)),
    )


@method("outbox-by-row", Question.BOX, _l("Rækkernes plads i udbakken mod listens rækkefølge"))
def by_row(material: Material) -> Guess:
    return beside_list(material, lambda row: row["_place"])


@method("outbox-by-file", Question.BOX, _l("Rækkernes plads i databasens filer mod listens rækkefølge"))
def by_file(material: Material) -> Guess:
    return beside_list(material, place_in(material.begun.engine_files, "sealed"))


@method("outbox-by-log", Question.BOX, _l("Rækkernes plads i databasens log mod listens rækkefølge"))
def by_log(material: Material) -> Guess:
    return beside_list(material, place_in(material.begun.engine_logs, "sealed"))


@method("outbox-size", Question.BOX, _l("Rækkernes størrelse mod længden af reference og e-mailadresse"))
def by_size(material: Material) -> Guess:
    return side_by_side(
        (
            (bool(person.email), len(person.reference + person.email), person.id)
            for person in material.people
            if person.reference
        ),
        ((row["mail"] is not None, len(row["sealed"]), row["id"]) for row in _boxes(material, material.begun)),
    )


@method(
    "outbox-marks", Question.USED, _l("Mærker på rækkerne i udbakken efter en påmindelse til dem, der ikke har svaret")
)
def by_marks(material: Material) -> Guess:
    rows = {row["id"]: row for row in _boxes(material, material.last) if row["mail"] is not None}
    for name in next(iter(rows.values()), {}):
        seen = Counter(str(row[name]) for row in rows.values())
        if 1 < len(seen) < len(rows) and not name.startswith("_"):
            return _rarer(material, {box: str(row[name]) for box, row in rows.items()})
    return {}


@method(
    "outbox-writes",
    Question.USED,
    _l("Hvor ofte rækkerne i udbakken står i databasens filer og log efter en påmindelse"),
)
def by_writes(material: Material) -> Guess:
    files = [*material.last.engine_files.values(), *material.last.engine_logs.values()]
    rows = [row["id"] for row in _boxes(material, material.last) if row["mail"] is not None]
    return _rarer(material, {box: sum(data.count(box.encode()) for data in files) for box in rows})


def _rarer(material: Material, told: Mapping[str, Any]) -> dict[str, bool]:
    """Guess that those have answered whose row differs from most."""
    usual = Counter(told.values()).most_common(1)[0][0]
    return {person.id: told[person.box] != usual for person in material.people if person.box in told}


@method("outbox-order", Question.ANSWER, _l("Svarenes plads i tabellen mod rækkernes rækkefølge i udbakken"))
def by_outbox_order(material: Material) -> Guess:
    return paired(material, lambda person: person.box or None, stored)
