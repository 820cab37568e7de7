"""Noting who a citizen is when she was anonymous and has told it since; what she is called lies under her identity's key."""

from __future__ import annotations

import json
from collections.abc import Mapping

from værdig import audit
from værdig.complaints.acting import By
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reading import read_case
from værdig.complaints.service.judging import still_open
from værdig.complaints.service.moving import locked
from værdig.db import transaction
from værdig.errors import UserError
from værdig.i18n import _


def note_identity(case_id: str, keys: Keys, identity: Mapping[str, str], by: By) -> None:
    """Note the name an anonymous citizen has told, and how to reach her: what we are told we must note (offentlighedsloven § 13).

    `identity` holds name, phone, email, address. Raises UserError when nothing is told, or when we know who she is already.
    """
    told = {name: text.strip() for name, text in identity.items() if text.strip()}
    if not told:
        raise UserError(_("Skriv mindst ét af felterne."), "name")
    with transaction():
        case = locked(case_id)
        still_open(case)
        if case.anonymity != "anonym":
            raise UserError(_("Borgerens navn er allerede noteret. Skriv en rettelse i et notat."))
        case.identity = _with(case, keys, told)
        case.anonymity = "fortrolig" if case.inbox == Reader.BORGERRAADGIVER else "med_navn"
        audit.record("complaint.identity_noted", OBJECT, case.id, actor=by.actor)


def _with(case: Case, keys: Keys, told: dict[str, str]) -> bytes:
    """Return the sealed identity: what is told now, and what led to her before."""
    before = read_case(case, keys).particulars.get("reference", "")
    known = told | ({"reference": before} if before else {})
    return keys.seal(Part.IDENTITY, OBJECT, "identity", case.id, json.dumps(known, ensure_ascii=False))
