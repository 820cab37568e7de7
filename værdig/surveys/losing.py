"""A round that nobody can open any more: saying so, where no machine can find it out, and giving it up for good.

A key file that is gone is found by closing itself (`service.close_round`).
"""

from __future__ import annotations

from sqlalchemy import delete

from værdig import audit
from værdig.db import db, transaction
from værdig.errors import UserError
from værdig.i18n import _
from værdig.surveys import closing, round_keys, rounds, service
from værdig.surveys.invitations import outbox
from værdig.surveys.models import Draft, Envelope, Invitation, State, SurveyRound
from værdig.surveys.rounds import ROUND, locked


def say_lost(round_id: str) -> None:
    """Note what a person says: that no holder can open a round. It is `tabt` from then on, as one whose key file is gone.

    Nothing is deleted: a holder who remembers her pass phrase can close it after all. Raises UserError as `must_be_losable` does.
    """
    with transaction():
        round_ = _losable(round_id)
        round_.state = State.LOST
        audit.record("survey.said_lost", ROUND, round_.id, detail={"holders": round_keys.user_ids_of(round_.id)})


def must_be_losable(round_id: str) -> None:
    """Raise the UserError that `say_lost` would: for a round that is not yet, or no more, waiting for a holder's pass phrase.

    Citizens were promised that they can answer to the end of the last day; until then this is as early as closing is.
    """
    with transaction():
        _losable(round_id)


def _losable(round_id: str) -> SurveyRound:
    round_ = locked(round_id, State.OPEN, State.CLOSING, so=rounds.NOT_SAID_LOST)
    service.must_be_closable(round_id)
    if round_.key_custody != round_keys.HOLDERS or round_.closing_step in closing.KEY_NOT_NEEDED:
        raise UserError(_("Runden venter ikke på en nøgleholders kodeord. Den kan lukkes uden."))
    return round_


def give_up_round(round_id: str) -> None:
    """Give up a lost round for good: envelopes, drafts, invitations and its key are deleted, the counts per group are kept.

    Holders who could not open it are holders no more; they take a new key, so that the next round is not lost as well.
    """
    with transaction():
        round_ = locked(round_id, State.LOST, so=rounds.NOT_GIVEN_UP)
        if round_.public_key is None:
            return  # pressed twice: there is nothing left to count
        closing.count_used(round_)
        for table in (Envelope, Draft, Invitation):
            db.session.execute(delete(table).where(table.round_id == round_.id))
        outbox.forget(round_.id)
        audit.record("survey.round_given_up", ROUND, round_.id)
        round_keys.retire(round_)
        round_.public_key = None
    outbox.clear_traces()
