"""Giving a citizen a return code of her own, where somebody wrote the complaint for her and has the one on the receipt.

The code on the receipt opens nothing from then on; whoever wrote it can be given a code as others who represent. The receipt stays
signed as it is, so trying its text takes the code that stands on it.
"""

from __future__ import annotations

from værdig import audit
from værdig.codes import code_from
from værdig.complaints import keys as keyring_of_cases
from værdig.complaints.acting import By
from værdig.complaints.conflicts.walls import require_free
from værdig.complaints.keys import Keys
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.representation import queries
from værdig.complaints.representation.models import CITIZENS_CODE_MADE
from værdig.complaints.service.moving import locked
from værdig.crypto import keyring
from værdig.db import new_id, transaction
from værdig.errors import UserError
from værdig.i18n import _

_PURPOSE = "citizens-own-code-from-token"


def is_needed(case: Case) -> bool:
    """Tell whether somebody else has the code that stands on the receipt."""
    return queries.holder_of(case.id) is not None


def make(case_id: str, keys: Keys, by: By, token: str) -> str:
    """Wrap the case to a new return code in place of the one on the receipt; the same form gives the same code.

    Raises UserError where the citizen has her code already, RuleBroken for keys that do not reach as far as the code did.
    """
    with transaction():
        case = locked(case_id)
        require_free(case_id, by)
        code = code_from(keyring().pepper_mac(_PURPOSE, f"{case.id}/{token}"))
        if case.code_mac == keyring_of_cases.code_mac(code):
            return code
        holders = [row for row in queries.of_case(case.id) if row.holds_code]
        if not holders:
            raise UserError(_("Borgeren har allerede sin egen kode."))
        keyring_of_cases.wrap_to_code(case, keys, code)
        case.code_mac, case.visits = keyring_of_cases.code_mac(code), new_id()
        for row in holders:
            row.holds_code = False
        audit.record(CITIZENS_CODE_MADE, OBJECT, case.id, actor=by.actor)
    return code
