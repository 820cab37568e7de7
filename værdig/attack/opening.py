"""Before closing: trying to open envelopes and drafts with everything that looks like a key, and telling them by their size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from værdig.attack.heap import rows_of
from værdig.attack.material import Copy, Known, Material, Row, draft_name
from værdig.attack.methods import Guess, Question, in_quarters, method
from værdig.attack.rows import beside_letters
from værdig.crypto import CannotOpen, box_open, field_place, unseal, unwrap_with_passphrase
from værdig.db.types import canonical
from værdig.i18n import _l
from værdig.surveys.ballot_box import unpad


@method("envelopes-with-found-keys", Question.CONTENT, _l("Konvolutter med alt, der ligner en nøgle"))
def open_envelopes(material: Material) -> Guess:
    private = material.key_to(_round(material.last, material)["public_key"])
    return _contents(material, private) if private else {}


@method(
    "envelopes-with-pass-phrases",
    Question.CONTENT,
    _l("Konvolutter med nøgleholderes kodeord, der er skrevet ned et sted"),
)
def open_as_holder(material: Material) -> Guess:
    """Try the holders' pass phrases, if a file or a row of any copy names one."""
    written = [phrase for phrase in material.passphrases if _is_written(material, phrase)]
    holders = {row["id"]: bytes(row["wrapped_key"]) for row in material.last.tables["key_holder"]}
    for share in material.last.of_round("round_key_share", material.round_id):
        for phrase in written:
            with suppress(CannotOpen):
                private = unwrap_with_passphrase(phrase, holders[share["holder_id"]])
                return _contents(material, box_open(private, bytes(share["sealed"])))
    return {}


def _is_written(material: Material, phrase: str) -> bool:
    words = phrase.encode()
    return any(
        words in data for copy in material.copies.values() for data in [*copy.files.values(), *copy.words.values()]
    )


def _round(copy: Copy, material: Material) -> Row:
    return next(row for row in copy.tables["survey_round"] if row["id"] == material.round_id)


def _contents(material: Material, private: bytes) -> dict[str, str]:
    """Return what everybody said, as far as envelopes from just before closing open with a key."""
    found: dict[str, str] = {}
    for person in material.senders:
        envelope = material.envelope(person, material.last)
        with suppress(CannotOpen, ValueError, KeyError, TypeError):
            opened = json.loads(unpad(box_open(private, bytes(envelope["sealed"] if envelope else b""))))
            found[person.id] = canonical(opened["answers"])
    return found


@method("drafts-with-found-keys", Question.DRAFT, _l("Kladder med alt, der ligner en nøgle"))
def open_drafts(material: Material) -> Guess:
    found: dict[str, str] = {}
    asked = _asked(material)
    for row in _drafts(material):
        opened = _opened(row, material.keys)
        if opened is not None:
            found[draft_name(row)] = canonical({name: value for name, value in opened.items() if name in asked})
    return found


def _asked(material: Material) -> frozenset[str]:
    """Return the ids of all questions that were ever published; a draft holds other things beside answers."""
    versions = (json.loads(row["content"]) for row in material.last.tables["questionnaire_version"])
    return frozenset(str(question["id"]) for version in versions for question in version["questions"])


def _opened(row: Row, keys: Iterable[bytes]) -> dict[str, Any] | None:
    """Return what is in a draft, when one of the keys opens it; it is bound to its place as `drafts` binds it."""
    place = field_place("draft", "sealed", f"{row['round_id']}:{bytes(row['lookup']).hex()}:{row['version']}")
    sealed = bytes(row["sealed"])
    for key in keys:
        with suppress(CannotOpen, ValueError):
            found: dict[str, Any] = json.loads(unpad(unseal(key, place, sealed)))
            return found
    return None


def _drafts(material: Material) -> Iterator[Row]:
    for copy in (material.middle, material.last):
        yield from _drafts_of(copy, material)


def _drafts_of(copy: Copy, material: Material) -> list[Row]:
    return copy.of_round("draft", material.round_id)


@method("envelope-size", Question.AMOUNT, _l("Konvolutternes størrelse"))
def by_envelope_size(material: Material) -> Guess:
    sizes = {person.id: _size(material, person) for person in material.senders}
    return in_quarters(sorted(sizes, key=lambda person: (sizes[person], person)))


def _size(material: Material, person: Known) -> int:
    envelope = material.envelope(person, material.last)
    return len(envelope["sealed"]) if envelope else 0


@method("draft-size", Question.DRAFT_AMOUNT, _l("Kladdernes størrelse"))
def by_draft_size(material: Material) -> Guess:
    sizes = {draft_name(row): len(row["sealed"]) for row in _drafts_of(material.middle, material)}
    return in_quarters(sorted(sizes, key=lambda name: (sizes[name], name)))


@method(
    "draft-saves",
    Question.DRAFT_AMOUNT,
    _l("Tallet, der står ved en kladde"),
)
def by_saves(material: Material) -> Guess:
    saves = {draft_name(row): row["version"] for row in _drafts_of(material.middle, material)}
    return in_quarters(sorted(saves, key=lambda name: (saves[name], name)))


@method(
    "draft-copies", Question.DRAFT_AMOUNT, _l("Hvor ofte en kladde står i databasens filer og log"),
)  # fmt: skip
def by_copies(material: Material) -> Guess:
    """Each save may leave a copy behind."""
    files = [*material.middle.engine_files.values(), *material.middle.engine_logs.values()]
    found = {
        draft_name(row): sum(data.count(bytes(row["lookup"])) for data in files)
        for row in _drafts_of(material.middle, material)
    }
    return in_quarters(sorted(found, key=lambda name: (found[name], name)))


@method("draft-by-lock", Question.OWNER, _l("Transaktionen, der gemte en kladde, mod den, der sidst rørte en kode"))
def by_lock(material: Material) -> Guess:
    """PostgreSQL notes in a row which transaction locked it."""
    found: dict[str, bytes] = {}
    for copy in (material.middle, material.last):
        saved = {row["_xmin"]: bytes(row["lookup"]) for row in _drafts_of(copy, material) if "_xmin" in row}
        touched = {bytes(row["lookup"]): row.get("_xmax") for row in copy.of_round("invitation", material.round_id)}
        here = {person.id: touched.get(person.lookup) for person in material.people}
        found |= {person: saved[number] for person, number in here.items() if number in saved}
    return found


@method(
    "draft-by-sending",
    Question.OWNER_BY_ROW,
    _l("Transaktionen, der slettede en kladde, mod den, der lagde en konvolut"),
)
def by_sending(material: Material) -> Guess:
    """PostgreSQL keeps a deleted row for a while, with the transaction that deleted it; that one also wrote the envelope.

    So a draft and a code's row can be joined there, and what is left to hide is whose row it is.
    """
    drafts = {bytes(row["lookup"]) for row in _drafts_of(material.middle, material)}
    ended = {
        ending: lookup
        for _made, ending, data in rows_of(material.last.files.get("base/draft", b""))
        for lookup in drafts
        if ending and lookup in data
    }
    sent = {
        bytes(row["lookup"]): ended[int(row["_xmin"])]
        for row in material.last.of_round("envelope", material.round_id)
        if int(row.get("_xmin", 0)) in ended
    }
    rows = beside_letters(material, lambda row: row["_place"])
    return {person: sent[lookup] for person, lookup in rows.items() if lookup in sent}
