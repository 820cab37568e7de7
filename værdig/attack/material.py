"""What the insider holds: copies of everything that lies where the system runs, and what she knows of people beforehand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from værdig.attack.keys import candidates

Row = Mapping[str, Any]
"""A row by column. `_place` is its number in the engine's own order; PostgreSQL adds `_ctid` and `_xmin`, SQLite `_rowid`."""

TEXT = re.compile(r"\.(log|txt|json|jsonl|csv|toml)$")
ENGINE_LOG = re.compile(r"(-wal|-journal|^pg_wal/.*)$")


@dataclass(frozen=True)
class Copy:
    """One copy: every table's rows, and every file's bytes by its path in the instance folder or on the database server."""

    tables: Mapping[str, Sequence[Row]]
    files: Mapping[str, bytes]

    def of_round(self, table: str, round_id: str) -> list[Row]:
        """Return a table's rows of one round, in the engine's order."""
        return [row for row in self.tables.get(table, ()) if row.get("round_id") == round_id]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The files that people read: logs, and whatever else is text."""
        return {name: data.decode(errors="replace") for name, data in self.files.items() if TEXT.search(name)}

    @cached_property
    def words(self) -> Mapping[str, bytes]:
        """Every table's rows as they would be written out."""
        return {name: "\n".join(str(row) for row in rows).encode() for name, rows in self.tables.items()}

    @cached_property
    def engine_files(self) -> Mapping[str, bytes]:
        """The database's own files, without its logs."""
        other = {name: data for name, data in self.files.items() if not TEXT.search(name)}
        return {name: data for name, data in other.items() if not ENGINE_LOG.search(name)}

    @cached_property
    def engine_logs(self) -> Mapping[str, bytes]:
        """The logs the database writes before it changes its files."""
        return {name: data for name, data in self.files.items() if ENGINE_LOG.search(name)}


@dataclass(frozen=True)
class Known:
    """What is known of a person beforehand: all but what she said. `sent` is when she answered, counted from 0; None: she did not,
    or the method is not told. `wrote` is whether she wrote something in her own words; `code` serves to see whether a text names it.
    `reference`, `email` and `box` (the id of her row in the outbox) are empty for those who are not on the list, or where the method is
    not told; `network` is her device's address."""

    id: str
    lookup: bytes
    code: str
    group: str
    length: str
    language: str
    letter: int
    sent: int | None
    wrote: bool
    reference: str = ""
    email: str = ""
    box: str = ""
    network: str = ""

    @property
    def lot(self) -> int:
        """Return with which lot of codes hers was made: 0 the file of codes, 1 the list."""
        return int(self.reference != "")


@dataclass(frozen=True)
class Material:
    """All of it for one round: people, and copies of what there was.

    `listed`: a list waits for a yes. `begun`: codes are made, and jobs to send them wait. `middle`: half have answered, with
    minutes between them, and some have begun. `last`: the rest have just answered, one right after the other, and some more have
    begun. `rested`: a minute later. `closed`: after closing. `passphrases` serve to see whether a file names one.
    """

    round_id: str
    people: Sequence[Known]
    listed: Copy
    begun: Copy
    middle: Copy
    last: Copy
    rested: Copy
    closed: Copy
    passphrases: Sequence[str] = ()

    @cached_property
    def copies(self) -> Mapping[str, Copy]:
        """All copies by name, from the first to the last."""
        names = ("listed", "begun", "middle", "last", "rested", "closed")
        return {name: getattr(self, name) for name in names}

    @cached_property
    def senders(self) -> Sequence[Known]:
        """Those whose code is marked as used: the database says so while the round is open, and so does README."""
        used = {bytes(row["lookup"]) for row in self.last.of_round("invitation", self.round_id) if row["used"]}
        return [person for person in self.people if person.lookup in used]

    @cached_property
    def early(self) -> frozenset[str]:
        """The ids of those whose code was used already in the middle of the round: two backups of any such system tell that."""
        used = {bytes(row["lookup"]) for row in self.middle.of_round("invitation", self.round_id) if row["used"]}
        return frozenset(person.id for person in self.people if person.lookup in used)

    def lot_of(self, row: Row) -> int:
        """Return with which lot a code's row came, as two copies tell: 0 when it was there before the list was taken in, else 1."""
        return int(bytes(row["lookup"]) not in self._before_list)

    @cached_property
    def _before_list(self) -> frozenset[bytes]:
        return frozenset(bytes(row["lookup"]) for row in self.listed.of_round("invitation", self.round_id))

    @cached_property
    def answers(self) -> Sequence[Row]:
        """The answers that closing left, in the engine's order."""
        return self.closed.of_round("answer", self.round_id)

    @cached_property
    def keys(self) -> Sequence[bytes]:
        """Everything that could be a key, whenever it was found: envelopes copied before closing can be opened after it."""
        copies = (self.begun, self.middle, self.last, self.closed)
        return candidates([(copy.tables, copy.files) for copy in copies], self.round_id)

    def key_to(self, public: bytes) -> bytes | None:
        """Return what was found that is the private half of a public key: one look tells, without opening anything."""
        return self._pairs.get(public)

    @cached_property
    def _pairs(self) -> Mapping[bytes, bytes]:
        from nacl.public import PrivateKey

        return {bytes(PrivateKey(key).public_key): key for key in self.keys}

    def published(self, person: Known) -> tuple[str | None, str | None]:
        """Return the group and length under which a person's answer is kept: what closing made of hers."""
        kept = {(row["group_key"], row["length_key"]) for row in self.answers}
        groups = self.closed.of_round("round_group", self.round_id)
        merged = {row["key"]: row["merged_into"] for row in groups}
        group = merged.get(person.group) or person.group
        wanted = [(group, person.length), (group, None), (None, None)]
        return next((pair for pair in wanted if pair in kept), (None, None))

    def envelope(self, person: Known, copy: Copy) -> Row | None:
        """Return the person's envelope in a copy."""
        rows = copy.of_round("envelope", self.round_id)
        return next((row for row in rows if bytes(row["lookup"]) == person.lookup), None)

    def without(self, **unknown: Any) -> Material:
        """Return the same for somebody who does not know something of people."""
        if not unknown:
            return self
        made = replace(self, people=tuple(replace(person, **unknown) for person in self.people))
        made.__dict__.update(keys=self.keys, _pairs=self._pairs)  # what was found does not depend on whom she knows
        return made


def draft_name(row: Row) -> str:
    """Name a draft by what the row says: which it is, and which save."""
    return f"{bytes(row['lookup']).hex()}/{row.get('version', '')}"
