"""Before closing: trying to open envelopes and drafts with everything that looks like a key, and telling them by their size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from værdig.attack.material import Known, Material, Row, draft_name
from værdig.attack.methods import Guess, Question, in_quarters, method
from værdig.crypto import CannotOpen, box_open, field_place, unseal
from værdig.db.types import canonical
from værdig.i18n import _l
from værdig.surveys.ballot_box import unpad


@method("envelopes-with-found-keys", Question.CONTENT, _l("Konvolutter med alt, der ligner en nøgle"))
def open_envelopes(material: Material) -> Guess:
    private = _private_key(material)
    found: dict[str, str] = {}
    for person in material.senders if private else ():
        envelope = material.envelope(person, material.last)
        with suppress(CannotOpen, ValueError, KeyError, TypeError):
            opened = json.loads(unpad(box_open(private or b"", bytes(envelope["sealed"] if envelope else b""))))
            found[person.id] = canonical(opened["answers"])
    return found


def _private_key(material: Material) -> bytes | None:
    """Return the candidate whose public key is the round's: one look tells, without opening anything."""
    from nacl.public import PrivateKey

    rounds = [row for row in material.last.tables["survey_round"] if row["id"] == material.round_id]
    public = bytes(rounds[0]["public_key"])
    return next((key for key in material.keys if bytes(PrivateKey(key).public_key) == public), None)


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
        yield from copy.of_round("draft", material.round_id)


@method("envelope-size", Question.AMOUNT, _l("Konvolutternes størrelse"))
def by_envelope_size(material: Material) -> Guess:
    sizes = {person.id: _size(material, person) for person in material.senders}
    return in_quarters(sorted(sizes, key=lambda person: (sizes[person], person)))


def _size(material: Material, person: Known) -> int:
    envelope = material.envelope(person, material.last)
    return len(envelope["sealed"]) if envelope else 0


@method("draft-size", Question.DRAFT_AMOUNT, _l("Kladdernes størrelse"))
def by_draft_size(material: Material) -> Guess:
    sizes = {draft_name(row): len(row["sealed"]) for row in material.middle.of_round("draft", material.round_id)}
    return in_quarters(sorted(sizes, key=lambda name: (sizes[name], name)))


@method(
    "draft-saves",
    Question.DRAFT_AMOUNT,
    _l("Tallet, der står ved en kladde"),
)
def by_saves(material: Material) -> Guess:
    saves = {draft_name(row): row["version"] for row in material.middle.of_round("draft", material.round_id)}
    return in_quarters(sorted(saves, key=lambda name: (saves[name], name)))
