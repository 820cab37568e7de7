"""A citizen's own copy of her case: what staff can release one by one, what is left out, and the copy as it was given.

Her words and the messages are always in it; of what the office wrote for itself she gets what is released. An
*internt arbejdspapir* is never among it (forvaltningsloven § 12).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from værdig.complaints import categories, queries
from værdig.complaints.attachments.queries import files_of
from værdig.complaints.insight.models import InsightRequest
from værdig.complaints.interpreting import queries as interpreting
from værdig.complaints.interpreting import wording as language_wording
from værdig.complaints.interpreting.own_case import titles
from værdig.complaints.keys import NOTES, Keys, Part, Reader
from værdig.complaints.models import Case, Hearing, Investigation
from værdig.complaints.reading import ReadMessage, read_case, read_points, words_of
from værdig.complaints.states import STAFF_SEES, State
from værdig.complaints.texts import sender
from værdig.db import db
from værdig.i18n import _, _l


class Sort(StrEnum):
    """What the office writes for itself."""

    NOTAT = "notat"
    BEGRUNDELSE = "begrundelse"
    KLAGEPUNKT = "klagepunkt"
    HOERING = "hoering"
    ARBEJDSPAPIR = "arbejdspapir"


LEFT_OUT: dict[Sort, Any] = {
    Sort.NOTAT: _l("Notater til sagen, som du ikke får"),
    Sort.BEGRUNDELSE: _l("Begrundelser for, at sagen er flyttet"),
    Sort.KLAGEPUNKT: _l("Det, vi har skrevet om klagepunkterne"),
    Sort.HOERING: _l("Det, borgerrådgiveren har spurgt forvaltningen om, og dens svar"),
    Sort.ARBEJDSPAPIR: _l("Interne arbejdspapirer (forvaltningsloven § 12)"),
}
"""What is not in a copy, as the citizen is told it: by kind, never what it says."""


@dataclass(frozen=True)
class Item:
    """Something the office has written that may be given out: when, what it is, and its words."""

    id: str
    sort: Sort
    title: str
    at: datetime | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What was given: plain values as they were that day; moments are kept in ISO form."""

    made: str
    story: str
    wish: str = ""
    reference: str = ""
    identity: list[str] = field(default_factory=list)
    messages: list[dict[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """The names of the files, which she can save from her own page."""
    translations: list[dict[str, str]] = field(default_factory=list)
    """Every version of each translation, a document of its own beside what it translates."""
    items: list[dict[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    elsewhere: bool = False
    """Whether another office had the case too, which has to be asked for what it wrote."""


def items(case: Case, keys: Keys, reader: Reader) -> list[Item]:
    """Return what a side can release, oldest first within its kind; internal working papers are not among it."""
    return [*_notes(case, keys, reader), *_reasons(case, keys), *_points(case, keys)]


def _notes(case: Case, keys: Keys, reader: Reader) -> list[Item]:
    part = NOTES[reader]
    return [
        Item(row.id, Sort.NOTAT, _("Notat til sagen"), row.at, keys.open(part, "case_note", "body", row.id, row.body))
        for row in case.notes
        if row.side == reader and row.kind == "notat_til_sagen"
    ]


def _reasons(case: Case, keys: Keys) -> list[Item]:
    told = ((row, words_of(keys, row.part, "case_event", "reason", row.id, row.reason)) for row in case.events)
    return [
        Item(
            row.id, Sort.BEGRUNDELSE, _("Begrundelse: %(state)s", state=STAFF_SEES[State(row.to_state)]), row.at, words
        )
        for row, words in told
        if words
    ]


def _points(case: Case, keys: Keys) -> list[Item]:
    return [
        Item(
            point.id, Sort.KLAGEPUNKT,
            _("Klagepunkt %(number)s: %(theme)s", number=point.number, theme=categories.theme_title(point.theme)),
            None, point.summary,
        )
        for point in read_points(case, keys)
        if point.summary
    ]  # fmt: skip


def left_out(case: Case, keys: Keys, reader: Reader, released: Collection[str]) -> list[Sort]:
    """Return which kinds of what a side has written are not, or not wholly, in a copy that releases these."""
    kinds = {item.sort for item in items(case, keys, reader) if item.id not in released}
    if reader is Reader.BORGERRAADGIVER and _has_hearings(case):
        kinds.add(Sort.HOERING)
    if has_papers(case, reader):
        kinds.add(Sort.ARBEJDSPAPIR)
    return [sort for sort in Sort if sort in kinds]


def _has_hearings(case: Case) -> bool:
    """Tell whether the administration has been heard; what was asked and answered is given by hand, see the page."""
    asked = select(Hearing.id).join(Investigation, Investigation.id == Hearing.investigation_id)
    return db.session.scalar(asked.where(Investigation.case_id == case.id).limit(1)) is not None


def has_papers(case: Case, reader: Reader) -> bool:
    """Tell whether a side has written internal working papers in a case, which are never given out."""
    return any(row.side == reader and row.kind == "internt_arbejdspapir" for row in case.notes)


def is_elsewhere(case: Case) -> bool:
    """Tell whether another office than the one it was sent to has had the case."""
    other = Reader.MANAGEMENT if case.inbox == Reader.BORGERRAADGIVER else Reader.BORGERRAADGIVER
    return bool(case.consents) or queries.is_shared(case, other)


def make(case: Case, keys: Keys, reader: Reader, released: Collection[str], moment: datetime) -> Copy:
    """Return a copy of a case with what is released of it."""
    read = read_case(case, keys)
    return Copy(
        made=moment.isoformat(), story=read.story, wish=read.particulars.get("wish", ""),
        reference=read.particulars.get("reference", ""), identity=[each for each in read.identity.values() if each],
        messages=[_message(each) for each in read.messages],
        files=[each.name for each in files_of(case, keys).shown],
        translations=_translations(case, keys),
        items=[_given(item) for item in items(case, keys, reader) if item.id in released],
        left_out=[str(sort) for sort in left_out(case, keys, reader, released)], elsewhere=is_elsewhere(case),
    )  # fmt: skip


def _message(message: ReadMessage) -> dict[str, str]:
    return {"from": sender(message), "at": message.at.isoformat(), "text": message.text}


def _translations(case: Case, keys: Keys) -> list[dict[str, str]]:
    named = titles(case, keys)
    return [
        {
            "title": named.get(each.about_id, ""), "language": language_wording.language(each.language), "lang": each.lang,
            "direction": each.direction, "maker": str(language_wording.TO_CITIZEN[each.maker]), "by": each.by_whom,
            "made": each.made_on.isoformat(), "version": str(each.version), "text": each.text,
        }
        for beside in interpreting.translations(case, keys).values()
        for each in (*beside.older, *beside.newest)
    ]  # fmt: skip


def _given(item: Item) -> dict[str, str]:
    return {"title": item.title, "at": item.at.isoformat() if item.at else "", "text": item.text}


def keep(row: InsightRequest, keys: Keys, copy: Copy) -> None:
    """Seal a copy on its request, so that what was given can always be shown again, word for word."""
    part = Part.MESSAGES if keys.has(Part.MESSAGES) else Part.IDENTITY
    row.copy_part = part
    row.copy = keys.seal(part, "case_insight", "copy", row.id, json.dumps(asdict(copy), ensure_ascii=False))


def given(row: InsightRequest, keys: Keys) -> Copy | None:
    """Return what was given for a request; None where nothing was."""
    if row.copy is None or row.copy_part is None:
        return None
    return Copy(**json.loads(keys.open(Part(row.copy_part), "case_insight", "copy", row.id, row.copy)))


def fresh_notes(case: Case) -> None:
    """See what has been written in a case since it was read."""
    db.session.refresh(case, ["notes", "messages", "events", "every_point"])
