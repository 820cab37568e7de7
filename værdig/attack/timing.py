"""At any time: trying to find out when a person answered, from what has been written down and from the engine's own order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from værdig.attack.material import Known, Material, Row
from værdig.attack.methods import Guess, Question, method
from værdig.attack.serving import ACCESS_LOG, SERVER_LOG
from værdig.attack.traces import columns, looks_like_time, names_of, place_in, rows_by_code
from værdig.i18n import _l

ENGINE_ORDER = _l(
    "Mens runden er åben, kan databasens egne filer vise, i hvilken rækkefølge koder er brugt. Efter lukning fører den ikke til noget svar."
)


def ordered(material: Material, places: Mapping[str, Any]) -> Guess:
    """Guess quarters from an order of people; those without a place are left out.

    Two copies tell anyway who came in the first part of the round: those found of each part are spread over that part.
    """
    everybody = [person.id for person in material.senders]
    early = [person for person in everybody if person in material.early]
    late = [person for person in everybody if person not in material.early]
    found: dict[str, int] = {}
    before = 0
    for part in (early, late):
        here = sorted((places[person], person) for person in part if places.get(person) is not None)
        for rank, (_place, person) in enumerate(here):
            found[person] = (before + rank * len(part) // len(here)) * 4 // len(everybody)
        before += len(part)
    return found


SERVER_LOGS = (SERVER_LOG, ACCESS_LOG)


@method("log-lines", Question.WHEN, _l("Linjer i logge og filer, der nævner en kode eller en person"))
def by_log_lines(material: Material) -> Guess:
    return ordered(material, {person.id: _line(material, person, served=False) for person in material.senders})


@method("server-log", Question.WHEN, _l("Webserverens log, der nævner en kode, en person eller en adresse i nettet"))
def by_server_log(material: Material) -> Guess:
    return ordered(material, {person.id: _line(material, person, served=True) for person in material.senders})


def _line(material: Material, person: Known, *, served: bool) -> tuple[str, int] | None:
    """Return where the last mention of a person stands, in the web server's logs or the other texts: file and place."""
    for copy in (material.closed, material.last):
        for name, text in sorted(copy.texts.items()):
            place = max(text.rfind(written) for written in names_of(person))
            if place >= 0 and (name in SERVER_LOGS) == served:
                return name, place
    return None


@method("times-by-code", Question.WHEN, _l("Tidspunkter i rækker, der nævner en kode"))
def by_times(material: Material) -> Guess:
    return _by_column(material, looks_like_time)


@method("numbers-by-code", Question.WHEN, _l("Løbende tal i rækker, der nævner en kode"))
def by_numbers(material: Material) -> Guess:
    return _by_column(material, lambda value: isinstance(value, int) and not isinstance(value, bool))


def _by_column(material: Material, fits: Callable[[Any], bool]) -> Guess:
    """Order people by the first such column of any table whose rows name codes."""
    for rows in material.last.tables.values():
        by_person = rows_by_code(rows, material.senders)
        found = columns(list(by_person.values()), fits)
        if found:
            return ordered(material, {person: str(row[found[0]]).zfill(20) for person, row in by_person.items()})
    return {}


@method("place-in-files", Question.WHEN, _l("Konvolutternes plads i databasens filer"), limit=ENGINE_ORDER)
def by_file_place(material: Material) -> Guess:
    return _by_envelope(material, place_in(material.rested.engine_files, "sealed"))


@method(
    "place-in-engine-log", Question.WHEN, _l("Konvolutternes plads i databasens log, lige efter"), limit=ENGINE_ORDER
)
def by_engine_log(material: Material) -> Guess:
    return _by_envelope(material, place_in(material.last.engine_logs, "sealed"))


@method(
    "place-in-engine-log-later",
    Question.WHEN,
    _l("Konvolutternes plads i databasens log, et minut efter"),
    limit=ENGINE_ORDER,
    limit_on=("postgresql",),
)
def by_engine_log_later(material: Material) -> Guess:
    return _by_envelope(material, place_in(material.rested.engine_logs, "sealed"))


@method("transaction-number", Question.WHEN, _l("Konvolutternes transaktionsnummer i PostgreSQL"), limit=ENGINE_ORDER)
def by_transaction(material: Material) -> Guess:
    return _by_envelope(material, lambda row: int(row["_xmin"]) if "_xmin" in row else None)


def _by_envelope(material: Material, place: Callable[[Row], Any]) -> Guess:
    rows = {person.id: material.envelope(person, material.last) for person in material.senders}
    return ordered(material, {person: place(row) for person, row in rows.items() if row})
