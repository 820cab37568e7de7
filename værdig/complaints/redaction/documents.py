"""The documents of a case that can go into a redacted copy, and what each holds; internal working papers are never among them.

A document is a text, a picture, a file of pages, or closed: of a kind that cannot be drawn here and so can only be named as left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from værdig.clock import local
from værdig.complaints.attachments.kinds import Kind
from værdig.complaints.attachments.queries import content_of, files_of
from værdig.complaints.insight import extract
from værdig.complaints.investigations.queries import read_hearing
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case, Hearing, Investigation
from værdig.complaints.reading import read_case
from værdig.complaints.redaction import pictures
from værdig.complaints.redaction.hiding import seen
from værdig.db import db
from værdig.errors import NotYours
from værdig.i18n import _


class Form(StrEnum):
    """How a document can be given out."""

    TEXT = "tekst"
    PICTURE = "billede"
    PAGES = "sider"
    CLOSED = "lukket"


_FORMS = {Kind.TEXT: Form.TEXT, Kind.JPEG: Form.PICTURE, Kind.PNG: Form.PICTURE, Kind.PDF: Form.PAGES}


@dataclass(frozen=True)
class Source:
    """One document: `title` is printed in the copy, `name` is what its owner called a file and is for the handler only."""

    id: str
    title: str
    form: Form
    at: datetime | None = None
    text: str = ""
    name: str = ""
    file_id: str = ""


def sources(case: Case, keys: Keys, reader: Reader) -> list[Source]:
    """Return the documents a side can give out of, the complaint first; of text files the text is not read yet."""
    return [
        *_complaint(case, keys),
        *_messages(case, keys),
        *_items(case, keys, reader),
        *_heard(case, keys, reader),
        *_files(case, keys),
    ]


def _text(id_: str, title: str, text: str, at: datetime | None) -> Source:
    return Source(id_, title, Form.TEXT, at, seen(text))


def _complaint(case: Case, keys: Keys) -> Iterator[Source]:
    read = read_case(case, keys)
    told = [read.story, read.particulars.get("wish", "")]
    yield _text("klage", _("Henvendelsen"), "\n\n".join(each for each in told if each), case.received)
    reached = [*read.identity.values(), read.particulars.get("reference", "")]
    if any(reached):
        yield _text(
            "borger", _("Borgerens navn og kontakt"), "\n".join(each for each in reached if each), case.received
        )


def _messages(case: Case, keys: Keys) -> Iterator[Source]:
    for each in read_case(case, keys).messages:
        hour = f"{local(each.at):%H.%M}"
        title = (
            _("Besked fra borgeren, kl. %(hour)s", hour=hour)
            if each.from_citizen
            else _("Besked til borgeren fra %(role)s, kl. %(hour)s", role=each.role_title, hour=hour)
        )
        yield _text(f"besked-{each.id}", title, each.text, each.at)


def _items(case: Case, keys: Keys, reader: Reader) -> Iterator[Source]:
    for item in extract.items(case, keys, reader):
        yield _text(f"{item.sort}-{item.id}", item.title, item.text, item.at)


def _heard(case: Case, keys: Keys, reader: Reader) -> Iterator[Source]:
    if reader is not Reader.BORGERRAADGIVER:
        return
    rows = select(Hearing).join(Investigation, Investigation.id == Hearing.investigation_id)
    for row in db.session.scalars(rows.where(Investigation.case_id == case.id).order_by(Hearing.sent, Hearing.id)):
        read = read_hearing(row, keys)
        if read.questions:
            yield _text(f"hoering-{row.id}", _("Høring: spørgsmål til forvaltningen"), read.questions, row.sent)
        if read.answer:
            yield _text(f"hoeringssvar-{row.id}", _("Høring: forvaltningens svar"), read.answer, row.answered)


def _files(case: Case, keys: Keys) -> Iterator[Source]:
    titles = {
        Form.TEXT: _("tekst"), Form.PICTURE: _("billede"), Form.PAGES: _("PDF"), Form.CLOSED: _("dokument"),
    }  # fmt: skip
    for number, each in enumerate(files_of(case, keys).shown, 1):
        form = _FORMS.get(Kind(each.name.rpartition(".")[2]), Form.CLOSED)
        title = _("Fil %(number)s (%(kind)s)", number=number, kind=titles[form])
        yield Source(f"fil-{each.id}", title, form, each.at, name=each.name, file_id=each.id)


def with_text(case: Case, keys: Keys, source: Source) -> Source:
    """Return a document with its text; that of a file is read now."""
    if source.form is not Form.TEXT or not source.file_id:
        return source
    return Source(
        source.id,
        source.title,
        source.form,
        source.at,
        seen(data_of(case, keys, source).decode()),
        source.name,
        source.file_id,
    )


def data_of(case: Case, keys: Keys, source: Source) -> bytes:
    """Return a file's content; raises NotYours for a document that is none."""
    if not source.file_id:
        raise NotYours
    return content_of(case, keys, source.file_id)[2]


def pages_of(case: Case, keys: Keys, source: Source) -> int:
    """Return how many pages or pictures a document has; a text has none."""
    if source.form is Form.PAGES:
        return pictures.pages_in(data_of(case, keys, source))
    return 1 if source.form is Form.PICTURE else 0


def fingerprint(source: Source) -> str:
    """Return what a document is recognised by as long as it says the same; a file never changes."""
    said = source.file_id or source.text
    return hashlib.sha256(f"{source.id}\n{source.title}\n{said}".encode()).hexdigest()
