"""A representative's own code: making it, what it opens, and letting it die; whether she may have one is `rules`' to say.

The parts of the case are wrapped to her code as they are to the citizen's. When her right ends the wrapped keys are removed, so that
what must not be opened cannot be; what it opens is also asked anew each time, so that no hour passes between a last day and that.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from værdig import audit
from værdig.codes import code_from, normalise
from værdig.complaints.acting import SYSTEM, By
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import CaseRepresentative, RepresentativeKey
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.representation import queries, rules
from værdig.complaints.representation.models import CODE_CLOSED
from værdig.crypto import field_place, keyring, seal, unseal
from værdig.db import db, new_id, transaction
from værdig.errors import RuleBroken

_PURPOSE = "representative-code"
_TOKEN_PURPOSE = "representative-code-from-token"  # noqa: S105 - the name of a purpose, not a secret


def code_of(row: CaseRepresentative, token: str) -> str:
    """Return the code that a form's token gives somebody, always the same one: a double click makes one code."""
    return code_from(keyring().pepper_mac(_TOKEN_PURPOSE, f"{row.id}/{token}"))


def code_mac(code: str) -> bytes:
    """Return what a representative is looked up by when she types her code."""
    return keyring().pepper_mac(_PURPOSE, code)


def of_code(typed: str) -> tuple[CaseRepresentative, str] | None:
    """Return whose code was typed, with its plain form; None where it is nobody's here. Raises CodeMistyped for a slip."""
    code = normalise(typed)
    row = db.session.scalar(select(CaseRepresentative).where(CaseRepresentative.code_mac == code_mac(code)))
    return (row, code) if row is not None else None


def wrap(row: CaseRepresentative, keys: Keys, code: str) -> None:
    """Wrap to a code what its holder may open, in place of any code before, inside the caller's transaction.

    Raises RuleBroken where she may open nothing today, or whoever makes the code does not hold what it is to open.
    """
    parts = rules.parts_of(queries.rights_of(row))
    if not parts or row.holds_code:
        raise RuleBroken(f"{row.id} may have no code")
    wanted = [part for part in parts if part is not Part.MESSAGES or keys.has(part)]
    if not all(keys.has(part) for part in wanted):
        raise RuleBroken(f"the keys of {row.case_id} that are held do not reach as far as the fuldmagt")
    unwrap(row)
    row.code_mac = code_mac(code)
    for part in wanted:
        held = RepresentativeKey(id=new_id(), representative_id=row.id, part=part)
        held.wrapped = seal(_key(code), _place(held.id), keys.parts[part])
        db.session.add(held)
    db.session.flush()


def unwrap(row: CaseRepresentative, *, but: Collection[Part] = ()) -> int:
    """Remove the wrapped keys of a representative, but for some parts; returns how many were there."""
    rows = [each for each in _keys_of(row) if each.part not in but]
    for each in rows:
        db.session.delete(each)
    db.session.flush()
    return len(rows)


def open_with(row: CaseRepresentative, code: str) -> Keys | None:
    """Open a case with a representative's code; None where no valid fuldmagt stands today, and then its keys are gone too.

    Raises CannotOpen for another code.
    """
    allowed = rules.parts_of(queries.rights_of(row))
    if not allowed:
        close_lapsed(row.id)
        return None
    opened = {Part(each.part): unseal(_key(code), _place(each.id), each.wrapped) for each in _keys_of(row)}
    held = {part: key for part, key in opened.items() if part in allowed}
    return Keys(row.case_id, held) if Part.CASE in held else None


def close_lapsed(representative_id: str) -> bool:
    """Remove the keys of somebody whose right has ended by itself; returns whether there were any."""
    with transaction():
        row = db.session.scalar(select(CaseRepresentative).where(CaseRepresentative.id == representative_id))
        if row is None or rules.parts_of(queries.rights_of(row)):
            return False
        gone = unwrap(row) > 0
        if gone:
            audit.record(CODE_CLOSED, OBJECT, row.case_id, detail={"role": row.role}, actor=SYSTEM.actor)
    return gone


def sweep() -> int:
    """Remove every key whose holder may open nothing any more; returns how many codes died. Running it again changes nothing."""
    query = select(RepresentativeKey.representative_id).distinct()
    return sum(close_lapsed(found) for found in list(db.session.scalars(query)))


def by(row: CaseRepresentative) -> By:
    """Return a representative as one who acts for the citizen, under her own name in the log."""
    from værdig.complaints.states import Mover

    return By(f"{rules.ACTOR}{row.id}", Mover.BORGER, row.role)


def _keys_of(row: CaseRepresentative) -> list[RepresentativeKey]:
    return list(db.session.scalars(select(RepresentativeKey).where(RepresentativeKey.representative_id == row.id)))


def _key(code: str) -> bytes:
    return keyring().pepper_key(_PURPOSE, code)


def _place(row_id: str) -> bytes:
    return field_place("case_representative_key", "wrapped", row_id)
