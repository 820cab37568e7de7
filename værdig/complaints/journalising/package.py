"""A package for the records system: the documents and an index of them (CSV and XML) in one zip file, made in memory and laid nowhere.

The index has for each document the number of the case, the date and the short theme (offentlighedsloven § 15), which way it went,
the file's name and its SHA-256. A records system reads the XML, a person the CSV. File names tell nothing of what is in them.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

from værdig import clock
from værdig.complaints.journalising.contents import Content
from værdig.complaints.journalising.documents import Document
from værdig.complaints.journalising.wording import DIRECTIONS, title
from værdig.i18n import _
from værdig.spreadsheets import csv_file

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Packed:
    """One document with its theme and content; `is_changed` where the records system holds an earlier form of it."""

    document: Document
    theme: str
    content: Content
    is_changed: bool


@dataclass(frozen=True)
class Package:
    """The finished file and its SHA-256 in hexadecimal."""

    data: bytes
    checksum: str


def build(number: str, municipality: str, made: datetime, packed: Sequence[Packed]) -> Package:
    """Return the package of some documents of the case `number`."""
    names = [_name(place, each) for place, each in enumerate(packed, 1)]
    out = io.BytesIO()
    moment = clock.local(made).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:

        def put(name: str, data: bytes) -> None:
            info = zipfile.ZipInfo(name, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data)

        put("indeks.csv", _csv(number, packed, names))
        put("indeks.xml", _xml(number, municipality, made, packed, names))
        for name, each in zip(names, packed, strict=True):
            put(name, each.content.data)
    data = out.getvalue()
    return Package(data, hashlib.sha256(data).hexdigest())


def _name(place: int, each: Packed) -> str:
    day = clock.local(each.document.at).date().isoformat()
    return f"{place:03d}-{day}-{each.document.direction}-{each.document.source}.{each.content.ending}"


def _csv(number: str, packed: Sequence[Packed], names: Sequence[str]) -> bytes:
    heading = (
        _("Nr."), _("Sagsnummer"), _("Dato"), _("Tema"), _("Retning"), _("Dokument"), _("Fil"), "SHA-256", _("Bytes"),
        _("Erstatter en tidligere udgave"),
    )  # fmt: skip
    rows = [
        (
            place, number, clock.local(each.document.at).date().isoformat(), each.theme,
            str(DIRECTIONS[each.document.direction]), title(each.document), name, _sum(each), len(each.content.data),
            _("Ja") if each.is_changed else _("Nej"),
        )
        for place, (name, each) in enumerate(zip(names, packed, strict=True), 1)
    ]  # fmt: skip
    return csv_file(heading, rows)


def _xml(number: str, municipality: str, made: datetime, packed: Sequence[Packed], names: Sequence[str]) -> bytes:
    root = ElementTree.Element(
        "journal", sag=number, kommune=municipality, dannet=clock.local(made).isoformat(timespec="seconds"), udgave="1"
    )
    for place, (name, each) in enumerate(zip(names, packed, strict=True), 1):
        document = each.document
        ElementTree.SubElement(
            root, "dokument", nr=str(place), id=f"{document.source}-{document.row_id}", dato=clock.local(document.at).date().isoformat(),
            tema=_NO_XML.sub("", each.theme), retning=document.direction.value, art=document.source.value, titel=title(document),
            fil=name, sha256=_sum(each), bytes=str(len(each.content.data)), erstatter="ja" if each.is_changed else "nej",
        )  # fmt: skip
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _sum(each: Packed) -> str:
    return hashlib.sha256(each.content.data).hexdigest()
