"""A case in clear text for those who hold its keys: plain values for pages, nothing is stored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from værdig.complaints.acting import mover_of
from værdig.complaints.keys import NOTES, Keys, Part, Reader
from værdig.complaints.models import Case, Message
from værdig.complaints.parts import IDENTIFYING
from værdig.complaints.queries import role_title
from værdig.complaints.states import Mover, State


@dataclass(frozen=True)
class ReadMessage:
    """One message in clear text."""

    id: str
    from_citizen: bool
    kind: str
    at: datetime
    role: str | None
    author_id: str | None
    """The member of staff who wrote it, for those who handle the case; the citizen is told her role only."""
    text: str
    with_management: bool
    """Whether the management reads it too, while it may see the case."""

    @property
    def from_management(self) -> bool:
        """Whether the management wrote it, and so has it whatever is agreed later."""
        return not self.from_citizen and mover_of(self.role) is Mover.LEDER

    @property
    def role_title(self) -> str:
        """The role it was written in."""
        return role_title(self.role)


@dataclass(frozen=True)
class ReadNote:
    """One note in clear text."""

    kind: str
    at: datetime
    author_id: str
    text: str


@dataclass(frozen=True)
class ReadPoint:
    """One klagepunkt; `summary` is what staff wrote about it, empty for those whom it is not meant for."""

    id: str
    number: int
    theme: str
    principle: str
    unit: str
    formality: str
    outcome: str | None
    reaction: str | None
    summary: str
    may_read: bool
    """Whether `summary` is meant for this reader: only then can she correct it."""


@dataclass(frozen=True)
class ReadEvent:
    """One move with its reason; `words` are a person's own, empty where there are none or they are not for the reader."""

    at: datetime
    actor: str
    role: str | None
    from_state: State | None
    to_state: State
    reason_code: str
    words: str


@dataclass(frozen=True)
class ReadCase:
    """What is written in a case, as far as the reader's keys go.

    `identity` is empty when the citizen is anonymous, or not shared with the reader.
    """

    story: str
    particulars: dict[str, str]
    identity: dict[str, str]
    identity_withheld: bool
    messages: list[ReadMessage]


def read_case(case: Case, keys: Keys) -> ReadCase:
    """Return the complaint and the messages the reader may open; raises CannotOpen for keys of another case.

    Cases from before the parts were told apart have the answers that lead to the citizen among the others.
    """
    who = _answers(case, keys, Part.IDENTITY, "identity", case.identity)
    told = _answers(case, keys, Part.CASE, "particulars", case.particulars)
    leading = {name: who.pop(name, told.pop(name, "")) for name in IDENTIFYING}
    return ReadCase(
        story=keys.open(Part.CASE, "complaint_case", "story", case.id, case.story),
        particulars={**told, **{name: text for name, text in leading.items() if text and keys.has(Part.IDENTITY)}},
        identity=who,
        identity_withheld=_is_withheld(case, keys),
        messages=[_message(message, keys) for message in case.messages if keys.has(Part(message.part))],
    )


def can_ring(case: Case, keys: Keys) -> bool:
    """Tell whether the citizen has given a number; she is taken to have one where this reader may not know."""
    return _is_withheld(case, keys) or "phone" in ways_to_reach(case, keys)


def ways_to_reach(case: Case, keys: Keys) -> dict[str, str]:
    """Return the number (`phone`) and address (`email`) the citizen has given; nothing where this reader may not know."""
    told = _answers(case, keys, Part.IDENTITY, "identity", case.identity)
    return {way: told[way] for way in ("phone", "email") if told.get(way)}


def _is_withheld(case: Case, keys: Keys) -> bool:
    return case.anonymity != "anonym" and not keys.has(Part.IDENTITY)


def latest(case: Case, keys: Keys) -> str:
    """Return the id of the last message the reader may open, empty where there is none: how far she has read."""
    return next((message.id for message in reversed(case.messages) if keys.has(Part(message.part))), "")


def _answers(case: Case, keys: Keys, part: Part, column: str, sealed: bytes | None) -> dict[str, str]:
    if sealed is None or not keys.has(part):
        return {}
    found: dict[str, Any] = json.loads(keys.open(part, "complaint_case", column, case.id, sealed))
    return {str(name): str(text) for name, text in found.items()}


def _message(row: Message, keys: Keys) -> ReadMessage:
    text = keys.open(Part(row.part), "case_message", "body", row.id, row.body)
    shared = row.part == Part.CASE
    return ReadMessage(
        row.id, row.direction == "fra_borger", row.kind, row.at, row.author_role, row.author_id, text, shared
    )


def read_notes(case: Case, keys: Keys, reader: Reader) -> list[ReadNote]:
    """Return a side's own notes, oldest first; the other side's are not among them."""
    part = NOTES[reader]
    return [
        ReadNote(row.kind, row.at, row.author_id, keys.open(part, "case_note", "body", row.id, row.body))
        for row in case.notes
        if row.side == reader
    ]


def read_points(case: Case, keys: Keys) -> list[ReadPoint]:
    """Return the klagepunkter in order."""
    return [
        ReadPoint(
            row.id,
            row.number,
            row.theme,
            row.principle,
            row.unit,
            row.formality,
            row.outcome,
            row.reaction,
            words_of(keys, row.part, "klagepunkt", "summary", row.id, row.summary),
            row.summary is None or keys.has(Part(row.part)),
        )
        for row in case.points
    ]


def read_events(case: Case, keys: Keys) -> list[ReadEvent]:
    """Return the history, oldest first."""
    return [
        ReadEvent(
            row.at,
            row.actor,
            row.role,
            State(row.from_state) if row.from_state else None,
            State(row.to_state),
            row.reason_code,
            words_of(keys, row.part, "case_event", "reason", row.id, row.reason),
        )
        for row in case.events
    ]


def words_of(keys: Keys, part: str, table: str, column: str, row_id: str, sealed: bytes | None) -> str:
    """Return a handler's own words, or nothing where there are none or they are not for this reader."""
    return keys.open(Part(part), table, column, row_id, sealed) if sealed and keys.has(Part(part)) else ""
