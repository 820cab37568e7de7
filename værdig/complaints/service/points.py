"""Splitting a case in klagepunkter: adding, correcting, removing and bringing back one, and what it ends with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from værdig import audit, clock
from værdig.complaints import categories, parts
from værdig.complaints.acting import By
from værdig.complaints.categories import Kind
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case, Klagepunkt
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reading import words_of
from værdig.complaints.service.judging import judged_by
from værdig.complaints.service.moving import locked
from værdig.complaints.service.once import once
from værdig.complaints.states import Mover
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _

FILED = ("theme", "principle", "unit", "formality")
"""What a klagepunkt is filed under, in the order it is told."""


def add_point(
    case_id: str,
    keys: Keys,
    by: By,
    *,
    theme: str,
    unit: str,
    formality: str,
    principle: str = "",
    summary: str = "",
    token: str | None = None,
    at: datetime | None = None,
) -> str:
    """Add a klagepunkt, once per token, and return its id (empty for a repeat).

    The principle follows from the theme unless another is chosen. Raises UserError for one that is there already.
    """
    filed = _filed(theme, principle, unit, formality)
    row = Klagepunkt(id=new_id(), case_id=case_id, **filed)

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        judged_by(case, by)
        _refuse_twin(case, filed, keys, summary)
        _say(row, keys, by, summary)
        row.number = max((point.number for point in case.every_point), default=0) + 1
        row.submission_mac = mac
        db.session.add(row)
        _tell(case, "complaint.point_added", row, by, {"theme": theme}, at)

    said = "\n".join([theme, row.principle, unit, formality, summary])
    return row.id if once(Klagepunkt, token, said, deed) else ""


def change_point(
    case_id: str,
    point_id: str,
    keys: Keys,
    by: By,
    *,
    theme: str,
    unit: str,
    formality: str,
    principle: str = "",
    summary: str | None = None,
) -> None:
    """Correct what a klagepunkt is filed under and its words; the history tells what it was. `summary` None leaves the words."""
    filed = _filed(theme, principle, unit, formality)
    with transaction():
        case, row = _judged(case_id, point_id, by)
        before = {name: getattr(row, name) for name in FILED if getattr(row, name) != filed[name]}
        words = summary is not None and summary != words_of(
            keys, row.part, "klagepunkt", "summary", row.id, row.summary
        )
        if not before and not words:
            return
        for name, value in filed.items():
            setattr(row, name, value)
        if words:
            _say(row, keys, by, summary or "")
        detail = {"from": before, "to": {name: filed[name] for name in before}, "words": words}
        _tell(case, "complaint.point_changed", row, by, detail)


def remove_point(case_id: str, point_id: str, by: By) -> None:
    """Take a klagepunkt out of a case: it counts nowhere any more, and can be brought back while the case is open."""
    with transaction():
        case, row = _judged(case_id, point_id, by)
        row.removed = clock.now()
        _tell(case, "complaint.point_removed", row, by, {"theme": row.theme})


def restore_point(case_id: str, point_id: str, by: By) -> None:
    """Bring back a klagepunkt that was removed, with its number and outcome."""
    with transaction():
        case, row = _judged(case_id, point_id, by, removed=True)
        row.removed = None
        _tell(case, "complaint.point_restored", row, by, {"theme": row.theme})


def settle_point(
    case_id: str, point_id: str, by: By, *, outcome: str, reaction: str | None = None, at: datetime | None = None
) -> None:
    """Give a klagepunkt its outcome, and what the department did about it.

    Raises UserError for criticism from the management: it is the borgerraadgiver's to give.
    """
    categories.require(Kind.OUTCOME, outcome, "outcome")
    if reaction:
        categories.require(Kind.REACTION, reaction, "reaction")
    with transaction():
        case, row = _judged(case_id, point_id, by)
        if outcome in categories.CRITICISM and by.mover is not Mover.BORGERRAADGIVER and outcome != row.outcome:
            raise UserError(
                _("Kun borgerrådgiveren kan udtale kritik og give henstillinger og anbefalinger."), "outcome"
            )
        row.outcome, row.reaction, row.settled = outcome, reaction, at or clock.now()
        _tell(case, "complaint.point_settled", row, by, {"outcome": outcome}, at)


def _filed(theme: str, principle: str, unit: str, formality: str) -> dict[str, str]:
    usual = categories.principle_of(theme)
    categories.require(Kind.PRINCIPLE, principle or usual, "principle")
    categories.require(Kind.FORMALITY, formality, "formality")
    return {"theme": theme, "principle": principle or usual, "unit": unit, "formality": formality}


def _refuse_twin(case: Case, filed: Mapping[str, str], keys: Keys, summary: str) -> None:
    """Raise UserError where the case has the very same klagepunkt: whoever goes back and presses again would count it twice."""
    for point in case.points:
        foreign = point.summary is not None and not keys.has(Part(point.part))
        if foreign or any(getattr(point, name) != filed[name] for name in FILED):
            continue
        if summary == words_of(keys, point.part, "klagepunkt", "summary", point.id, point.summary):
            raise UserError(
                _(
                    "Klagepunkt %(number)s er præcis magen til. Skriv, hvad der er anderledes, hvis det er et til.",
                    number=point.number,
                )
            )


def _judged(case_id: str, point_id: str, by: By, *, removed: bool = False) -> tuple[Case, Klagepunkt]:
    """Return a case and one of its klagepunkter, or of those removed, for writing.

    Raises NotYours where there is none, UserError for who may not say what it is.
    """
    case = locked(case_id)
    row = next((p for p in case.every_point if p.id == point_id and (p.removed is not None) is removed), None)
    if row is None:
        raise NotYours
    judged_by(case, by)
    return case, row


def _say(row: Klagepunkt, keys: Keys, by: By, summary: str) -> None:
    """Seal a klagepunkt's words for those whom they are meant for."""
    if not summary:
        row.summary = None
        return
    opened, part = parts.of_own_words(keys, by)
    row.part, row.summary = part, opened.seal(part, "klagepunkt", "summary", row.id, summary)


def _tell(
    case: Case, action: str, row: Klagepunkt, by: By, detail: Mapping[str, object], at: datetime | None = None
) -> None:
    """Write what was done to the log, from which the case's history is told, and let the case know its klagepunkter anew."""
    db.session.flush()
    db.session.refresh(case, ["points", "every_point"])
    audit.record(action, OBJECT, case.id, detail={"number": row.number, **detail}, actor=by.actor, at=at)
