"""What a receipt says in signed form, and whether a signed text is genuine; pure: no database, no keys of the machine.

A signed text is a JSON Web Signature in compact form (RFC 7515) with Ed25519 (RFC 8037), so that anybody can check it with a
library of their own. Of what the citizen wrote it holds a fingerprint only: SHA-256 over a salt that follows from her return code
and the text, so that a receipt can be shown to others without telling what she complained of, and she alone can prove what she wrote.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from værdig.clock import COPENHAGEN
from værdig.crypto import derive, is_signed, sign, signing_public
from værdig.db.types import canonical
from værdig.errors import UserError
from værdig.i18n import _

VERSION = 1
TEXT_PURPOSE = "receipt/text"
MOST_CHARACTERS = 4000
"""Of a signed text; ours are below 600."""


class NotGenuine(UserError):
    """The text is not signed by a key that is trusted, or it is no signed text at all."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What the municipality confirms: who has received what, and when; times are local and to the minute."""

    municipality: str
    number: str
    office: str
    received: datetime
    answer_by: date | None
    fingerprint: str
    """Of the citizen's text, see `fingerprint`."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """The end of one day's log: the root of its tree, and the fingerprint of the head before it (empty for the first)."""

    municipality: str
    day: date
    root: str
    before: str


@dataclass(frozen=True, kw_only=True)
class Deletion:
    """That a case was deleted by somebody who may, on a day; `leaf` is its receipt's in the log (hexadecimal), empty without one."""

    municipality: str
    number: str
    day: date
    leaf: str


def fingerprint(code: str, text: str) -> str:
    """Return what a text is recognised by, 43 characters; whoever lacks the return code cannot try texts out."""
    salt = derive(code.encode(), TEXT_PURPOSE)
    return _text(hashlib.sha256(salt + text.encode("utf-8", "surrogatepass")).digest())


def signed_receipt(seed: bytes, receipt: Receipt) -> str:
    """Return a receipt signed with a private key; the same receipt and key give the same text."""
    by = receipt.answer_by
    return _signed(
        seed,
        {
            "v": VERSION, "typ": "kvittering", "iss": receipt.municipality, "sag": receipt.number, "hos": receipt.office,
            "modtaget": receipt.received.astimezone(COPENHAGEN).isoformat(timespec="minutes"),
            "svar_senest": by.isoformat() if by else None, "tekst": receipt.fingerprint,
        },
    )  # fmt: skip


def signed_head(seed: bytes, head: Head) -> str:
    """Return the end of a day's log signed with a private key."""
    told = {"v": VERSION, "typ": "dagslog", "iss": head.municipality, "dag": head.day.isoformat()}
    return _signed(seed, {**told, "rod": head.root, "foer": head.before})


def signed_deletion(seed: bytes, deletion: Deletion) -> str:
    """Return that a case was rightly deleted, signed with a private key."""
    told = {"v": VERSION, "typ": "sletning", "iss": deletion.municipality, "sag": deletion.number}
    return _signed(seed, {**told, "dag": deletion.day.isoformat(), "blad": deletion.leaf})


def key_id(public: bytes) -> str:
    """Return the short name of a public key that signed texts carry: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def _signed(seed: bytes, payload: Mapping[str, Any]) -> str:
    header = {"alg": "EdDSA", "kid": key_id(signing_public(seed))}
    body = f"{_text(canonical(header).encode())}.{_text(canonical(payload).encode())}"
    return f"{body}.{_text(sign(seed, body.encode()))}"


def read_receipt(signed: str, trusted: Mapping[str, bytes]) -> Receipt:
    """Return what a signed receipt says; `trusted` holds public keys by their `key_id`. Raises NotGenuine."""
    told = _verified(signed, trusted, "kvittering")
    try:
        return Receipt(
            municipality=told["iss"], number=told["sag"], office=told["hos"], fingerprint=told["tekst"],
            received=datetime.fromisoformat(told["modtaget"]),
            answer_by=date.fromisoformat(told["svar_senest"]) if told["svar_senest"] else None,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise NotGenuine(_("Kvitteringen mangler noget.")) from error


def read_head(signed: str, trusted: Mapping[str, bytes]) -> Head:
    """Return what the signed end of a day's log says. Raises NotGenuine."""
    told = _verified(signed, trusted, "dagslog")
    try:
        return Head(
            municipality=told["iss"], day=date.fromisoformat(told["dag"]), root=told["rod"], before=told["foer"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotGenuine(_("Dagens log mangler noget.")) from error


def read_deletion(signed: str, trusted: Mapping[str, bytes]) -> Deletion:
    """Return what a signed deletion says. Raises NotGenuine."""
    told = _verified(signed, trusted, "sletning")
    try:
        return Deletion(
            municipality=told["iss"], number=told["sag"], day=date.fromisoformat(told["dag"]), leaf=told["blad"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotGenuine(_("Sletningen mangler noget.")) from error


def _verified(signed: str, trusted: Mapping[str, bytes], kind: str) -> Mapping[str, Any]:
    plain = "".join(signed.split())
    body, _dot, signature = plain.rpartition(".")
    parts = body.split(".")
    if len(plain) > MOST_CHARACTERS or len(parts) != 2:
        raise NotGenuine(_("Det er ikke en underskrevet kvittering."))
    header = _object(parts[0])
    public = trusted.get(str(header.get("kid")))
    if header.get("alg") != "EdDSA" or public is None:
        raise NotGenuine(_("Kvitteringen er underskrevet med en nøgle, vi ikke kender."))
    if not is_signed(public, body.encode(), _bytes(signature)):
        raise NotGenuine(_("Underskriften passer ikke. Der er rettet i kvitteringen, eller den er ikke læst rigtigt."))
    payload = _object(parts[1])
    if payload.get("typ") != kind or payload.get("v") != VERSION:
        raise NotGenuine(_("Det er underskrevet, men det er ikke en kvittering, vi kan læse."))
    return payload


def _object(part: str) -> Mapping[str, Any]:
    try:
        found = json.loads(_bytes(part))
    except ValueError as error:
        raise NotGenuine(_("Det er ikke en underskrevet kvittering.")) from error
    return found if isinstance(found, dict) else {}


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """Return the bytes of unpadded base64url; raises NotGenuine for anything that is not its one right spelling."""
    try:
        data = urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
    except (NotBase64, ValueError) as error:
        raise NotGenuine(_("Det er ikke en underskrevet kvittering.")) from error
    if _text(data) != text:
        raise NotGenuine(_("Det er ikke en underskrevet kvittering."))
    return data
