"""Reading the texts of a closed round one at a time, and the quotations cleared from them; never with a group, a date or a writer."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from værdig import municipality
from værdig.clock import HalfYear
from værdig.crypto import field_place, keyring, unseal_text
from værdig.db import db
from værdig.errors import NotYours
from værdig.surveys import questionnaires
from værdig.surveys.closing import OPEN_TEXT_KEY
from værdig.surveys.masking.answers import is_written
from værdig.surveys.models import OpenAnswer, State, SurveyRound
from værdig.surveys.quotations.models import Quotation

QUOTATION_KEY = "surveys/quotation"


@dataclass(frozen=True)
class Cleared:
    """A cleared quotation: its id, its words, the text's place in the reading order, and whether a frozen report has it."""

    id: str
    words: str
    number: int
    is_frozen: bool


@dataclass(frozen=True)
class Text:
    """One text: its id, its place in the reading order, what was written, and what of it is cleared (None: nothing)."""

    id: str
    number: int
    words: str
    cleared: Cleared | None


def text_ids(round_id: str) -> Sequence[str]:
    """Return the ids of a closed round's texts in reading order, which is their random ids' order.

    A choice that was sealed because its type was gone is no text. Empty when fewer answered than the round's
    threshold. Raises NotYours for a round that is not closed.
    """
    round_ = db.session.scalar(select(SurveyRound).where(SurveyRound.id == round_id))
    if round_ is None or round_.state != State.CLOSED:
        raise NotYours
    if (round_.answers_total or 0) < round_.threshold:
        return []
    written = [question["id"] for question in questionnaires.of_round(round_id) or () if is_written(question)]
    found = select(OpenAnswer.id).where(OpenAnswer.round_id == round_id, OpenAnswer.question.in_(written))
    return list(db.session.scalars(found.order_by(OpenAnswer.id)))


def text(round_id: str, number: int) -> Text:
    """Return the text with a place in the reading order, from 1; raises NotYours where there is none."""
    ids = text_ids(round_id)
    if not 1 <= number <= len(ids):
        raise NotYours
    row = db.session.scalars(select(OpenAnswer).where(OpenAnswer.id == ids[number - 1])).one()
    cleared = next((one for one in quotations(round_id) if one.number == number), None)
    return Text(row.id, number, words_of(row), cleared)


def words_of(row: OpenAnswer) -> str:
    """Return what was written, as it was masked before it was sealed."""
    return unseal_text(keyring().derive(OPEN_TEXT_KEY), field_place("open_answer", "sealed", row.id), row.sealed)


def quotations(round_id: str) -> list[Cleared]:
    """Return a closed round's cleared quotations in the order of their random ids."""
    places = {text_id: number for number, text_id in enumerate(text_ids(round_id), 1)}
    rows = db.session.scalars(select(Quotation).where(Quotation.round_id == round_id).order_by(Quotation.id))
    key = keyring().derive(QUOTATION_KEY)
    return [
        Cleared(
            row.id,
            unseal_text(key, field_place("quotation", "sealed", row.id), row.sealed),
            places[row.text_id],
            row.is_frozen,
        )
        for row in rows
        if row.text_id in places
    ]


def quoted_in(half_year: HalfYear) -> list[str]:
    """Return everything cleared to be quoted from the closed rounds of a half-year."""
    rounds = select(SurveyRound.id).where(SurveyRound.half_year == half_year, SurveyRound.state == State.CLOSED)
    return [one.words for round_id in db.session.scalars(rounds) for one in quotations(round_id)]


def deleted_on(round_id: str) -> date | None:
    """Return the day after which a closed round's texts are deleted; None for a round that is not closed."""
    closed = db.session.scalar(select(SurveyRound.closed_on).where(SurveyRound.id == round_id))
    if closed is None:
        return None
    year, month = divmod(closed.year * 12 + closed.month - 1 + municipality.setting("survey_deletion_months"), 12)
    return date(year, month + 1, min(closed.day, monthrange(year, month + 1)[1]))
