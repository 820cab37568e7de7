"""Reading figures: a closed round's cleared ones, and what a coming round can be expected to show; rounds are in `rounds`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from værdig.clock import HalfYear
from værdig.disclosure import ClearedRow, ClearedTable, Clearing
from værdig.i18n import _, capital
from værdig.surveys import counting, forecast, questionnaires, results
from værdig.surveys.contradictions import marking
from værdig.surveys.models import Design
from værdig.surveys.queries.rounds import RoundRow, closed_before, round_by_id, round_row, stored_round
from værdig.surveys.quotations import queries as quotations

if TYPE_CHECKING:
    from værdig.surveys.weighing.presenting import BesideShown


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """One question's cleared figures. `total` is everybody; a breakdown that cannot be shown is None."""

    id: str
    wording: str
    kind: str
    scale: str
    theme: str
    principle: str
    promise: str
    total: ClearedRow
    table: ClearedTable
    """Any of the question's tables: for its categories, labels and notes."""
    by_group: ClearedTable | None
    by_length: ClearedTable | None
    put_to: str = ""
    """Whom the question was put to, as a Danish sentence; empty where everybody was asked."""

    @property
    def is_municipal(self) -> bool:
        """Whether the municipality wrote it."""
        return self.id.startswith(questionnaires.OWN_ID)


@dataclass(frozen=True, kw_only=True)
class RoundResults:
    """A closed round's cleared figures: the response (with rates where the number invited is known) and every question."""

    round: RoundRow
    response: ClearedTable
    questions: tuple[QuestionResult, ...]
    tallies: tuple[ClearedTable, ...]
    """Channel, help and language, each counted by itself."""
    cannot_be_shown: tuple[str, ...]
    """The questions whose type nobody offers at present, or nobody did at closing and too few answered."""
    clearing: Clearing
    """What the gate gave: to be recorded (`disclosure.record`) when the figures are shown on another occasion."""

    def question(self, question_id: str) -> QuestionResult | None:
        """Return one question's result, or None when the round did not ask it."""
        return next((question for question in self.questions if question.id == question_id), None)


def question_results(round_id: str) -> RoundResults:
    """Return a closed round's cleared figures; raises NotYours for a round that is not closed."""
    round_ = stored_round(round_id)
    clearing = results.frozen(round_id)
    by_id = {table.id: table for table in clearing.tables}
    questions = questionnaires.questions(round_.published) if round_.published else []
    shown = (_question_result(question, by_id, questions) for question in questions)
    return RoundResults(
        round=round_row(round_),
        response=by_id[counting.RESPONSE],
        questions=tuple(result for result in shown if result is not None),
        tallies=tuple(by_id[name] for name in map(counting.tally_id, counting.TALLIES) if name in by_id),
        cannot_be_shown=tuple(
            _(question["wording"])
            for question in questions
            if question["kind"] != "open" and counting.table_id(question["id"]) not in _counted(by_id)
        ),
        clearing=clearing,
    )


def _counted(tables: Mapping[str, ClearedTable]) -> set[str]:
    return {name.partition("/")[0] for name in tables}


def _question_result(question: Any, tables: dict[str, ClearedTable], questions: Sequence[Any]) -> QuestionResult | None:
    by_group = tables.get(counting.table_id(question["id"], counting.GROUP))
    by_length = tables.get(counting.table_id(question["id"], counting.LENGTH))
    any_table = by_group or by_length or tables.get(counting.table_id(question["id"]))
    if any_table is None:
        return None
    return QuestionResult(
        id=question["id"],
        wording=any_table.title,
        kind=question["kind"],
        scale=question["scale"],
        theme=question["theme"],
        principle=question["principle"],
        promise=question["promise"],
        total=any_table.total,
        table=any_table,
        by_group=by_group,
        by_length=by_length,
        put_to=questionnaires.put_to(question, questions),
    )


def quoted_of(round_id: str) -> list[str]:
    """Return the words a person has cleared to be quoted from a closed round, in random order."""
    return [cleared.words for cleared in quotations.quotations(round_id)]


def quoted_in(half_year: HalfYear) -> list[str]:
    """Return everything cleared to be quoted from the closed rounds of a half-year."""
    return quotations.quoted_in(half_year)


def written_by(results: RoundResults) -> list[ClearedTable]:
    """Return how many wrote something, for each question that people write to; rounds closed before were not counted so."""
    return [table for table in results.clearing.tables if table.id.startswith(counting.written_id(""))]


def beside(results: RoundResults) -> BesideShown:
    """Return what is worked out from a round's cleared figures: who is missing, weighted shares, change; nothing else enters it."""
    from værdig.surveys.weighing import presenting  # reads rounds through this module

    return presenting.beside(results)


def reversed_languages(results: RoundResults) -> tuple[list[str], bool]:
    """Return the names of the languages in which the scale looks read backwards, and whether there are more of them.

    A language is named only where the gate shows how many answered in it.
    """
    marked = marking.marked(results.round.id)
    spoken = next((table for table in results.tallies if table.id == counting.tally_id("language")), None)
    shown = (
        {row.members[0][0]: row.label for row in spoken.rows if row.shown and len(row.members) == 1} if spoken else {}
    )
    named = [shown[language] for language in marked if language in shown]
    return named, len(named) < len(marked)


ASKED = re.compile(r"hvor tilfreds er du (alt i alt )?med,? ?", re.IGNORECASE)


def short(wording: str) -> str:
    """Return what a question is about, for a picture where the whole of it has no room."""
    return capital(ASKED.sub("", wording).rstrip("?").strip())


def usual_rate(half_year: HalfYear, design: str = Design.CENSUS) -> float:
    """Return the share who usually answer: the total rate shown of the round before, else what other towns have had."""
    before = closed_before(half_year, design)
    rate = question_results(before.id).response.total.rate if before else None
    return forecast.USUAL_RATE if not rate else rate / 100


def forecast_of(round_id: str) -> forecast.Forecast:
    """Return what a planned or open round can be expected to show."""
    round_ = round_by_id(round_id)
    asked = [forecast.Asked(group.key, group.label, group.invited) for group in round_.groups if not group.is_here]
    return forecast.forecast(asked, round_.threshold, usual_rate(round_.half_year, round_.design))
