"""What a document is handed over as: a file as it is, everything else as a PDF for archives (PDF/A-3a, tagged, fonts inside); in memory only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app

from værdig import municipality
from værdig.complaints import categories, history
from værdig.complaints.appeals.arrival import WAYS
from værdig.complaints.attachments.queries import content_of
from værdig.complaints.case_page import name_of
from værdig.complaints.categories import Kind
from værdig.complaints.desk import Desk
from værdig.complaints.insight import document as copies
from værdig.complaints.insight import extract
from værdig.complaints.insight import queries as requests
from værdig.complaints.insight import wording as asked
from værdig.complaints.insight.rules import Asked
from værdig.complaints.interpreting import queries as interpreting
from værdig.complaints.interpreting import wording as language
from værdig.complaints.interpreting.originals import originals
from værdig.complaints.investigations.queries import read_hearing
from værdig.complaints.journalising.documents import Document, Source
from værdig.complaints.journalising.wording import DIRECTIONS, title
from værdig.complaints.models import AvoidWish, Case, CaseTranslation, Consent, Hearing
from værdig.complaints.parts import RECKONED
from værdig.complaints.queries import role_title, units
from værdig.complaints.reading import read_case, read_points, words_of
from værdig.complaints.recommendations import queries as recommended
from værdig.complaints.recommendations import sealing
from værdig.complaints.redaction import queries as redactions
from værdig.db import db
from værdig.errors import NotYours
from værdig.i18n import _, _l, format_date, format_time
from værdig.ui.paper import pdf_of

ARCHIVAL = "pdf/a-3a"

Parts = list[tuple[str, str]]
"""Headings with the text under each."""

_LABELS = {
    "name": _l("Navn"),
    "phone": _l("Telefon"),
    "email": _l("E-mail"),
    "address": _l("Adresse"),
    "wish": _l("Det ønsker borgeren"),
    "reference": _l("Sagsnummer eller navn på den, borgeren har talt med"),
    "decision_way": _l("Sådan fik borgeren afgørelsen"),
    "decision_dated": _l("Afgørelsens dato"),
    "decision_got": _l("Borgeren fik afgørelsen"),
    "appeal_last": _l("Sidste dag for at klage"),
}


@dataclass(frozen=True)
class Content:
    """A document as a file: its ending and its bytes."""

    ending: str
    data: bytes


def content(desk: Desk, private: Mapping[str, bytes], document: Document, theme: str) -> Content:
    """Return a document; raises NotYours for one whose row is gone. `private` are the desk's own keys, for what is no part of the case."""
    if document.source is Source.FIL:
        kind, _name, data = content_of(desk.case, desk.keys, document.row_id)
        return Content(kind.value, data)
    if document.source is Source.KOPI:
        row = requests.one(desk.case, document.row_id)
        copy = extract.given(row, desk.keys)
        if copy is None:
            raise NotYours
        return Content("pdf", copies.pdf(desk.case, row, copy))
    if document.source is Source.SKJULT:
        redacted = redactions.one(desk.case, desk.side.reader, document.row_id)
        return Content("pdf", redactions.pdf_of(redacted, desk.keys))
    return Content("pdf", _pdf(desk.case, document, theme, _parts(desk, private, document)))


def _pdf(case: Case, document: Document, theme: str, parts: Parts) -> bytes:
    sheet = current_app.jinja_env.get_template("complaints/journalising/sheet.html")
    page = sheet.render(
        case=case, document=document, title=title(document), theme=theme, direction=DIRECTIONS[document.direction],
        parts=[(heading, text) for heading, text in parts if text], municipality=municipality.get().name,
        example=municipality.example_data(),
    )  # fmt: skip
    return pdf_of(page, variant=ARCHIVAL)


def _parts(desk: Desk, private: Mapping[str, bytes], document: Document) -> Parts:
    own = {
        Source.KLAGE: _complaint,
        Source.BESKED: _message,
        Source.NOTAT: _note,
        Source.HOERING: _hearing,
        Source.HOERINGSSVAR: _hearing_answer,
        Source.ANMODNING: _request,
        Source.OENSKE: _avoid,
        Source.SAMTYKKE: _consent,
        Source.OVERSAETTELSE: _translation,
        Source.FORLOEB: _course,
    }.get(document.source)
    return own(desk, document) if own else _recommendation(desk, private, document)


def _complaint(desk: Desk, _document: Document) -> Parts:
    read = read_case(desk.case, desk.keys)
    told = {**read.identity, **read.particulars}
    facts = [
        (_("Type"), categories.title(Kind.TYPE, desk.case.type)),
        (_("Kanal"), categories.title(Kind.CHANNEL, desk.case.channel)),
        *_ground(desk),
        (_("Det er der sket"), read.story),
    ]
    return facts + [(str(_LABELS.get(name, name)), _plain(name, text)) for name, text in told.items()]


def _ground(desk: Desk) -> Parts:
    ground = desk.case.out_of_scope
    return [(_("Uden for kompetence"), categories.title(Kind.OUT_OF_SCOPE, ground))] if ground else []


def _plain(name: str, text: str) -> str:
    """Return an answer as people read it: what is kept of a decision is words of ours and dates."""
    if name not in RECKONED or not text:
        return text
    if name == RECKONED[0]:
        return str(next((title for way, title in WAYS.items() if way == text), text))
    return format_date(date.fromisoformat(text))


def _message(desk: Desk, document: Document) -> Parts:
    message = next(each for each in read_case(desk.case, desk.keys).messages if each.id == document.row_id)
    sender = _("Borgeren") if message.from_citizen else f"{message.role_title}: {name_of(message.author_id)}"
    return [(_("Fra"), sender), (_("Tekst"), message.text)]


def _note(desk: Desk, document: Document) -> Parts:
    row = next(each for each in desk.case.notes if each.id == document.row_id)
    text = words_of(desk.keys, str(document.part), "case_note", "body", row.id, row.body)
    return [(_("Skrevet af"), name_of(row.author_id)), (_("Tekst"), text)]


def _hearing(desk: Desk, document: Document) -> Parts:
    read = read_hearing(_row(Hearing, document), desk.keys)
    return [(_("Til"), dict(units()).get(read.unit, read.unit)), (_("Spørgsmål"), read.questions)]


def _hearing_answer(desk: Desk, document: Document) -> Parts:
    read = read_hearing(_row(Hearing, document), desk.keys)
    return [(_("Fra"), dict(units()).get(read.unit, read.unit)), (_("Svar"), read.answer)]


def _request(desk: Desk, document: Document) -> Parts:
    row = requests.one(desk.case, document.row_id)
    words = words_of(desk.keys, row.part, "case_insight", "wish", row.id, row.wish)
    return [(_("Anmodning"), str(asked.ASKED[Asked(row.asked)])), (_("Tekst"), words)]


def _avoid(desk: Desk, document: Document) -> Parts:
    row = _row(AvoidWish, document)
    return [(_("Tekst"), words_of(desk.keys, row.part, "case_avoid_wish", "words", row.id, row.words))]


def _consent(_desk: Desk, document: Document) -> Parts:
    row = _row(Consent, document)
    oral = row.given_how == "mundtligt"
    given = _("Mundtligt, noteret af %(name)s", name=name_of(row.noted_by)) if oral else _("Af borgeren på sagens side")
    covers = _("Klagen og navnet") if row.scope == "med_navn" else _("Klagen, men ikke navnet")
    return [
        (_("Samtykke til, at ledelsen ser sagen"), covers),
        (_("Givet"), f"{format_time(row.given_at)}. {given}"),
        (_("Taget tilbage"), format_time(row.revoked) if row.revoked else ""),
    ]


def _translation(desk: Desk, document: Document) -> Parts:
    row = _row(CaseTranslation, document)
    read = interpreting.read(row, desk.keys)
    named = {each.id: each.title for each in originals(desk.case, desk.keys)}
    return [
        (_("Original"), named.get(read.about_id, "")),
        (_("Oversat til"), language.language(read.language)),
        (_("Oversat af"), f"{read.by_whom}. {language.MAKERS[read.maker]}"),
        (_("Tekst"), read.text),
    ]


def _course(desk: Desk, _document: Document) -> Parts:
    lines = [
        f"{format_time(each.at)}: {each.what} ({name_of(each.actor)}){'. ' + each.words if each.words else ''}"
        for each in history.lines(desk.case, desk.keys)
    ]
    points = [
        ". ".join(
            [
                f"{point.number}: {categories.theme_title(point.theme)}",
                *([point.summary] if point.summary else []),
                categories.title(Kind.OUTCOME, point.outcome) if point.outcome else _("Uden udfald"),
            ]
        )
        for point in read_points(desk.case, desk.keys)
    ]
    return [(_("Klagepunkter og udfald"), "\n".join(points)), (_("Forløb"), "\n".join(lines))]


def _recommendation(desk: Desk, private: Mapping[str, bytes], document: Document) -> Parts:
    row = recommended.one(document.row_id, desk.side.reader)
    read = recommended.read(row, sealing.open_for(row, desk.side.reader, private))
    steps = [f"{format_time(each.at)}: {each.words}" for each in read.steps if each.words]
    return [
        (_("Anbefaling"), read.title),
        (_("Tekst"), read.text),
        (_("Til"), f"{dict(units()).get(row.unit, row.unit)}, {role_title(row.owner)}"),
        (_("Frist"), format_date(row.due)),
        (_("Opfølgning"), "\n".join(steps)),
    ]


def _row(table: type[Any], document: Document) -> Any:
    found = db.session.get(table, document.row_id)
    if found is None:
        raise NotYours
    return found
