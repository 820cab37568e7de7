"""Clearing a quotation, taking it back, and freezing those that a frozen report has; each is logged, never with its words."""

from __future__ import annotations

from sqlalchemy import delete, select

from værdig import audit
from værdig.clock import HalfYear
from værdig.crypto import field_place, keyring, seal_text
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.surveys.models import OpenAnswer, State, SurveyRound
from værdig.surveys.quotations import queries
from værdig.surveys.quotations.models import Quotation
from værdig.surveys.quotations.shortening import shorten
from værdig.surveys.rounds import ROUND, locked


def clear(round_id: str, text_id: str, edited: str) -> None:
    """Clear a text, as it was shortened, to be quoted in the report; what was cleared of it before is replaced.

    Raises UserError where something was added, nothing is left, or a frozen report quotes it already; NotYours for a text that is not
    to be read.
    """
    with transaction():
        locked(round_id, State.CLOSED)
        if text_id not in queries.text_ids(round_id):
            raise NotYours
        row = db.session.scalars(select(OpenAnswer).where(OpenAnswer.id == text_id)).one()
        words = shorten(queries.words_of(row), edited)
        _drop(text_id)
        quotation = Quotation(id=new_id(), round_id=round_id, text_id=text_id)
        place = field_place("quotation", "sealed", quotation.id)
        quotation.sealed = seal_text(keyring().derive(queries.QUOTATION_KEY), place, words)
        db.session.add(quotation)
        audit.record("survey.quotation_cleared", ROUND, round_id, detail={"quotation": quotation.id})


def _drop(text_id: str) -> None:
    known = db.session.scalar(select(Quotation).where(Quotation.text_id == text_id))
    if known is None:
        return
    _refuse_frozen(known)
    db.session.execute(delete(Quotation).where(Quotation.id == known.id))
    db.session.expunge(known)


def _refuse_frozen(quotation: Quotation) -> None:
    if quotation.is_frozen:
        raise UserError(_("Citatet står i en rapport, der er frosset. Det kan ikke ændres."))


def withdraw(round_id: str, quotation_id: str) -> None:
    """Take a quotation back. Raises UserError once a frozen report has it, and NotYours where there is none."""
    with transaction():
        locked(round_id, State.CLOSED)
        found = db.session.scalar(select(Quotation).where(Quotation.id == quotation_id, Quotation.round_id == round_id))
        if found is None:
            raise NotYours
        _refuse_frozen(found)
        db.session.delete(found)
        audit.record("survey.quotation_withdrawn", ROUND, round_id, detail={"quotation": quotation_id})


def freeze_quotations(half_year: HalfYear) -> None:
    """Fix every cleared quotation of a half-year's rounds, its report being frozen; call inside a transaction."""
    rounds = select(SurveyRound.id).where(SurveyRound.half_year == half_year, SurveyRound.state == State.CLOSED)
    for quotation in db.session.scalars(select(Quotation).where(Quotation.round_id.in_(rounds))):
        quotation.is_frozen = True
