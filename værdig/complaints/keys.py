"""The keys of cases: making them, wrapping them to readers, opening them; who is asking has been settled before.

A case has a few content keys, one for each part that may be shared alone: the complaint, the citizen's identity, what she
and the borgerraadgiver write to each other in confidence, and each office's own words. Each is wrapped to its readers: the
return code, the borgerraadgiver's key pair, the management's key pair (only for cases sent to management, or while a consent
holds). Which text lies under which part is decided in `parts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import delete, select

from værdig import clock
from værdig.complaints.key_models import CaseKey, ReaderKey, ReaderKeyShare
from værdig.complaints.models import Case
from værdig.crypto import (
    CannotOpen,
    box_open,
    box_seal,
    field_place,
    keyring,
    new_box_keypair,
    new_key,
    seal,
    seal_text,
    unseal,
    unseal_text,
)
from værdig.db import current_tenant, db, new_id
from værdig.errors import NotYours, RuleBroken

CODE_PURPOSE = "case-code"
TOKEN_PURPOSE = "case-code-from-token"  # noqa: S105 - the name of a purpose, not a secret
SUBMISSION_PURPOSE = "case-submission"


class Reader(StrEnum):
    """Who a case may be wrapped to."""

    CODE = "kode"
    BORGERRAADGIVER = "borgerraadgiver"
    MANAGEMENT = "ledelse"


class Part(StrEnum):
    """The parts of a case with a key of their own."""

    CASE = "sag"
    IDENTITY = "identitet"
    MESSAGES = "beskeder"
    """Messages between the citizen and the borgerraadgiver alone; made for confidential cases only, and never granted."""
    HEARING = "hoering"
    """Questions to the management that do not tell of the case, and its answers: it is given these and nothing else."""
    NOTES_BORGERRAADGIVER = "noter_borgerraadgiver"
    NOTES_MANAGEMENT = "noter_ledelse"


NOTES = {Reader.BORGERRAADGIVER: Part.NOTES_BORGERRAADGIVER, Reader.MANAGEMENT: Part.NOTES_MANAGEMENT}
COMPLAINT = (Part.CASE, Part.IDENTITY)
"""What a citizen hands in; more than this is wrapped to nobody whom she did not choose as her reader."""
WITH_CITIZEN = (*COMPLAINT, Part.MESSAGES)
"""The parts that the return code opens."""


@dataclass(frozen=True)
class Keys:
    """The opened keys of one case, for as long as a request lasts."""

    case_id: str
    parts: Mapping[Part, bytes] = field(repr=False)

    def has(self, part: Part) -> bool:
        """Tell whether this part may be opened."""
        return part in self.parts

    def seal(self, part: Part, table: str, column: str, row: str, text: str) -> bytes:
        """Return `text` sealed for one field of one row."""
        return seal_text(self._key(part), field_place(table, column, row), text)

    def open(self, part: Part, table: str, column: str, row: str, sealed: bytes) -> str:
        """Return the text of one field; raises CannotOpen for a key that is not held or bytes from elsewhere."""
        return unseal_text(self._key(part), field_place(table, column, row), sealed)

    def seal_bytes(self, part: Part, table: str, column: str, row: str, data: bytes) -> bytes:
        """Return `data` sealed for one field of one row."""
        return seal(self._key(part), field_place(table, column, row), data)

    def open_bytes(self, part: Part, table: str, column: str, row: str, sealed: bytes) -> bytes:
        """Return the bytes of one field; raises CannotOpen as `open` does."""
        return unseal(self._key(part), field_place(table, column, row), sealed)

    def _key(self, part: Part) -> bytes:
        try:
            return self.parts[part]
        except KeyError:
            raise CannotOpen(f"the key of {part} is not held") from None


def code_of(token: str) -> str:
    """Return the return code that a submission's token gives, always the same one; needs the pepper."""
    from værdig.codes import code_from

    return code_from(keyring().pepper_mac(TOKEN_PURPOSE, token))


def submission_mac(token: str) -> bytes:
    """Return what a submission is recognised by; the token cannot be found from it."""
    return keyring().pepper_mac(SUBMISSION_PURPOSE, token)


def code_mac(code: str) -> bytes:
    """Return what a case is looked up by when somebody types its code."""
    return keyring().pepper_mac(CODE_PURPOSE, code)


def new_keys(case: Case, code: str, inbox: Reader) -> Keys:
    """Make a new case's keys and add the rows that wrap them to the code and to the chosen inbox.

    Raises RuleBroken when the inbox has no key pair yet: what nobody could open must not be received.
    """
    reader_key = current_reader_key(inbox)
    if reader_key is None:
        raise RuleBroken(f"{inbox} has no key")
    parts = WITH_CITIZEN if inbox is Reader.BORGERRAADGIVER else COMPLAINT
    keys = Keys(case.id, {part: new_key() for part in parts})
    _wrap(keys, parts, code)
    grant(keys, reader_key, parts)
    return keys


def wrap_to_code(case: Case, keys: Keys, code: str) -> None:
    """Wrap a case to a new return code in place of the one before, which opens nothing then; its row must be given the new MAC too.

    Raises RuleBroken for keys that do not reach as far as the code did.
    """
    rows = _rows(case, Reader.CODE)
    parts = [Part(row.part) for row in rows]
    if not all(keys.has(part) for part in parts):
        raise RuleBroken(f"the keys of {case.id} that are held do not reach as far as its code")
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    _wrap(keys, parts, code)


def _wrap(keys: Keys, parts: Iterable[Part], code: str) -> None:
    for part in parts:
        row = CaseKey(id=new_id(), case_id=keys.case_id, part=part, reader=Reader.CODE)
        row.wrapped = seal(_code_key(code), _place(row.id), keys.parts[part])
        db.session.add(row)


def grant(keys: Keys, reader_key: ReaderKey, parts: Iterable[Part]) -> None:
    """Wrap opened parts to one more reader; a part that the reader has already is left alone."""
    held = set(
        db.session.scalars(
            select(CaseKey.part).where(CaseKey.case_id == keys.case_id, CaseKey.reader == reader_key.reader)
        )
    )
    for part in parts:
        if part.value not in held:
            db.session.add(
                CaseKey(
                    id=new_id(),
                    case_id=keys.case_id,
                    part=part,
                    reader=reader_key.reader,
                    reader_key_id=reader_key.id,
                    wrapped=box_seal(reader_key.public, keys.parts[part]),
                )
            )


def take_back(case: Case, reader: Reader) -> None:
    """Remove a reader's rows for the parts that a citizen gives; notes the reader has written stay sealed to it."""
    db.session.execute(
        delete(CaseKey).where(
            CaseKey.case_id == case.id,
            CaseKey.municipality_id == current_tenant(),
            CaseKey.reader == reader,
            CaseKey.part.in_(WITH_CITIZEN),
        )
    )


def open_with_code(case: Case, code: str) -> Keys:
    """Open a case with its return code; raises CannotOpen for another code."""
    key = _code_key(code)
    return Keys(case.id, {Part(row.part): unseal(key, _place(row.id), row.wrapped) for row in _rows(case, Reader.CODE)})


def open_for(case: Case, reader: Reader, private_keys: Mapping[str, bytes]) -> Keys:
    """Open every part wrapped to a reader with that reader's private keys (by key id).

    Raises NotYours when the complaint itself is not wrapped to the reader, so that it looks like a case that is not there.
    """
    keys = open_parts(case, reader, private_keys, Part)
    if not keys.has(Part.CASE):
        raise NotYours
    return keys


def open_parts(case: Case, reader: Reader, private_keys: Mapping[str, bytes], parts: Iterable[Part]) -> Keys:
    """Open those of some parts that are wrapped to a reader, which may be none: what a hearing is put in is read without its case."""
    wanted = set(parts)
    rows = [row for row in _rows(case, reader) if row.reader_key_id in private_keys and Part(row.part) in wanted]
    return Keys(case.id, {Part(row.part): box_open(private_keys[row.reader_key_id or ""], row.wrapped) for row in rows})


def with_hearing(keys: Keys) -> Keys:
    """Return keys that can write a hearing which tells nothing of its case; the first one makes the key, for both offices.

    Raises RuleBroken when there is a key and it has not been opened, as for notes.
    """
    if keys.has(Part.HEARING):
        return keys
    readers = [current_reader_key(reader) for reader in (Reader.BORGERRAADGIVER, Reader.MANAGEMENT)]
    made = db.session.scalar(select(CaseKey.id).where(CaseKey.case_id == keys.case_id, CaseKey.part == Part.HEARING))
    if made is not None:
        raise RuleBroken("the hearing cannot be written with these keys")
    more = Keys(keys.case_id, {**keys.parts, Part.HEARING: new_key()})
    for row in readers:
        if row is None:
            raise RuleBroken("a reader has no key")
        grant(more, row, [Part.HEARING])
    return more


def open_many(cases: Iterable[Case], reader: Reader, private_keys: Mapping[str, bytes]) -> dict[str, Keys]:
    """Open several cases at once for a reader, by case id; those that are not wrapped to these keys are left out."""
    ids = {case.id for case in cases} if private_keys else set()
    opened: dict[str, dict[Part, bytes]] = {}
    for row in (
        db.session.scalars(select(CaseKey).where(CaseKey.case_id.in_(ids), CaseKey.reader == reader)) if ids else ()
    ):
        if row.reader_key_id in private_keys:
            private = private_keys[row.reader_key_id or ""]
            opened.setdefault(row.case_id, {})[Part(row.part)] = box_open(private, row.wrapped)
    return {case_id: Keys(case_id, parts) for case_id, parts in opened.items() if Part.CASE in parts}


def with_notes(keys: Keys, reader: Reader) -> Keys:
    """Return keys that can write the reader's own notes; the first note of a case makes the key.

    Raises RuleBroken when there is a key and it has not been opened: a second one would lock the new note away.
    """
    part = NOTES[reader]
    if keys.has(part):
        return keys
    reader_key = current_reader_key(reader)
    made = db.session.scalar(select(CaseKey.id).where(CaseKey.case_id == keys.case_id, CaseKey.part == part))
    if reader_key is None or made is not None:
        raise RuleBroken(f"the notes of {reader} cannot be written with these keys")
    more = Keys(keys.case_id, {**keys.parts, part: new_key()})
    grant(more, reader_key, [part])
    return more


def current_reader_key(reader: Reader) -> ReaderKey | None:
    """Return a reader's newest key pair in the bound municipality; the management's is made when it is first needed."""
    found = db.session.scalar(
        select(ReaderKey).where(ReaderKey.reader == reader).order_by(ReaderKey.version.desc()).limit(1)
    )
    return found or (_make_management_key() if reader is Reader.MANAGEMENT else None)


def new_reader_key(reader: Reader, version: int = 1) -> tuple[ReaderKey, bytes]:
    """Add a fresh key pair for a reader; returns its row and the private key, which the caller wraps and forgets."""
    public, private = new_box_keypair()
    row = ReaderKey(id=new_id(), reader=reader, version=version, public=public, made=clock.now())
    db.session.add(row)
    db.session.flush()
    return row, private


def _make_management_key() -> ReaderKey:
    row, private = new_reader_key(Reader.MANAGEMENT)
    share = ReaderKeyShare(id=new_id(), reader_key_id=row.id, kind="maskine", made=row.made)
    share.wrapped = seal(_machine_key(), share_place(share.id), private)
    db.session.add(share)
    db.session.flush()
    return row


def management_keys() -> dict[str, bytes]:
    """Return the management's private keys by key id; the machine opens them, so they protect the database, not the machine."""
    shares = db.session.scalars(select(ReaderKeyShare).where(ReaderKeyShare.kind == "maskine"))
    return {share.reader_key_id: unseal(_machine_key(), share_place(share.id), share.wrapped) for share in shares}


def share_place(share_id: str) -> bytes:
    """Return the place a wrapped private key is bound to."""
    return field_place("reader_key_share", "wrapped", share_id)


def _rows(case: Case, reader: Reader) -> list[CaseKey]:
    return list(db.session.scalars(select(CaseKey).where(CaseKey.case_id == case.id, CaseKey.reader == reader)))


def _machine_key() -> bytes:
    return keyring().derive(f"complaints/management/{current_tenant()}")


def _code_key(code: str) -> bytes:
    return keyring().pepper_key(CODE_PURPOSE, code)


def _place(row_id: str) -> bytes:
    return field_place("case_key", "wrapped", row_id)
