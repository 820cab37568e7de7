"""The ways an answer can come in, as the ballot and the one-way count name them; no database, no pages.

What is recorded is how the answer was *sent*, not how the code was sent out: a typed code may have stood in a letter, in a
message or on a paper, and the machine cannot know which. Somebody who begins on one way and sends on another counts as the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from værdig.i18n import _l

LINK = "link"
QR = "qr"
CODE = "code"
PLACE = "place"
PHONE = "phone"
PAPER = "paper"

CHANNELS: Mapping[str, Any] = {
    LINK: _l("Link i en besked"),
    QR: _l("QR-kode i et brev"),
    CODE: _l("Kode, der blev skrevet ind"),
    PLACE: _l("Skærm eller QR-kode på stedet"),
    PHONE: _l("Telefon, med en der ikke kender sagen"),
    PAPER: _l("Papir, tastet ind"),
}
"""Every channel and what it is called."""

MARK = "k"
"""The parameter of a link's address that says it stands in a QR code (`?k=qr`); it goes with the code at the first redirect."""


def of_link(mark: str) -> str:
    """Return the channel of somebody who followed a link with this mark; anything unknown is an ordinary link."""
    return QR if mark == QR else LINK


def qr_address(base: str, code: str) -> str:
    """Return the address to put into a QR code; `base` is the address citizens use."""
    return f"{urljoin(base.rstrip('/') + '/', f'svar/{code}')}?{MARK}={QR}"
