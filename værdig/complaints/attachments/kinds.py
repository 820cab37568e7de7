"""Which files may come in, how much, and how each is told by its content; what it is called never makes it something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from værdig.errors import UserError
from værdig.i18n import _


class Kind(StrEnum):
    """What a file is; the value is the ending it is handed out with."""

    JPEG = "jpg"
    PNG = "png"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    TEXT = "txt"


CONTENT_TYPES: Mapping[Kind, str] = {
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.TEXT: "text/plain; charset=utf-8",
}
ACCEPTED = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx,.odt,.txt"
"""What a browser's own choice of files offers; a help, and no more."""

MOST_AT_ONCE = 5
MOST_IN_CASE = 30
MOST_BYTES_AT_ONCE = 10 * 1024 * 1024
"""Together, in one form."""

_PHOTOS_OF_OTHER_KINDS = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif", b"ftypmsf1")
_NAMED_AS_TEXT = frozenset({"txt", "text", "md", "csv", "log"})
_ENDING = re.compile(r"\.([a-z]\w{0,4})\s*$", re.IGNORECASE)
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(UserError):
    """A file that is not taken in; the text says why, and what to do instead."""


def told_by_content(data: bytes) -> Kind | None:
    """Return what a file begins as; None for a packed file, which has to be looked into. Raises Refused for what is not on the list."""
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    if data.startswith(_ZIP):
        return None
    if data[4:12] in _PHOTOS_OF_OTHER_KINDS:
        raise Refused(
            _("Billedet er af en slags, vi ikke kan læse (HEIC). Tag et skærmbillede af det, og send det i stedet.")
        )
    if data.startswith(_OLD_OFFICE):
        raise Refused(_("Filen er fra et ældre Word eller Excel. Gem den som PDF, og send den igen."))
    if _is_text(data):
        return Kind.TEXT
    raise Refused(
        _("Vi kan ikke læse den slags fil. Send et billede (JPG eller PNG), en PDF, et Word-dokument eller en tekst.")
    )


def _is_text(data: bytes) -> bool:
    """Tell whether a file is writing: UTF-8, or Windows' Western European letters, without what no writing has in it."""
    return not any(byte < 32 and byte not in b"\t\n\r\x0c" for byte in data) and text_of(data) is not None


def require_named_as_text(filename: str) -> None:
    """Refuse writing that is called something else: whoever sends it means another file, or means to be mistaken.

    Everything else is renamed in silence, since a picture is a picture whatever its ending; a page of code is no PDF.
    """
    found = _ENDING.search(filename)
    if found and found[1].lower() not in _NAMED_AS_TEXT:
        raise Refused(
            _(
                "Navnet ender på ».%(ending)s«, men filen er ren tekst. Vælg den rigtige fil, eller gem den som .txt.",
                ending=found[1],
            )
        )


def text_of(data: bytes) -> str | None:
    """Return a text file's text, or None where it is none."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
