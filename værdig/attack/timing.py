"""At any time: trying to find out when a person answered, from what has been written down and from the engine's own order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any

from værdig.attack.material import Known, Material, Row
from værdig.attack.methods import Guess, Question, method
from værdig.attack.rows import beside_letters
from værdig.attack.serving import ACCESS_LOG, SERVER_LOG
from værdig.attack.traces import columns, looks_like_time, names_of, place_in, rows_by_code
from værdig.i18n import _l


def ordered(material: Material, places: Mapping[str, Any]) -> Guess:
    """Guess quarters from an order of people whose codes are known; those without a place are left out."""
    return _spread([person.id for person in material.senders], material.early, places)


def _spread(everybody: Sequence[Hashable], early: Collection[Hashable], places: Mapping[Any, Any]) -> dict[Any, int]:
    """Return quarters by who or what came, from an order of those that have a place.

    Two copies tell anyway what came in the first part of the round: those found of each part are spread over that part.
    """
    found: dict[Any, int] = {}
    before = 0
    for part in ([each for each in everybody if each in early], [each for each in everybody if each not in early]):
        here = sorted((places[each], each) for each in part if places.get(each) is not None)
        for rank, (_place, each) in enumerate(here):
            found[each] = (before + rank * len(part) // len(here)) * 4 // len(everybody)
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


@method("place-in-files", Question.WHEN_BY_ROW, _l("Konvolutternes plads i databasens filer"))
def by_file_place(material: Material) -> Guess:
    return _by_envelope(material, place_in(material.rested.engine_files, "sealed"))


@method("place-in-engine-log", Question.WHEN_BY_ROW, _l("Konvolutternes plads i databasens log, lige efter"))
def by_engine_log(material: Material) -> Guess:
    return _by_envelope(material, place_in(material.last.engine_logs, "sealed"))


@method("place-in-engine-log-later", Question.WHEN_BY_ROW, _l("Konvolutternes plads i databasens log, et minut efter"))
def by_engine_log_later(material: Material) -> Guess:
    return _by_envelope(material, place_in(material.rested.engine_logs, "sealed"))


@method("transaction-number", Question.WHEN_BY_ROW, _l("Konvolutternes transaktionsnummer i PostgreSQL"))
def by_transaction(material: Material) -> Guess:
    return _by_envelope(material, lambda row: int(row["_xmin"]) if "_xmin" in row else None)


def _by_envelope(material: Material, place: Callable[[Row], Any]) -> Guess:
    """Find each person's row by its place beside the letters, and guess from when its envelope came.

    That envelopes have an order nothing can hide: a write that survives a power cut stands in the log in its order.
    """
    envelopes = {bytes(row["lookup"]): row for row in material.last.of_round("envelope", material.round_id)}
    early = {bytes(row["lookup"]) for row in material.middle.of_round("envelope", material.round_id)}
    quarters = _spread(list(envelopes), early, {lookup: place(row) for lookup, row in envelopes.items()})
    rows = beside_letters(material, lambda row: row["_place"])
    return {person: quarters[lookup] for person, lookup in rows.items() if lookup in quarters}
