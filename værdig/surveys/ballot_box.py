"""The ballot box: answers become envelopes of one size, and envelopes answers again; who may open one is in `round_keys`.

Sealing needs only the round's public key, so a server that receives answers cannot read those it has received.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from værdig.crypto import box_open, box_seal
from værdig.db.types import canonical
from værdig.errors import VaerdigError

PADDED_BYTES = 10 * 1024
"""Room for fifteen chosen answers and 2,000 characters of four bytes each, with what JSON adds."""

SEALED_BYTES = PADDED_BYTES + 48
_LENGTH_BYTES = 4
_FORM = 1


class TooLarge(VaerdigError):
    """The content does not fit the fixed size; the form should have refused it."""


class NotAnAnswer(VaerdigError):
    """What was in the envelope is not an answer to this round."""


@dataclass(frozen=True)
class Ballot:
    """What one person sent: question id to value, the channel, who helped (empty: not asked), and the language."""

    answers: Mapping[str, int | str]
    channel: str = "link"
    help: str = ""
    language: str = "da"


def pad(data: bytes) -> bytes:
    """Return `data` with its length in front and zeros after it, `PADDED_BYTES` long; raises TooLarge."""
    room = PADDED_BYTES - _LENGTH_BYTES
    if len(data) > room:
        raise TooLarge(f"{len(data)} bytes do not fit {room}")
    return len(data).to_bytes(_LENGTH_BYTES, "big") + data + bytes(room - len(data))


def unpad(padded: bytes) -> bytes:
    """Return what `pad` was given."""
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


def seal_ballot(public_key: bytes, round_id: str, ballot: Ballot) -> bytes:
    """Return a ballot sealed to a round's public key, always `SEALED_BYTES` long; raises TooLarge."""
    content = {
        "form": _FORM,
        "round": round_id,
        "answers": dict(ballot.answers),
        "channel": ballot.channel,
        "help": ballot.help,
        "language": ballot.language,
    }
    return box_seal(public_key, pad(canonical(content).encode()))


def open_ballot(private_key: bytes, round_id: str, sealed: bytes) -> Ballot:
    """Open an envelope; raises CannotOpen for a wrong key and NotAnAnswer when it was not sealed for this round."""
    return read_ballot(round_id, box_open(private_key, sealed))


def read_ballot(round_id: str, padded: bytes) -> Ballot:
    """Return the ballot that an opened envelope holds; raises NotAnAnswer when it was not sealed for this round."""
    try:
        content: Any = json.loads(unpad(padded))
        if content["form"] != _FORM or content["round"] != round_id:
            raise NotAnAnswer
        return Ballot(dict(content["answers"]), str(content["channel"]), str(content["help"]), str(content["language"]))
    except (ValueError, KeyError, TypeError) as error:
        raise NotAnAnswer from error
