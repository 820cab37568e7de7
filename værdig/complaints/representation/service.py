"""What happens to a representative: noted, changed, ended, given a code; the citizen is told of whatever staff do.

Every deed goes through `locked`, so that nobody who may not handle the case does it, and is in the log under whoever did it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from værdig import audit, clock
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.conflicts.walls import require_free
from værdig.complaints.keys import Keys
from værdig.complaints.models import Case, CaseRepresentative
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.representation import codes, queries, rows, rules, wording
from værdig.complaints.representation.models import CHANGED, CODE_MADE, ENDED
from værdig.complaints.representation.rows import Fuldmagt
from værdig.complaints.representation.rules import ACTING, BASES, Basis, Right, Role
from værdig.complaints.rules import FULDMAGT_LETTER
from værdig.complaints.service.moving import locked
from værdig.complaints.service.once import once
from værdig.complaints.service.writing import Said, add_answer
from værdig.db import transaction
from værdig.errors import UserError
from værdig.i18n import _


def note(
    case_id: str, keys: Keys, told: Fuldmagt, by: By, *, token: str | None = None, at: datetime | None = None
) -> bool:
    """Note somebody beside a citizen, once per token; returns whether it is new. The citizen is told of whom staff let act for her.

    Raises UserError for what does not hang together, and RuleBroken where the citizen's identity is not the reader's to know.
    """
    moment = at or clock.now()
    _require_whole(told, by)

    def deed(mac: bytes | None) -> None:
        case = locked(case_id)
        require_free(case_id, by)
        row = rows.add(case, keys, told, by, moment)
        row.submission_mac = mac
        if by is not CITIZEN and told.role in ACTING:
            text = wording.noted(told.name.strip(), told.role, Basis(row.basis), queries.scope_of(row), row.until)
            _tell(case, keys, text, by, moment)

    return once(CaseRepresentative, token, f"{told.role}\n{told.name}\n{told.since}\n{told.until}", deed)


def _require_whole(told: Fuldmagt, by: By) -> None:
    if not told.name.strip():
        raise UserError(_("Skriv navnet på den, der repræsenterer eller hjælper borgeren."), "name")
    if told.until is not None and told.until < (told.since or told.until):
        raise UserError(_("Den sidste dag ligger før den første."), "until")
    if told.role not in ACTING:
        return
    allowed = (Basis.PAA_SAGEN,) if by is CITIZEN else (*BASES[told.role], Basis.PAA_SAGEN)
    if told.basis not in allowed:
        raise UserError(_("Vælg, hvad det bygger på. En værge skal have en beskikkelse."), "basis")
    if not told.scope:
        raise UserError(_("Vælg mindst én ting, det omfatter."), "scope")
    if Right.SE not in told.scope:
        raise UserError(
            _("Den, der skal skrive eller få svar her, skal også kunne se sagen. Sæt kryds ved »Se sagen«."), "scope"
        )


def change(
    case_id: str, keys: Keys, representative_id: str, told: Fuldmagt, by: By, *, at: datetime | None = None
) -> None:
    """Correct what is noted of somebody: above all that the paper has been seen, or how long it holds. Her role stays.

    What she may no longer open is taken from her code at once. Raises UserError as `note` does, and for what has been ended.
    """
    moment = at or clock.now()
    with transaction():
        case = locked(case_id)
        require_free(case_id, by)
        row = queries.one(case_id, representative_id)
        _require_standing(row)
        before = (row.basis, row.scope, row.since, row.until)
        told = replace(told, role=Role(row.role))
        _require_whole(told, by)
        rows.write(row, keys, told, by, moment)
        codes.unwrap(row, but=rules.parts_of(queries.rights_of(row)))
        audit.record(
            CHANGED,
            OBJECT,
            case.id,
            detail={"role": row.role, "seen": row.proof_seen is not None},
            actor=by.actor,
            at=at,
        )
        if (row.basis, row.scope, row.since, row.until) != before and row.role in ACTING:
            text = wording.noted(told.name.strip(), Role(row.role), Basis(row.basis), queries.scope_of(row), row.until)
            _tell(case, keys, text, by, moment)


def end(case_id: str, keys: Keys, representative_id: str, by: By, *, at: datetime | None = None) -> None:
    """End somebody's right to act, because the citizen takes it back or it is over: her code opens nothing from now on."""
    moment = at or clock.now()
    with transaction():
        case = locked(case_id)
        require_free(case_id, by)
        row = queries.one(case_id, representative_id)
        if row.ended is not None:
            return
        row.ended, row.ended_by = moment, by.id
        codes.unwrap(row)
        audit.record(ENDED, OBJECT, case.id, detail={"role": row.role}, actor=by.actor, at=at)
        if by is not CITIZEN and row.role in ACTING:
            _tell(case, keys, wording.ended(_name(row, keys), Role(row.role)), by, moment)


def make_code(
    case_id: str, keys: Keys, representative_id: str, by: By, token: str, *, at: datetime | None = None
) -> str:
    """Give somebody a code of her own, in place of the one before; the same form gives the same code.

    Raises UserError where no valid fuldmagt lets her see the case today.
    """
    moment = at or clock.now()
    with transaction():
        case = locked(case_id)
        require_free(case_id, by)
        row = queries.one(case_id, representative_id)
        if row.holds_code or not rules.parts_of(queries.rights_of(row)):
            raise UserError(
                _("Der kan ikke laves en kode. Fuldmagten skal gælde i dag, være set og give lov til at se sagen.")
            )
        code = codes.code_of(row, token)
        if row.code_mac != codes.code_mac(code) or not queries.has_code(row):
            codes.wrap(row, keys, code)
            audit.record(CODE_MADE, OBJECT, case.id, detail={"role": row.role}, actor=by.actor, at=at)
            if by is not CITIZEN:
                _tell(case, keys, wording.code_made(_name(row, keys)), by, moment)
    return code


def _require_standing(row: CaseRepresentative) -> None:
    if row.ended is not None:
        raise UserError(_("Det er slut. Notér personen igen, hvis der er givet en ny fuldmagt."))


def _name(row: CaseRepresentative, keys: Keys) -> str:
    return queries.who_of(row, keys)["name"] or str(wording.ROLES[Role(row.role)])


def _tell(case: Case, keys: Keys, text: str, by: By, moment: datetime) -> None:
    add_answer(case, keys, Said(text=text, by=by, at=moment, kind=FULDMAGT_LETTER))
