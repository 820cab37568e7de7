"""Who may say what a case is found to be, and that it must be open for it; what is found is set in `points` and `handling`."""

from __future__ import annotations

from værdig.complaints import queries, states
from værdig.complaints.acting import By
from værdig.complaints.models import Case
from værdig.errors import UserError
from værdig.i18n import _


def judged_by(case: Case, by: By) -> None:
    """Refuse to change what a case is found to be: once it is closed, and for the management in the borgerraadgiver's cases."""
    for_its_own_side(case, by)
    still_open(case)


def for_its_own_side(case: Case, by: By) -> None:
    """Refuse the management to decide a case that was sent to the borgerraadgiver, whatever she has let it see."""
    if states.reserved(queries.facts_of(case), by.mover):
        raise UserError(states.BORGERRAADGIVERS)


def still_open(case: Case) -> None:
    """Refuse to work on a case that is closed."""
    if case.closed is not None:
        raise UserError(_("Sagen er lukket. Den skal åbnes igen først."))
