"""Checking what somebody hands in: a receipt as text or PDF, and, if she has it, the proof that it stands in its day's log; no database."""

from __future__ import annotations

import json
from binascii import Error as NotHex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from værdig.complaints.receipts import document, signed, tree
from værdig.complaints.receipts.signed import Head, NotGenuine, Receipt
from værdig.i18n import _

MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Checked:
    """A genuine receipt; `head` is the end of the day whose log it is proved to stand in, None where no proof came along."""

    receipt: Receipt
    head: Head | None = None


def check(data: bytes, trusted: Mapping[str, bytes]) -> Checked:
    """Return what a file proves. Raises NotGenuine where it proves nothing, in words for whoever handed it in."""
    if len(data) > MOST_BYTES:
        raise NotGenuine(_("Filen er for stor til at være en kvittering."))
    text = document.signed_text(data)
    if not text:
        raise NotGenuine(_("Der er ingen underskrevet kvittering i filen."))
    if not text.startswith("{"):
        return Checked(signed.read_receipt(text, trusted))
    return _with_proof(text, trusted)


def proof_file(receipt: str, head: str, place: int, neighbours: list[bytes]) -> str:
    """Return a receipt with the proof that it stands in the log, as one text to keep."""
    told = {"kvittering": receipt, "dag": head, "plads": place, "naboer": [each.hex() for each in neighbours]}
    return json.dumps(told, indent=1)


def _with_proof(text: str, trusted: Mapping[str, bytes]) -> Checked:
    try:
        told: dict[str, Any] = json.loads(text)
        receipt, place = str(told["kvittering"]), int(told["plads"])
        neighbours = [bytes.fromhex(each) for each in told["naboer"]]
        head_text = str(told["dag"])
    except (ValueError, KeyError, TypeError, NotHex) as error:
        raise NotGenuine(_("Der er ingen underskrevet kvittering i filen.")) from error
    read, head = signed.read_receipt(receipt, trusted), signed.read_head(head_text, trusted)
    if tree.root_by(tree.leaf_of(receipt), place, neighbours).hex() != head.root:
        raise NotGenuine(_("Kvitteringen er ægte, men den står ikke i den dags log, der er lagt ved."))
    return Checked(read, head)


def what_counts() -> str:
    """Return what a reader of a genuine receipt must still do: a page can be changed while the signed text in it stays."""
    return _(
        "Underskriften gælder de oplysninger, der står her. Står der noget andet på papiret eller i PDF-filen, er det ændret bagefter."
    )
