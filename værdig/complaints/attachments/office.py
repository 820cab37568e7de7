"""Word, Excel and OpenDocument files: packed files that are looked through before anything is unpacked, and packed anew.

Source: ECMA-376, part 2 (packages) and ODF 1.3, part 2. What runs by itself or is fetched from elsewhere is refused, since taking
it out would leave a file that asks to be repaired.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree  # for lists that have been read to their end without a document type
from xml.parsers import expat

from værdig.complaints.attachments.kinds import Kind, Refused
from værdig.i18n import _

MOST_PARTS = 2_000
MOST_UNPACKED_BYTES = 60 * 1024 * 1024
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
}
_ODT = b"application/vnd.oasis.opendocument.text"
_HOSTILE = ("vbaproject", "activex/", "embeddings/", "oleobject", "macrosheets/", "dialogsheets/", "customui", "basic/", "scripts/",
            "externallinks/", "connections.xml", "object ")  # fmt: skip
"""Parts of names of what runs, holds other files, or fetches from elsewhere."""
_TELLING = (
    "docprops/",
    "customxml/",
    "meta.xml",
    "thumbnails/",
    "meta-inf/documentsignatures",
    "persons/",
    "word/people.xml",
)
"""Parts that tell of who wrote it and when, or show a picture of it as it was."""
_LINK = "/hyperlink"


for _prefix, _space in (
    ("", "http://schemas.openxmlformats.org/package/2006/content-types"),
    ("", "http://schemas.openxmlformats.org/package/2006/relationships"),
    ("manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"),
):
    ElementTree.register_namespace(_prefix, _space)


class NotSafe(ValueError):
    """A packed file that is made to harm its reader."""


def made_anew(data: bytes) -> tuple[Kind, bytes]:
    """Return what kind of document a packed file is, and the file packed anew; raises Refused for anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = dict(_parts(packed))
        kind = _kind(parts)
        _refuse_what_acts(parts)
        return kind, _packed({name: _silent(name, content) for name, content in parts.items()}, kind)
    except Refused:
        raise
    except NotSafe as error:
        raise Refused(_("Filen er pakket på en måde, vi ikke tør åbne. Gem den som PDF, og send den igen.")) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        expat.ExpatError,
    ) as error:
        raise Refused(_("Filen er skadet og kan ikke åbnes. Gem den igen, eller gem den som PDF.")) from error


def _parts(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every part, no more than may be unpacked in all, whatever the file says of its sizes."""
    entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_PARTS or len({name.casefold() for name in names}) != len(names):
        raise NotSafe
    left = MOST_UNPACKED_BYTES
    for entry in entries:
        if entry.flag_bits & 1 or not _is_plain(entry.filename):
            raise NotSafe
        with packed.open(entry) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise NotSafe
        yield entry.filename, content


def _is_plain(name: str) -> bool:
    steps = name.split("/")
    return not (name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in steps or "" in steps)


def _kind(parts: dict[str, bytes]) -> Kind:
    if parts.get("mimetype", b"").strip() == _ODT and "content.xml" in parts:
        return Kind.ODT
    types = parts.get("[Content_Types].xml")
    found = {_MAIN[kind] for kind in _attributes(types, "ContentType") if kind in _MAIN} if types else set()
    if len(found) != 1:
        raise Refused(
            _(
                "Vi kan ikke læse den slags fil. Send et billede (JPG eller PNG), en PDF, et Word-dokument eller en tekst."
            )
        )
    return found.pop()


def _refuse_what_acts(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        low = name.casefold()
        if any(word in low for word in _HOSTILE):
            raise Refused(_("Filen har makroer eller andre filer i sig. Gem den som PDF, og send den igen."))
        if low.endswith(".rels") and _fetches(content):
            raise Refused(
                _("Filen henter noget andre steder fra, når den bliver åbnet. Gem den som PDF, og send den igen.")
            )
        if low.endswith((".xml", ".rels")):
            _attributes(content, "")


def _fetches(relations: bytes) -> bool:
    """Tell whether a part is related to something outside the file, other than a link that a reader may follow herself."""
    found: list[dict[str, str]] = []
    _walk(relations, lambda name, attributes: found.append(attributes) if name.endswith("Relationship") else None)
    return any(each.get("TargetMode") == "External" and not each.get("Type", "").endswith(_LINK) for each in found)


def _attributes(content: bytes, wanted: str) -> list[str]:
    found: list[str] = []
    _walk(content, lambda _name, attributes: found.append(attributes[wanted]) if wanted in attributes else None)
    return found


def _walk(content: bytes, seen: Any) -> None:
    """Read XML to its end; a document type is refused, since what it declares can grow without end or fetch from elsewhere."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = seen
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.Parse(content, True)


def _no_doctype(*_declared: Any) -> None:
    raise NotSafe


def _silent(name: str, content: bytes) -> bytes | None:
    """Return a part as it is kept: None for one that is left out, and without the names of who told what where those stand."""
    low = name.casefold()
    return None if any(low.startswith(word) or low == word for word in _TELLING) else content


def _packed(parts: dict[str, bytes | None], kind: Kind) -> bytes:
    """Pack what is kept, with one date for all parts, and take what was left out from the lists of the others."""
    gone = {name for name, content in parts.items() if content is None}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            if content is None:
                continue
            plain = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            plain.compress_type = (
                zipfile.ZIP_STORED if kind is Kind.ODT and name == "mimetype" else zipfile.ZIP_DEFLATED
            )
            packed.writestr(plain, _without(name, content, gone))
    return out.getvalue()


def _without(name: str, content: bytes, gone: set[str]) -> bytes:
    """Return a list of parts without those that are gone, or any other part as it is."""
    if not gone or not (name == "[Content_Types].xml" or name.endswith(".rels") or name == "META-INF/manifest.xml"):
        return content
    root = ElementTree.fromstring(content)  # noqa: S314 - see above
    for child in list(root):
        target = next(
            (text for key, text in child.attrib.items() if key.split("}")[-1] in ("PartName", "Target", "full-path")),
            "",
        )
        if target and _is_gone(target, gone):
            root.remove(child)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _is_gone(target: str, gone: set[str]) -> bool:
    plain = target.lstrip("/").removeprefix("../")
    return any(name == plain or name.endswith(f"/{plain}") for name in gone)
