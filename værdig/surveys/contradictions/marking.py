"""Marking at closing, and reading afterwards, the languages of a round that look read backwards; the rule is in `reversed_scale`.

A person's language and answers are together only in closing's memory, in the step that writes the answers down. What is stored is a mark
for a language that at least thirty people, and never fewer than the round's threshold, answered in: no number, and nothing to join an
answer to. The mark and the answers are one transaction, so that a closing that is taken up again makes the same mark once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from værdig.db import db
from værdig.i18n import SOURCE
from værdig.surveys.contradictions.models import ReversedLanguage
from værdig.surveys.contradictions.reversed_scale import reversed_languages
from værdig.surveys.models import SurveyRound
from værdig.surveys.question_types import Value


def mark(round_: SurveyRound, rated: set[str], ballots: Iterable[tuple[str, Mapping[str, Value]]]) -> None:
    """Mark the languages of a round that look turned; `ballots` are language and answers. Call inside a transaction."""
    people = [
        (language, {key: point for key, point in answers.items() if key in rated and isinstance(point, int)})
        for language, answers in ballots
    ]
    for language in reversed_languages(people, SOURCE, round_.threshold):
        db.session.add(ReversedLanguage(round_id=round_.id, language=language))


def marked(round_id: str) -> Sequence[str]:
    """Return the codes of the languages of a closed round that look turned."""
    found = select(ReversedLanguage.language).where(ReversedLanguage.round_id == round_id)
    return list(db.session.scalars(found.order_by(ReversedLanguage.language)))
