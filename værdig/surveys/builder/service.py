"""Writing a planned round's own questions and publishing them with the round; what is read is in `queries`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from værdig import audit
from værdig.db import db, new_id, transaction
from værdig.errors import UserError
from værdig.i18n import _
from værdig.surveys import questionnaires
from værdig.surveys.builder import queries, rules
from værdig.surveys.builder.models import REMOVED, LocalDraft
from værdig.surveys.models import QuestionnaireVersion, State, SurveyRound
from værdig.surveys.rounds import ROUND, locked

Items = list[Mapping[str, Any]]


class ChangedMeanwhile(UserError):
    """Somebody, or another tab, has changed the questions since the page was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("Spørgsmålene er ændret, siden du åbnede siden. Det, du skrev, er her stadig. Se efter, og gem igen.")
        )


def add(round_id: str, version: int, way: str, wording: str, help_: str) -> str:
    """Add an own question at the end and return its id; it keeps that id in every round it is asked in. Raises UserError."""
    item_id = f"{questionnaires.OWN_ID}{new_id()[:10].lower().replace('-', 'x')}"
    made = rules.question(item_id, way, wording, help_)
    _change(round_id, version, lambda items: [*items, made])
    return item_id


def pick(round_id: str, version: int, question_id: str) -> None:
    """Add a question that a plug-in offers, or that was asked before. Raises UserError."""

    def picked(items: Items) -> Items:
        found = queries.bank(locked(round_id, State.PLANNED)).get(question_id)
        if found is None:
            raise UserError(_("Spørgsmålet kan ikke vælges. Se siden igen."), "question")
        return [*items, found]

    _change(round_id, version, picked)


def edit(round_id: str, version: int, item_id: str, way: str, wording: str, help_: str) -> None:
    """Change an own question's words; its id stays. Raises UserError."""
    made = rules.question(item_id, way, wording, help_)
    _change(
        round_id, version, lambda items: [made if item["id"] == item_id else item for item in _with(items, item_id)]
    )


def remove(round_id: str, version: int, item_id: str) -> None:
    """Take an own question out of the round; until the next is taken out it can be put back. Raises UserError."""
    _change(round_id, version, lambda items: [item for item in _with(items, item_id) if item["id"] != item_id])


def restore(round_id: str, version: int, item_id: str) -> None:
    """Put the question that was removed last back where it stood. Raises UserError."""

    def restored(items: Items) -> Items:
        found = queries.draft(round_id).removed
        if found is None or found["id"] != item_id:
            raise UserError(_("Spørgsmålet kan ikke hentes tilbage. Se siden igen."))
        kept = list(items)
        kept.insert(found[REMOVED], {key: value for key, value in found.items() if key != REMOVED})
        return kept

    _change(round_id, version, restored)


def move(round_id: str, version: int, item_id: str, steps: int) -> None:
    """Move an own question up (-1) or down (1) among the own ones; at the end it stays. Raises UserError."""

    def moved(items: Items) -> Items:
        place = [item["id"] for item in _with(items, item_id)].index(item_id)
        kept = [item for item in items if item["id"] != item_id]
        kept.insert(max(0, place + steps), items[place])
        return kept

    _change(round_id, version, moved)


def _with(items: Items, item_id: str) -> Items:
    if item_id not in {item["id"] for item in items}:
        raise UserError(_("Spørgsmålet er taget ud af runden. Se siden igen."))
    return items


def _change(round_id: str, version: int, change: Callable[[Items], Items]) -> None:
    """Change the draft that was `version` when it was shown; raises ChangedMeanwhile when it is another now."""
    with transaction():
        round_ = locked(round_id, State.PLANNED)
        row = db.session.scalar(select(LocalDraft).where(LocalDraft.round_id == round_id))
        if row is None:
            row = LocalDraft(round_id=round_id, version=0, items=[])
            db.session.add(row)
        if row.version != version:
            raise ChangedMeanwhile
        items = change(row.asked)
        _check(round_, items)
        row.items, row.version = [*items, *_removed(row, items)], version + 1
        audit.record("survey.own_questions_changed", ROUND, round_id, detail={"questions": [i["id"] for i in items]})


def _removed(row: LocalDraft, after: Items) -> Items:
    """Return the question that a change takes out, with its place; else the one that was taken out before and is still out."""
    kept = {item["id"] for item in after}
    gone: Items = [{**item, REMOVED: place} for place, item in enumerate(row.asked) if item["id"] not in kept]
    before = [row.removed] if row.removed and row.removed["id"] not in kept else []
    return gone or before


def _check(round_: SurveyRound, items: Sequence[Mapping[str, Any]]) -> None:
    offer = questionnaires.offered().get(round_.questionnaire)
    if offer is None:
        raise UserError(_("Spørgeskemaet findes ikke længere. Vælg et andet."))
    rules.check(items, questionnaires.with_own(questionnaires.content_of(offer), items)["questions"])


def publish_for(round_: SurveyRound) -> QuestionnaireVersion:
    """Return the stored, unchangeable questionnaire of a round that is being opened; call inside a transaction.

    Raises UserError when nobody offers the questionnaire, or an own question cannot be asked any more.
    """
    row = db.session.scalar(select(LocalDraft).where(LocalDraft.round_id == round_.id))
    own = [] if row is None else row.asked
    if own:
        _check(round_, own)
    if row is not None:
        db.session.delete(row)
    if not own:
        return questionnaires.publish(round_.questionnaire)
    return questionnaires.publish_with_own(round_.questionnaire, own, round_.id)
