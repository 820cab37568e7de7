"""The citizen takes back that the borgerraadgiver may read a case sent to the management; asking her in is in `consenting`."""

from __future__ import annotations

from værdig import audit
from værdig.complaints import keys, queries
from værdig.complaints.acting import CITIZEN
from værdig.complaints.keys import Reader
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.moving import locked
from værdig.db import transaction
from værdig.errors import RuleBroken


def take_back_from_borgerraadgiver(case_id: str) -> None:
    """Let the borgerraadgiver no longer open a case that was sent to the management; her own notes stay hers.

    Raises RuleBroken for a case that was sent to her, and for one that she is investigating.
    """
    with transaction():
        case = locked(case_id)
        if case.inbox != Reader.MANAGEMENT or queries.facts_of(case).investigated:
            raise RuleBroken("the borgerraadgiver has this case in her own right")
        keys.take_back(case, Reader.BORGERRAADGIVER)
        audit.record("complaint.borgerraadgiver_unasked", OBJECT, case.id, actor=CITIZEN.actor)
