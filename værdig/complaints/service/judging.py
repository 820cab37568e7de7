"""Who may say what a case is found to be, and that it must be open for it; what is found is set in `points` and `handling`."""

from __future__ import annotations

from værdig.complaints.acting import BORGERRAADGIVER, By
from værdig.complaints.models import Case
from værdig.complaints.states import Mover
from værdig.errors import UserError
from værdig.i18n import _


def judged_by(case: Case, by: By) -> None:
    """Refuse to change what a case is found to be: once it is closed, and for the management in the borgerraadgiver's cases.

    With consent the management reads and answers; finding is the borgerraadgiver's (kommunestyrelsesloven § 65 e).
    """
    if case.inbox == BORGERRAADGIVER.reader.value and by.mover == Mover.LEDER:
        raise UserError(_("Sagen er borgerrådgiverens. Ledelsen kan læse og svare, men ikke ændre den."))
    still_open(case)


def still_open(case: Case) -> None:
    """Refuse to work on a case that is closed."""
    if case.closed is not None:
        raise UserError(_("Sagen er lukket. Den skal åbnes igen først."))
