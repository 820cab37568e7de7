"""Reads of her reports: one that may be read by whoever asks, the lists, the document, and what she has typed; nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from værdig import clock
from værdig.clock import HalfYear
from værdig.complaints import queries as complaints
from værdig.crypto import field_place, keyring, seal_text, unseal_text
from værdig.db import db
from værdig.errors import NotYours
from værdig.reports.beretning.assemble import meta_of
from værdig.reports.beretning.compose import compose
from værdig.reports.beretning.content import Generated, from_plain
from værdig.reports.beretning.models import DRAFT, RELEASED, Beretning, BeretningText
from værdig.reports.beretning.spans import Span, ends_a_year
from værdig.reports.document import Document
from værdig.reports.document import from_plain as document_from_plain

PURPOSE = "beretning/texts"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One saved text, opened."""

    place: str
    number: int
    text: str
    saved_at: datetime
    saved_by: str


def own(beretning_id: str) -> Beretning:
    """Return any version of the bound municipality, for its writer; raises NotYours for an unknown one."""
    found = db.session.scalar(select(Beretning).where(Beretning.id == beretning_id))
    if found is None:
        raise NotYours
    return found


def readable(beretning_id: str, roles: frozenset[str]) -> Beretning:
    """Return a released version that one of these roles may read; raises NotYours for a draft, and for one not meant for them."""
    found = own(beretning_id)
    if not found.is_released or not (found.public or roles & set(found.readers)):
        raise NotYours
    return found


def open_to_all(beretning_id: str) -> Beretning:
    """Return a released version that everybody may read; raises NotYours for every other."""
    return readable(beretning_id, frozenset())


def released(roles: frozenset[str] | None = None) -> list[Beretning]:
    """Return the released versions that these roles may read, newest first; None: those that everybody may."""
    query = select(Beretning).where(Beretning.state == RELEASED)
    rows = db.session.scalars(query.order_by(Beretning.released_at.desc(), Beretning.version.desc()))
    return [row for row in rows if row.public or (roles is not None and roles & set(row.readers))]


def newest(period: str) -> Beretning | None:
    """Return the newest version about a period, draft or released."""
    query = select(Beretning).where(Beretning.period == period).order_by(Beretning.version.desc())
    return db.session.scalar(query.limit(1))


def versions(period: str) -> list[Beretning]:
    """Return the versions about a period, newest first."""
    return list(
        db.session.scalars(select(Beretning).where(Beretning.period == period).order_by(Beretning.version.desc()))
    )


def replaced_by(beretning: Beretning) -> int | None:
    """Return the newest version of the same period that was released after this one."""
    later = [row.version for row in versions(beretning.period) if row.is_released and row.version > beretning.version]
    return max(later, default=None)


@dataclass(frozen=True, kw_only=True)
class PeriodRow:
    """One period in her list: its newest version, if there is any, and the newest released one."""

    code: str
    label: str
    is_year: bool
    is_over: bool
    newest: Beretning | None
    released: Beretning | None


def periods() -> list[PeriodRow]:
    """Return the periods she can report on, newest first: from the one that runs back to the first complaint."""
    rows: dict[str, list[Beretning]] = {}
    for row in db.session.scalars(select(Beretning).order_by(Beretning.version.desc())):
        rows.setdefault(row.period, []).append(row)
    return [
        PeriodRow(
            code=span.code,
            label=span.label,
            is_year=span.is_year,
            is_over=span.end < clock.today(),
            newest=next(iter(rows.get(span.code, [])), None),
            released=next((row for row in rows.get(span.code, []) if row.is_released), None),
        )
        for span in _spans(rows)
    ]


def _spans(begun: Collection[str]) -> list[Span]:
    """Return the half-years and years to list; one that was begun is listed, also where the setting has changed since."""
    current = HalfYear.of(clock.today())
    first = complaints.first_half_year() or current.previous()
    spans = {Span.parse(code) for code in begun}
    first = min([first, *(span.halves[-1] for span in spans)])
    while current >= first:
        spans |= {Span((current,))} | ({Span.years_of(current)} if ends_a_year(current) else set())
        current = current.previous()
    return sorted(spans, key=lambda span: (span.end, span.is_year), reverse=True)


def generated_of(beretning: Beretning) -> Generated:
    """Return what was written from the figures."""
    return from_plain(beretning.generated)


def document_of(beretning: Beretning) -> Document:
    """Return the document: as it was released, or a draft with what is typed by now."""
    if beretning.state != DRAFT:
        return document_from_plain(beretning.document)
    meta = meta_of(beretning.period, beretning.version, corrects=beretning.corrects)
    return compose(generated_of(beretning), texts_of(beretning.id), meta)


# --- what she has typed ---


def texts_of(beretning_id: str) -> dict[str, str]:
    """Return the newest text of each place that has one."""
    return {place: typed.text for place, typed in newest_texts(beretning_id).items()}


def newest_texts(beretning_id: str) -> dict[str, Typed]:
    """Return the newest saving of each place: they come oldest first, so the last one stays."""
    return {row.place: _opened(row) for row in _rows(beretning_id)}


def earlier_texts(beretning_id: str) -> dict[str, list[Typed]]:
    """Return what stood in each place before the newest text, newest first."""
    found: dict[str, list[Typed]] = {}
    for row in reversed(_rows(beretning_id)):
        found.setdefault(row.place, []).append(_opened(row))
    return {place: rows[1:] for place, rows in found.items() if rows[1:]}


def _rows(beretning_id: str) -> Sequence[BeretningText]:
    query = select(BeretningText).where(BeretningText.beretning_id == beretning_id)
    return db.session.scalars(query.order_by(BeretningText.place, BeretningText.number)).all()


def _opened(row: BeretningText) -> Typed:
    text = unseal_text(keyring().derive(PURPOSE), _place(row.id), row.sealed)
    return Typed(place=row.place, number=row.number, text=text, saved_at=row.saved_at, saved_by=row.saved_by)


def sealed(row_id: str, text: str) -> bytes:
    """Return a text sealed under the machine's own key: the database alone cannot read a draft."""
    return seal_text(keyring().derive(PURPOSE), _place(row_id), text)


def _place(row_id: str) -> bytes:
    return field_place("beretning_text", "sealed", row_id)
