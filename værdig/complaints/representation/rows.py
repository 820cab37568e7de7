"""Rows of representation: adding one and writing what is known into it, inside a transaction of `service` or of receiving a complaint."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from værdig import audit, clock
from værdig.complaints.acting import By
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case, CaseRepresentative
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.representation.models import NOTED
from værdig.complaints.representation.rules import ACTING, BASES, NEEDS_PROOF, USUAL, Basis, Behalf, Right, Role
from værdig.db import db, new_id
from værdig.errors import RuleBroken


@dataclass(frozen=True, kw_only=True)
class Fuldmagt:
    """Who is to stand beside a citizen and by what right; `since` None is today, `proof_seen` that the paper has been seen."""

    role: Role
    name: str
    basis: Basis = Basis.INGEN
    scope: Collection[Right] = field(default_factory=tuple)
    since: date | None = None
    until: date | None = None
    proof_seen: bool = False
    contact: str = ""
    words: str = ""


def note_behalf(case: Case, keys: Keys, told: Behalf, by: By, moment: datetime) -> None:
    """Note who wrote a complaint for its citizen, inside the transaction that receives it; nothing is known of a fuldmagt yet.

    Whoever acts for the citizen has the return code in her hand from then on; it opens no more than her fuldmagt does.
    """
    acts = told.role in ACTING
    row = add(
        case, keys,
        Fuldmagt(role=told.role, name=told.name, basis=BASES[told.role][0], scope=USUAL if acts else (), contact=told.contact),
        by, moment,
    )  # fmt: skip
    row.holds_code = acts


def add(case: Case, keys: Keys, told: Fuldmagt, by: By, moment: datetime) -> CaseRepresentative:
    """Add somebody inside the caller's transaction. Raises RuleBroken where the citizen's identity is not the reader's to know."""
    acts = told.role in ACTING
    row = CaseRepresentative(
        id=new_id(), case_id=case.id, role=told.role, noted=moment, noted_by=by.id,
        since=told.since or clock.local(moment).date(),
    )  # fmt: skip
    write(row, keys, told, by, moment)
    db.session.add(row)
    db.session.flush()
    audit.record(NOTED, OBJECT, case.id, detail={"role": told.role, "acts": acts}, actor=by.actor)
    return row


def write(row: CaseRepresentative, keys: Keys, told: Fuldmagt, by: By, moment: datetime) -> None:
    """Write what is known of somebody into her row; when a paper was first seen, and by whom, stays as it was."""
    if not keys.has(Part.IDENTITY):
        raise RuleBroken(f"who the citizen of {row.case_id} is, is not this reader's to know")
    acts = told.role in ACTING
    row.basis = told.basis if acts else Basis.INGEN
    row.scope = ",".join(right for right in Right if right in told.scope) if acts else ""
    row.since, row.until = told.since or row.since, told.until
    seen = told.proof_seen and row.basis in NEEDS_PROOF
    if not seen:
        row.proof_seen = row.proof_seen_by = None
    elif row.proof_seen is None:
        row.proof_seen, row.proof_seen_by = moment, by.id
    who = {"name": told.name.strip(), "contact": told.contact.strip(), "words": told.words.strip()}
    row.who = keys.seal(Part.IDENTITY, "case_representative", "who", row.id, json.dumps(who, ensure_ascii=False))
