"""Reads of representation: the people of a case in clear text, as far as the reader's keys go; nothing is stored here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select

from værdig import clock
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case, CaseRepresentative, RepresentativeKey
from værdig.complaints.representation import rules, wording
from værdig.complaints.representation.rules import ACTING, Basis, Mandate, Right, Role, Standing
from værdig.db import db
from værdig.errors import NotYours


def of_case(case_id: str) -> list[CaseRepresentative]:
    """Return the people beside a case's citizen, oldest first."""
    query = select(CaseRepresentative).where(CaseRepresentative.case_id == case_id)
    return list(db.session.scalars(query.order_by(CaseRepresentative.noted, CaseRepresentative.id)))


def one(case_id: str, representative_id: str) -> CaseRepresentative:
    """Return a person of a case; raises NotYours for any other."""
    found = db.session.scalar(
        select(CaseRepresentative).where(
            CaseRepresentative.case_id == case_id, CaseRepresentative.id == representative_id
        )
    )
    if found is None:
        raise NotYours
    return found


def holder_of(case_id: str) -> CaseRepresentative | None:
    """Return who wrote the complaint for its citizen and so was given its return code; None where the citizen has it."""
    return next((row for row in of_case(case_id) if row.holds_code and row.role in ACTING), None)


def scope_of(row: CaseRepresentative) -> frozenset[Right]:
    """Return the rights a row covers."""
    return frozenset(Right(word) for word in row.scope.split(",") if word)


def mandate_of(row: CaseRepresentative) -> Mandate:
    """Return a row as the rules see it."""
    return Mandate(
        role=Role(row.role), basis=Basis(row.basis), scope=scope_of(row), since=row.since, until=row.until,
        proof_seen=row.proof_seen is not None, ended=row.ended is not None,
    )  # fmt: skip


def rights_of(row: CaseRepresentative) -> frozenset[Right]:
    """Return what somebody may do today."""
    return rules.rights(mandate_of(row), clock.today())


def standing_of(row: CaseRepresentative) -> Standing:
    """Return how somebody's right to act stands today."""
    return rules.standing(mandate_of(row), clock.today())


def has_code(row: CaseRepresentative) -> bool:
    """Tell whether a code of hers opens anything."""
    query = select(exists().where(RepresentativeKey.representative_id == row.id))
    return bool(db.session.scalar(query))


def keys_of_case(case_id: str) -> list[RepresentativeKey]:
    """Return every key of a case that is wrapped to a representative's code."""
    query = select(RepresentativeKey).join(
        CaseRepresentative, CaseRepresentative.id == RepresentativeKey.representative_id
    )
    return list(db.session.scalars(query.where(CaseRepresentative.case_id == case_id)))


@dataclass(frozen=True)
class Person:
    """One person beside a citizen, for a page: who, as what, by what right, and how that stands today."""

    id: str
    name: str
    contact: str
    words: str
    role: Role
    role_title: Any
    basis: Any
    scope: frozenset[Right]
    covers: str
    row: CaseRepresentative
    standing: Standing
    word: Any
    tone: str
    days_left: int | None
    has_code: bool
    may_have_code: bool

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to end."""
        return self.standing is Standing.SLUT

    @property
    def ended(self) -> datetime | None:
        """When it was ended."""
        return self.row.ended


def people(case: Case, keys: Keys) -> list[Person]:
    """Return the people of a case for a reader who may know who its citizen is; for anybody else there are none."""
    if not keys.has(Part.IDENTITY):
        return []
    return [read(row, keys) for row in of_case(case.id)]


def read(row: CaseRepresentative, keys: Keys) -> Person:
    """Return one person in clear text; raises CannotOpen without the key of the citizen's identity."""
    told = who_of(row, keys)
    mandate, today = mandate_of(row), clock.today()
    stands = rules.standing(mandate, today)
    word, tone = wording.STANDINGS[stands]
    return Person(
        row.id, told["name"], told["contact"], told["words"], mandate.role, wording.ROLES[mandate.role],
        wording.BASES[mandate.basis], mandate.scope, wording.covers(mandate.scope), row, stands, word, tone,
        rules.days_left(mandate, today), has_code(row),
        Right.SE in rules.rights(mandate, today) and not row.holds_code,
    )  # fmt: skip


def who_of(row: CaseRepresentative, keys: Keys) -> dict[str, str]:
    """Return name, contact and words of somebody; a name that was not told is empty."""
    told: dict[str, str] = json.loads(keys.open(Part.IDENTITY, "case_representative", "who", row.id, row.who))
    return {name: told.get(name, "") for name in ("name", "contact", "words")}
