"""Who may say what a case is found to be, and that it must be open for it; what is found is set in `points` and `handling`."""

from __future__ import annotations

from værdig.complaints import path, queries, states
from værdig.complaints.acting import By
from værdig.complaints.conflicts.walls import require_free
from værdig.complaints.models import Case
from værdig.complaints.states import State
from værdig.errors import UserError
from værdig.i18n import _


def judged_by(case: Case, by: By) -> None:
    """Refuse to change what a case is found to be: once it is closed, and for the management in the borgerraadgiver's cases."""
    for_its_own_side(case, by)
    still_open(case)


def for_its_own_side(case: Case, by: By) -> None:
    """Refuse the management to decide a case that was sent to the borgerraadgiver, whatever she has let it see."""
    require_free(case.id, by)
    if states.reserved(queries.facts_of(case), by.mover):
        raise UserError(states.BORGERRAADGIVERS)


def no_appeal_left(case: Case) -> None:
    """Refuse to make a complaint over a decision into something else once the law's way with it has begun, until it is taken back.

    Whoever complains over a decision has it judged again and then sent to Ankestyrelsen (retssikkerhedsloven § 66).
    """
    state = State(case.returns_to or case.state)
    if state in states.APPEALING:
        raise UserError(_("Afgørelsen er ved at blive vurderet igen. Flyt sagen tilbage, før du retter typen."), "type")
    if state in states.JUDGED_AGAIN:
        raise UserError(
            _("Afgørelsen er vurderet igen. Var det en fejl, så flyt sagen tilbage, før du retter typen."), "type"
        )
    if any(event.to_state in states.JUDGED_AGAIN for event in path.standing(case.events)):
        raise UserError(
            _(
                "Sagen er en klage over en afgørelse, som er vurderet igen. Den bliver ved med at være det. "
                "Skriver borgeren nu om noget andet, så skriv det ned som en ny klage."
            ),
            "type",
        )


def still_open(case: Case) -> None:
    """Refuse to work on a case that is closed."""
    if case.closed is not None:
        raise UserError(_("Sagen er lukket. Den skal åbnes igen først."))
