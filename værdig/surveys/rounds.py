"""A round of this municipality, locked for writing: where every change to a round begins; the changes themselves are elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from værdig.db import db
from værdig.errors import NotYours, UserError
from værdig.i18n import _, format_date
from værdig.surveys.models import State, SurveyRound

ROUND = "survey_round"
"""What a round is called in the audit log."""


def first_day_after(closes_on: date) -> date:
    """Return the first day a round may be closed: citizens can answer up to and including the last day they were promised."""
    return closes_on + timedelta(days=1)


def too_soon(opens_on: date) -> str:
    """Return in Danish why a round is not opened yet."""
    return _(
        "Runden kan åbnes fra den %(day)s. Det er dens første dag. Skal den begynde før, så slet planen, og lav en ny.",
        day=format_date(opens_on),
    )


def locked(round_id: str, *allowed: State) -> SurveyRound:
    """Return a round of this municipality, locked for the transaction; raises NotYours, and UserError in another state."""
    round_ = db.session.scalar(
        select(SurveyRound)
        .where(SurveyRound.id == round_id)
        .with_for_update(of=SurveyRound)
        .execution_options(populate_existing=True)
    )
    if round_ is None:
        raise NotYours
    if allowed and round_.state not in allowed:
        raise UserError(_("Runden er ikke længere i den tilstand. Se siden igen."))
    return round_
