"""Reads of orders and translations as far as the reader's keys go, and what of a side's is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, defer

from værdig import clock
from værdig.complaints.clocks import Standing
from værdig.complaints.conflicts.walls import open_to_viewer
from værdig.complaints.interpreting.models import CaseTranslation, LanguageOrder
from værdig.complaints.interpreting.rules import RUNNING, Kind, Maker, Step
from værdig.complaints.key_models import CaseKey
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import lies_with
from værdig.db import db
from værdig.errors import NotYours
from værdig.i18n import RIGHT_TO_LEFT, _, ngettext

OTHER = "andet"
"""The word of the list of languages for one that is not on it."""


@dataclass(frozen=True)
class ReadTranslation:
    """One version of a translation in clear text."""

    id: str
    about_id: str
    language: str
    version: int
    maker: Maker
    by_whom: str
    made_on: date
    text: str
    noted_by: str

    @property
    def lang(self) -> str:
        """The language as a page tells a browser; undetermined (`und`, BCP 47) where it is not on the list."""
        return "und" if self.language == OTHER else self.language

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`; `auto` for a language that is not on the list."""
        return "auto" if self.language == OTHER else "rtl" if self.language in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True)
class Beside:
    """What lies beside one original: the newest translation in each language, and the versions before them."""

    newest: list[ReadTranslation]
    older: list[ReadTranslation]


NOTHING = Beside([], [])


def translations(case: Case, keys: Keys) -> Mapping[str, Beside]:
    """Return the translations a reader may open by the id of their original; none whose original she may not."""
    found: dict[str, list[ReadTranslation]] = defaultdict(list)
    query = select(CaseTranslation).where(CaseTranslation.case_id == case.id)
    for row in db.session.scalars(query.order_by(CaseTranslation.language, CaseTranslation.version)):
        if keys.has(Part(row.part)):
            found[row.about_id].append(read(row, keys))
    return {about_id: _beside(rows) for about_id, rows in found.items()}


def _beside(rows: list[ReadTranslation]) -> Beside:
    newest = {row.language: row for row in rows}
    return Beside(list(newest.values()), [row for row in rows if row is not newest[row.language]])


def read(row: CaseTranslation, keys: Keys) -> ReadTranslation:
    """Return one version in clear text; raises CannotOpen where its original's part is not held."""
    part, table = Part(row.part), CaseTranslation.__tablename__
    return ReadTranslation(
        row.id, row.about_id, row.language, row.version, Maker(row.maker),
        keys.open(part, table, "by_whom", row.id, row.by_whom), row.made_on,
        keys.open(part, table, "body", row.id, row.body), row.noted_by,
    )  # fmt: skip


def orders(case: Case, keys: Keys) -> list[LanguageOrder]:
    """Return the orders of a case that a reader may see, the newest first."""
    query = select(LanguageOrder).where(LanguageOrder.case_id == case.id)
    rows = db.session.scalars(query.order_by(LanguageOrder.noted.desc(), LanguageOrder.id))
    return [row for row in rows if keys.has(Part(row.part))]


def one(case: Case, keys: Keys, order_id: str) -> LanguageOrder:
    """Return an order of a case; raises NotYours for any other, and for one that the keys do not reach."""
    found = next((row for row in orders(case, keys) if row.id == order_id), None)
    if found is None:
        raise NotYours
    return found


def supplier(row: LanguageOrder, keys: Keys) -> str:
    """Return from whom it is ordered."""
    return keys.open(Part(row.part), LanguageOrder.__tablename__, "supplier", row.id, row.supplier)


def next_day(row: LanguageOrder) -> date:
    """Return the day something is to have happened: the answer or the translation, then the talk."""
    if row.kind == Kind.TOLK and row.state == Step.BEKRAEFTET and row.talk_at:
        return clock.local(row.talk_at).date()
    return row.due


def due_with(reader: Reader, day: date) -> list[tuple[Case, LanguageOrder]]:
    """Return the orders due by `day` in the cases that lie with a side and that it may see, the most urgent first; one statement."""
    own_part, its_case = aliased(CaseKey), aliased(CaseKey)
    query = (
        select(Case, LanguageOrder)
        .join(LanguageOrder, LanguageOrder.case_id == Case.id)
        .where(LanguageOrder.state.in_(RUNNING), open_to_viewer(Case.id))
        .where(exists().where(its_case.case_id == Case.id, its_case.part == Part.CASE, its_case.reader == reader))
        .where(exists().where(own_part.case_id == Case.id, own_part.part == LanguageOrder.part, own_part.reader == reader))
        .options(defer(Case.story), defer(Case.particulars))
    )  # fmt: skip
    found = [
        (case, row) for case, row in db.session.execute(query) if next_day(row) <= day and lies_with(case) is reader
    ]
    return sorted(found, key=lambda pair: (next_day(pair[1]), pair[1].id))


def standing(row: LanguageOrder, day: date) -> Standing:
    """Return how an order stands on `day`; it never stands still, and one that ended too late stays late."""
    ended = clock.local(row.ended).date() if row.ended else day
    late = (ended - next_day(row)).days
    if row.state in (Step.AFBESTILT, Step.KAN_IKKE, Step.HOLDT_UDEN):
        return Standing(_("Bortfaldet"), "neutral")
    if late > 0 and row.state != Step.HOLDT:
        return Standing(_("Overskredet"), "bad", ngettext("%(count)s dag for sent.", "%(count)s dage for sent.", late))
    if row.ended is not None:
        return Standing(_("Færdig"), "good")
    return Standing(_("I dag"), "warning") if next_day(row) == day else Standing(_("Løber"), "info")
