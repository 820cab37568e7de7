"""One file from what came in to what is kept: told by its content, made anew, looked at by a virus scanner where there is one, named."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from værdig.complaints.attachments import apart, scanning
from værdig.complaints.attachments.kinds import Kind, Refused, require_named_as_text, text_of, told_by_content
from værdig.i18n import _

LONGEST_NAME = 80
_MOST_READ = 400
"""Letters of a name that are looked at: a name is anybody's to choose, however long."""
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
    if begun_as is Kind.TEXT:
        require_named_as_text(filename)
        return Prepared(begun_as, name_of(filename, begun_as), (text_of(data) or "").encode())
    kind, content = apart.made_anew(begun_as, data)
    return Prepared(kind, name_of(filename, kind), content)


def name_of(filename: str, kind: Kind) -> str:
    """Return the name a file is handed out with: what its owner called it, without folders, tricks or a false ending."""
    plain = unicodedata.normalize("NFC", filename.replace("\\", "/").rpartition("/")[2])
    seen = "".join(letter for letter in plain if unicodedata.category(letter) not in _NO_LETTERS)[:_MOST_READ]
    stem = re.sub(r'[<>:"|?*%;]', "", re.sub(r"(\.\w{1,5})+$", "", seen))
    stem = re.sub(r"[.\s]+", " ", stem).strip(" .-_")[: LONGEST_NAME - 5].strip()
    return f"{stem or _('fil')}.{kind.value}"
