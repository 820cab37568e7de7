"""A round of this municipality in the state a change needs, locked for writing; the changes themselves are elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from værdig import audit, clock
from værdig.db import db
from værdig.errors import NotYours, UserError
from værdig.i18n import _, _l, format_date
from værdig.surveys import holding
from værdig.surveys.models import State, SurveyRound

ROUND = "survey_round"
"""What a round is called in the audit log."""
OPENED = "survey.round_opened"
"""What the audit log calls its opening: the only place that keeps the day."""

GROUPS_STAND = _l("Målgrupperne kan ikke ændres.")
PLAN_KEPT = _l("Planen kan ikke rettes.")
PLAN_STANDS = _l("Planen kan ikke slettes.")
OPENED_ONCE = _l("Den kan ikke åbnes igen.")
LAST_DAY_STANDS = _l("Sidste dag kan ikke flyttes.")
NO_CODES = _l("Der kan ikke laves eller kasseres koder.")
NOT_SAID_LOST = _l("Den kan ikke meldes tabt nu.")
NOT_GIVEN_UP = _l("Kun en tabt runde kan opgives.")
"""What follows for whoever comes too late (or too early) with a change."""


def first_day_after(closes_on: date) -> date:
    """Return the first day a round may be closed: citizens can answer up to and including the last day they were promised."""
    return closes_on + timedelta(days=1)


def too_soon(opens_on: date) -> str:
    """Return in Danish why a round is not opened yet."""
    return _(
        "Runden kan åbnes fra den %(day)s. Det er dens første dag. Skal den begynde før, så ret planen.",
        day=format_date(opens_on),
    )


def locked(round_id: str, *allowed: State, so: Any = "") -> SurveyRound:
    """Return a round of this municipality, locked for the transaction against senders and other changes.

    Raises NotYours, and UserError in another state.
    The error says what has happened to the round, and `so`, what follows from it.
    """
    holding.alone()
    return _in_state(select(SurveyRound).with_for_update(of=SurveyRound), round_id, allowed, so)


def being_closed(round_id: str) -> SurveyRound:
    """Return a round as `locked` does, for a step of closing by somebody who has its key.

    If it was said to be lost meanwhile, that is taken back; raises UserError when it has been given up as well.
    """
    round_ = locked(round_id)
    if round_.state == State.LOST:
        if round_.public_key is None:
            raise UserError(_("Runden er opgivet. Den kan ikke lukkes."))
        round_.state = State.CLOSING
    return round_


def must_be(round_id: str, *allowed: State, so: Any) -> None:
    """Raise as `locked` does, for a page that only shows the form of a change."""
    _in_state(select(SurveyRound), round_id, allowed, so)


def _in_state(query: Select[SurveyRound], round_id: str, allowed: tuple[State, ...], so: Any) -> SurveyRound:
    round_ = db.session.scalar(query.where(SurveyRound.id == round_id).execution_options(populate_existing=True))
    if round_ is None:
        raise NotYours
    if allowed and round_.state not in allowed:
        raise UserError(f"{_happened(round_)} {so}".strip())
    return round_


def _happened(round_: SurveyRound) -> str:
    """Return in Danish what a round has come to, with the day where that is known."""
    if round_.state == State.OPEN and (opened := audit.entries_about(ROUND, round_.id, OPENED)):
        return _("Runden er åbnet den %(day)s.", day=format_date(clock.local(opened[-1].at).date()))
    if round_.state == State.CLOSED and round_.closed_on:
        return _("Runden er lukket den %(day)s.", day=format_date(round_.closed_on))
    return str(_HAPPENED[State(round_.state)])


_HAPPENED = {
    State.PLANNED: _l("Runden er ikke åbnet endnu."),
    State.OPEN: _l("Runden er åbnet."),
    State.CLOSING: _l("Runden er ved at blive lukket."),
    State.CLOSED: _l("Runden er lukket."),
    State.LOST: _l("Rundens nøgle er tabt."),
}
