"""Ordering an interpreter or a translation, saying what came of it, and laying a translation beside its original; all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from værdig import audit, clock, municipality
from værdig.complaints import categories, deadlines
from værdig.complaints.acting import By
from værdig.complaints.conflicts.walls import require_free
from værdig.complaints.interpreting import queries, rules
from værdig.complaints.interpreting.models import ORDERED, STEPPED, TRANSLATED, CaseTranslation, LanguageOrder
from værdig.complaints.interpreting.originals import part_of
from værdig.complaints.interpreting.rules import GOAL, RUNNING, TALKED, Kind, Maker, Step, Way
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.moving import locked
from værdig.complaints.service.once import once
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import SOURCE, _


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is ordered: an interpreter for a talk (`way`, `talk_at`), or a translation of `about_id`; `due` only where one was promised."""

    language: str
    supplier: str
    way: Way | None = None
    talk_at: datetime | None = None
    about_id: str | None = None
    from_language: str = SOURCE
    ordered_on: date | None = None
    due: date | None = None

    @property
    def kind(self) -> Kind:
        """Whether it is an interpreter or a translation."""
        return Kind.OVERSAETTELSE if self.about_id else Kind.TOLK


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A translation as it has come: of what, into which language, by whom, when, and its words."""

    about_id: str
    language: str
    maker: Maker
    by_whom: str
    text: str
    made_on: date | None = None


def order(
    case_id: str, keys: Keys, wanted: Order, by: By, *, token: str | None = None, at: datetime | None = None
) -> bool:
    """Order an interpreter or a translation, once per token; returns whether it is new. No other clock is touched.

    An interpreter tells the citizen's language, and is therefore seen by those alone who may see who she is; a translation by those
    who may read its original. Raises UserError for days that do not fit, NotYours for what the keys do not open.
    """
    moment = at or clock.now()
    today = clock.local(moment).date()
    start = wanted.ordered_on or today
    _require_sense(wanted, start, today, moment)

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        require_free(case.id, by)
        part = part_of(case, wanted.about_id, keys) if wanted.about_id else Part.IDENTITY
        if not keys.has(part):
            raise NotYours
        due, days = _due(wanted, start)
        row = LanguageOrder(
            id=new_id(), case_id=case.id, kind=wanted.kind, state=Step.BESTILT, language=wanted.language,
            from_language=wanted.from_language if wanted.about_id else None, way=wanted.way, talk_at=wanted.talk_at,
            about_id=wanted.about_id, ordered_on=start, due=due, days=days, part=part, noted=moment, noted_by=by.id,
            submission_mac=mac,
        )  # fmt: skip
        row.supplier = keys.seal(part, LanguageOrder.__tablename__, "supplier", row.id, wanted.supplier.strip())
        db.session.add(row)
        audit.record(ORDERED, OBJECT, case.id, detail={"kind": wanted.kind}, actor=by.actor, at=at)

    return once(LanguageOrder, token, f"{wanted}", deed)


def _require_sense(wanted: Order, start: date, today: date, moment: datetime) -> None:
    _require_language(wanted.language)
    if not wanted.supplier.strip():
        raise UserError(_("Skriv, hvem du har bestilt hos."), "supplier")
    if start > today:
        raise UserError(_("Dagen skal have været."), "ordered_on")
    if wanted.kind is Kind.OVERSAETTELSE and wanted.language == wanted.from_language:
        raise UserError(_("Vælg to forskellige sprog."), "language")
    if wanted.kind is Kind.TOLK and (wanted.talk_at is None or wanted.talk_at < moment or wanted.way is None):
        raise UserError(_("Samtalen skal ligge efter nu."), "day")
    if wanted.due is not None and wanted.due < start:
        raise UserError(_("Dagen ligger før bestillingen."), "due")


def _require_language(code: str) -> None:
    if code not in {each for each, _title in categories.choices(categories.Kind.LANGUAGE, clock.today())}:
        raise UserError(_("Vælg et sprog."), "language")


def _due(wanted: Order, start: date) -> tuple[date, int | None]:
    """Return when it is to be done and the days counted; an interpreter is confirmed before the talk at the latest."""
    if wanted.due is not None:
        return wanted.due, None
    days = int(municipality.setting(GOAL[wanted.kind]))
    due = clock.add_working_days(start, days, deadlines.closing_days())
    talk = clock.local(wanted.talk_at).date() if wanted.talk_at else due
    return (due, days) if due <= talk else (talk, None)


def step(case_id: str, keys: Keys, order_id: str, target: Step, by: By, *, at: datetime | None = None) -> None:
    """Say what came of an order. Raises RuleBroken where it has come to something else, UserError for a talk that is not over."""
    moment = at or clock.now()
    with transaction():
        case = locked(case_id)
        require_free(case.id, by)
        row = queries.one(case, keys, order_id)
        rules.check(Kind(row.kind), Step(row.state), target)
        if target in TALKED and row.talk_at is not None and row.talk_at > moment:
            raise UserError(_("Samtalen har ikke været endnu."), "step")
        _end(row, target, case, by, moment)


def _end(row: LanguageOrder, target: Step, case: Case, by: By, moment: datetime) -> None:
    row.state = target
    row.ended = None if target in RUNNING else moment
    audit.record(STEPPED, OBJECT, case.id, detail={"kind": row.kind, "step": target}, actor=by.actor, at=moment)


def translate(
    case_id: str, keys: Keys, made: Translation, by: By, *, token: str | None = None, at: datetime | None = None
) -> bool:
    """Lay a translation beside its original, once per token, as a new version where there is one; the original is not touched.

    It is sealed under its original's part, so that nobody reads it who may not read the original. An order of it is ended.
    Raises NotYours for an original the keys do not open.
    """
    moment = at or clock.now()
    _require_translation(made, clock.local(moment).date())

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        require_free(case.id, by)
        part = part_of(case, made.about_id, keys)
        row = CaseTranslation(
            id=new_id(), case_id=case.id, about_id=made.about_id, language=made.language, maker=made.maker, part=part,
            version=_versions(case, made) + 1, made_on=made.made_on or clock.local(moment).date(), noted=moment,
            noted_by=by.id, submission_mac=mac,
        )  # fmt: skip
        row.body = keys.seal(part, CaseTranslation.__tablename__, "body", row.id, made.text)
        row.by_whom = keys.seal(part, CaseTranslation.__tablename__, "by_whom", row.id, made.by_whom.strip())
        db.session.add(row)
        audit.record(TRANSLATED, OBJECT, case.id, actor=by.actor, at=at)
        for each in queries.orders(case, keys):
            if (each.about_id, each.language, each.state) == (made.about_id, made.language, Step.BESTILT):
                _end(each, Step.MODTAGET, case, by, moment)

    return once(CaseTranslation, token, f"{made}", deed)


def _require_translation(made: Translation, today: date) -> None:
    _require_language(made.language)
    if not made.text.strip():
        raise UserError(_("Skriv eller indsæt oversættelsen."), "text")
    if not made.by_whom.strip():
        raise UserError(_("Skriv, hvem der har oversat."), "by_whom")
    if made.made_on is not None and made.made_on > today:
        raise UserError(_("Dagen skal have været."), "made_on")


def _versions(case: Case, made: Translation) -> int:
    query = select(func.max(CaseTranslation.version)).where(
        CaseTranslation.case_id == case.id,
        CaseTranslation.about_id == made.about_id,
        CaseTranslation.language == made.language,
    )
    return db.session.scalar(query) or 0
