"""One file from what came in to what is kept: told by its content, made anew, looked at by a virus scanner where there is one, named."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from værdig.complaints.attachments import images, office, pdfs, scanning
from værdig.complaints.attachments.kinds import Kind, Refused, text_of, told_by_content
from værdig.i18n import _

LONGEST_NAME = 80
_NO_LETTERS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories of what cannot be seen, turns the direction of writing, or breaks a line."""


@dataclass(frozen=True)
class Prepared:
    """A file as it is kept: its kind, a name of ours with the right ending, and its content made anew."""

    kind: Kind
    name: str
    content: bytes


def prepare(filename: str, data: bytes) -> Prepared:
    """Return a file as it is kept; raises Refused with a text that says why it is not taken in.

    The scanner sees what came in, since making it anew may hide what was in it.
    """
    if not data:
        raise Refused(_("Filen er tom."))
    begun_as = told_by_content(data)
    scanning.require_clean(data)
    kind, content = office.made_anew(data) if begun_as is None else (begun_as, _made_anew(begun_as, data))
    return Prepared(kind, name_of(filename, kind), content)


def _made_anew(kind: Kind, data: bytes) -> bytes:
    if kind in (Kind.JPEG, Kind.PNG):
        return images.made_anew(data, kind)
    if kind is Kind.PDF:
        return pdfs.made_anew(data)
    return (text_of(data) or "").encode()


def name_of(filename: str, kind: Kind) -> str:
    """Return the name a file is handed out with: what its owner called it, without folders, tricks or a false ending."""
    plain = unicodedata.normalize("NFC", filename.replace("\\", "/").rpartition("/")[2])
    seen = "".join(letter for letter in plain if unicodedata.category(letter) not in _NO_LETTERS)
    stem = re.sub(r'[<>:"|?*%;]', "", re.sub(r"(\.\w{1,5})+$", "", seen))
    stem = re.sub(r"[.\s]+", " ", stem).strip(" .-_")[: LONGEST_NAME - 5].strip()
    return f"{stem or _('fil')}.{kind.value}"
